package dev.azdrill.explain;

import dev.azdrill.guarantee.Tiers;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Ipv4;
import dev.azdrill.network.model.Reserved;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Finds what a word of a question names: a tier, an id or an address. */
final class Ends {
  static final String INTERNET = "internet";
  static final String LOAD_BALANCER = "load-balancer";
  static final String APPLICATION = "app";
  static final String DATABASE = "database";
  static final String NAT = "nat";
  private static final List<String> TIERS =
      List.of(INTERNET, LOAD_BALANCER, APPLICATION, DATABASE, NAT);

  private final Tiers tiers;
  private final Inventory inventory;
  private final PacketWalker walker;
  private final List<NetworkInterface> interfaces;
  private final List<Cidr> subnets;
  private final List<Cidr> vpcs;

  Ends(Tiers tiers, Inventory inventory, PacketWalker walker) {
    this.tiers = tiers;
    this.inventory = inventory;
    this.walker = walker;
    this.interfaces = inventory.all(Kind.NETWORK_INTERFACE);
    this.subnets = blocks(inventory.all(Kind.SUBNET).stream().map(Subnet::cidrBlock));
    this.vpcs = blocks(inventory.all(Kind.VPC).stream().map(Vpc::cidrBlock));
  }

  private static List<Cidr> blocks(Stream<@Nullable String> described) {
    return described.flatMap(block -> Optional.ofNullable(block).stream()).map(Cidr::of).toList();
  }

  /**
   * Who sends.
   *
   * @throws UnusableQuestion when it names nothing, or what sends nothing
   * @throws UnreadPlace when it may name something, and what would tell was not read
   */
  End from(String word) {
    End end = named("--from", word);
    if (end instanceof End.Ours ours && ours.interfaces().stream().allMatch(Ends::isNat)) {
      throw new UnusableQuestion(
          "expected --from to be something that sends, saw "
              + Printable.quoted(word)
              + ": a NAT gateway only carries what others send; ask --from app --to internet");
    }
    boolean isPrivate =
        end instanceof End.Outside outside && outside.address().filter(Ends::isPrivate).isPresent();
    if (isPrivate) {
      throw unknown("--from", word, "no network interface of the stack has that address");
    }
    return end;
  }

  /**
   * Who receives.
   *
   * @throws UnusableQuestion when it names nothing
   * @throws UnreadPlace when it may name something, and what would tell was not read
   */
  End to(String word) {
    return named("--to", word);
  }

  private End named(String option, String word) {
    return switch (word) {
      case INTERNET -> new End.Outside(Optional.empty());
      case LOAD_BALANCER -> tier(option, word, tiers.loadBalancer(), Kind.LOAD_BALANCER);
      case APPLICATION -> tier(option, word, tiers.application(), Kind.INSTANCE);
      case DATABASE -> tier(option, word, tiers.database(), Kind.DB_INSTANCE);
      case NAT -> {
        List<NetworkInterface> gateways = interfaces.stream().filter(Ends::isNat).toList();
        yield tier(option, word, gateways, Kind.NAT_GATEWAY);
      }
      default -> one(option, word);
    };
  }

  private End tier(String option, String word, List<NetworkInterface> all, Kind<?> kind) {
    if (all.isEmpty()) {
      requireRead(option, word, kind);
      requireRead(option, word, Kind.NETWORK_INTERFACE);
      throw new UnusableQuestion(
          "expected "
              + option
              + " to be something that is there, saw '"
              + word
              + "': none is described in this stack");
    }
    return new End.Ours(all, Optional.empty());
  }

  private End one(String option, String word) {
    if (Ipv4.parse(word).isPresent()) {
      return address(word);
    }
    if (word.contains("/")) {
      throw unknown(option, word, "name one address, not a block of them");
    }
    if (word.contains(":")) {
      throw unknown(option, word, "IPv6 is not followed: name an IPv4 address, an id or a tier");
    }
    List<NetworkInterface> found =
        interfaces.stream()
            .filter(
                each ->
                    word.equals(each.networkInterfaceId())
                        || instance(each).filter(word::equals).isPresent())
            .toList();
    if (found.isEmpty()) {
      requireRead(option, word, Kind.NETWORK_INTERFACE);
      throw unknown(option, word, Resemblance.advice(word, known(), "see --help"));
    }
    return new End.Ours(found, Optional.empty());
  }

  /** That nothing is described says nothing where it was not read. */
  private void requireRead(String option, String word, Kind<?> kind) {
    inventory
        .unread(kind)
        .ifPresent(
            why -> {
              throw new UnreadPlace(
                  "it cannot be told whether "
                      + option
                      + " "
                      + Printable.quoted(word)
                      + " is there: "
                      + kind
                      + " could not be read: "
                      + why);
            });
  }

  private End address(String word) {
    for (NetworkInterface each : interfaces) {
      if (word.equals(each.privateIpAddress())
          || each.privateIpAddresses().stream().anyMatch(a -> word.equals(a.privateIpAddress()))) {
        return new End.Ours(List.of(each), Optional.empty());
      }
      if (walker.publicAddresses(each.networkInterfaceId()).contains(word)) {
        return new End.Ours(List.of(each), Optional.of(word));
      }
    }
    if (Reserved.RFC6890.has(word)) {
      throw new UnusableQuestion(
          "expected an address to which packets are routed, saw "
              + word
              + ": loopback, link-local, multicast and reserved addresses follow no route table");
    }
    if (isOfAws(word)) {
      throw new UnusableQuestion(
          "expected an address of a network interface or outside of the VPC, saw "
              + word
              + ": AWS keeps the first four addresses and the last of a subnet for its router and"
              + " resolver, and what those answer is not followed");
    }
    return new End.Outside(Optional.of(word));
  }

  /**
   * The first four addresses and the last of a subnet, and the resolver, two above the base of a
   * VPC. Source: Amazon VPC User Guide, "Subnet CIDR blocks" and "Amazon DNS server".
   */
  private boolean isOfAws(String word) {
    long address = Ipv4.of(word);
    return vpcs.stream().anyMatch(block -> address == block.first() + 2)
        || subnets.stream()
            .filter(block -> block.contains(address))
            .anyMatch(block -> address < block.first() + 4 || address == block.last());
  }

  private List<String> known() {
    List<String> all = new ArrayList<>(TIERS);
    interfaces.stream()
        .filter(each -> !tiers.isMadeUp(each))
        .forEach(
            each -> {
              all.add(each.networkInterfaceId());
              instance(each).ifPresent(all::add);
            });
    return all;
  }

  private static UnusableQuestion unknown(String option, String word, String advice) {
    return new UnusableQuestion(
        "expected "
            + option
            + " to be one of "
            + String.join(", ", TIERS)
            + ", an address, the id of an instance or of a network interface, saw "
            + Printable.quoted(word)
            + ": "
            + advice);
  }

  private static Optional<String> instance(NetworkInterface one) {
    return Optional.ofNullable(one.attachment()).map(NetworkInterfaceAttachment::instanceId);
  }

  private static boolean isPrivate(String address) {
    return Reserved.RFC1918.has(address) || Reserved.RFC6598.has(address);
  }

  private static boolean isNat(NetworkInterface one) {
    return String.valueOf(one.interfaceTypeAsString())
        .replace("_", "")
        .equalsIgnoreCase("natgateway");
  }
}
