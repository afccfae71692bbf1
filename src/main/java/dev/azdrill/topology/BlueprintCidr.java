package dev.azdrill.topology;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Ipv4;

/** How blueprints write networks, and what is said when one is written wrongly. */
final class BlueprintCidr {
  private BlueprintCidr() {}

  /**
   * Reads the usual notation.
   *
   * @throws BlueprintException when it is not that, or when bits behind the prefix are set: AWS
   *     would clear them silently, and the blueprint would not say what is there
   */
  static Cidr parse(String text) {
    Cidr network = Cidr.parse(text).orElseThrow(() -> malformed(text));
    return Cidr.parseExact(text).orElseThrow(() -> inexact(text, network));
  }

  private static BlueprintException malformed(String text) {
    int slash = text.indexOf('/');
    String prefix = text.substring(slash + 1);
    boolean onlyPrefixIsWrong =
        slash > 0 && Ipv4.parse(text.substring(0, slash)).isPresent() && prefix.matches("\\d+");
    return onlyPrefixIsWrong
        ? new BlueprintException(
            "", "a prefix length from 0 to 32", "/" + prefix, "write a network such as 10.0.1.0/24")
        : new BlueprintException(
            "",
            "an IPv4 network in CIDR notation",
            "'" + text + "'",
            "write four numbers up to 255 and a prefix length, such as 10.0.1.0/24");
  }

  private static BlueprintException inexact(String text, Cidr network) {
    return new BlueprintException(
        "",
        "the first address of a /" + network.prefix() + " network",
        text.substring(0, text.indexOf('/')),
        "write " + network);
  }

  /**
   * The network of the same size that follows.
   *
   * @throws BlueprintException when this is the last one
   */
  static Cidr after(Cidr network) {
    return network
        .next()
        .orElseThrow(
            () ->
                new BlueprintException(
                    "",
                    "a network that another one follows",
                    network.toString(),
                    "choose a lower one"));
  }
}
