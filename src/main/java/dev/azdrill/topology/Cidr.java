package dev.azdrill.topology;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 network: {@code 10.0.1.0/24}.
 *
 * @param address its first address as a number, from 0 to 2³²−1; no bit behind the prefix is set
 * @param prefix how many leading bits all its addresses share, from 0 to 32
 */
public record Cidr(long address, int prefix) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
  private static final long ADDRESSES = 1L << 32;

  /**
   * @throws BlueprintException when the prefix or the address is out of range, or when bits behind
   *     the prefix are set
   */
  public Cidr {
    if (prefix < 0 || prefix > 32) {
      throw new BlueprintException(
          "", "a prefix length from 0 to 32", "/" + prefix, "write a network such as 10.0.1.0/24");
    }
    long size = 1L << (32 - prefix);
    if (address < 0 || address >= ADDRESSES || address % size != 0) {
      long first = Math.floorMod(address - Math.floorMod(address, size), ADDRESSES);
      throw new BlueprintException(
          "",
          "the first address of a /" + prefix + " network",
          dotted(Math.floorMod(address, ADDRESSES)),
          "write " + dotted(first) + "/" + prefix);
    }
  }

  /**
   * Reads the usual notation.
   *
   * @throws BlueprintException when it is not that, or when bits behind the prefix are set: AWS
   *     would clear them silently, and the blueprint would not say what is there
   */
  public static Cidr parse(String text) {
    Matcher match = TEXT.matcher(text);
    if (!match.matches()) {
      throw malformed(text);
    }
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(match.group(i));
      if (octet > 255) {
        throw malformed(text);
      }
      address = address * 256 + octet;
    }
    return new Cidr(address, Integer.parseInt(match.group(5)));
  }

  private static BlueprintException malformed(String text) {
    return new BlueprintException(
        "",
        "an IPv4 network in CIDR notation",
        "'" + text + "'",
        "write four numbers up to 255 and a prefix length, such as 10.0.1.0/24");
  }

  /** How many addresses it has. */
  public long size() {
    return 1L << (32 - prefix);
  }

  /** Whether all addresses of the other are its own. */
  public boolean contains(Cidr other) {
    return address <= other.address && other.address + other.size() <= address + size();
  }

  /** Whether the two share an address. */
  public boolean overlaps(Cidr other) {
    return address < other.address + other.size() && other.address < address + size();
  }

  /**
   * The network of the same size that follows.
   *
   * @throws BlueprintException when this is the last one
   */
  public Cidr next() {
    if (address + size() >= ADDRESSES) {
      throw new BlueprintException(
          "", "a network that another one follows", toString(), "choose a lower one");
    }
    return new Cidr(address + size(), prefix);
  }

  @Override
  public String toString() {
    return dotted(address) + "/" + prefix;
  }

  private static String dotted(long address) {
    return (address >> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }
}
