package dev.azdrill.network.model;

import java.util.Optional;

/**
 * A block of IPv4 addresses, always in canonical form: no bit behind the prefix is set.
 *
 * <p>Text that has such bits ({@code 100.68.0.18/18}) can be read in two ways, and the caller says
 * which: {@link #parse} clears them, as EC2 does with what it is given; {@link #parseExact} refuses
 * them, for text that should say what is meant.
 *
 * @param first its lowest address, as a number of 32 bits
 * @param prefix how many leading bits all its addresses share, 0 to 32
 */
public record Cidr(long first, int prefix) {
  /** All addresses. */
  public static final Cidr ALL = new Cidr(0, 0);

  /**
   * @throws IllegalArgumentException when the prefix or the address is out of range, or when bits
   *     behind the prefix are set
   */
  public Cidr {
    requirePrefix(prefix);
    if (!Ipv4.isAddress(first) || first % size(prefix) != 0) {
      throw new IllegalArgumentException(
          "expected the first address of a /" + prefix + " block, saw " + Ipv4.print(first));
    }
  }

  private static void requirePrefix(int prefix) {
    if (prefix < 0 || prefix > 32) {
      throw new IllegalArgumentException("expected a prefix of 0 to 32 bits, saw " + prefix);
    }
  }

  /**
   * The block of this size that an address is in: bits behind the prefix are cleared.
   *
   * @throws IllegalArgumentException when the prefix or the address is out of range
   */
  public static Cidr containing(long address, int prefix) {
    requirePrefix(prefix);
    return new Cidr(address - Math.floorMod(address, size(prefix)), prefix);
  }

  /**
   * Reads {@code 10.0.0.0/16} as EC2 does: bits behind the prefix are cleared. Empty for anything
   * else. Source: Amazon EC2 API Reference, "CreateVpc": "100.68.0.18/18" becomes "100.68.0.0/18".
   */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    long address = slash < 0 ? -1 : Ipv4.read(text, 0, slash);
    int prefix = slash < 0 ? -1 : Ipv4.number(text, slash + 1, text.length(), 2);
    return address < 0 || prefix < 0 || prefix > 32
        ? Optional.empty()
        : Optional.of(containing(address, prefix));
  }

  /** Reads {@code 10.0.0.0/16}; empty for anything else and when bits behind the prefix are set. */
  public static Optional<Cidr> parseExact(String text) {
    return parse(text).filter(cidr -> cidr.toString().equals(text));
  }

  /**
   * Reads a block as {@link #parse} does, where it is known to be one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Cidr of(String text) {
    return parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a block such as 10.0.0.0/16, saw '" + text + "'"));
  }

  /** How many addresses it has. */
  public long size() {
    return size(prefix);
  }

  private static long size(int prefix) {
    return 1L << (32 - prefix);
  }

  /** Its highest address. */
  public long last() {
    return first + size() - 1;
  }

  /**
   * The address at this place, as text.
   *
   * @param place counted from 0
   * @throws IllegalArgumentException when there is none
   */
  public String address(long place) {
    if (place < 0 || place >= size()) {
      throw new IllegalArgumentException(this + " has no address at place " + place);
    }
    return Ipv4.print(first + place);
  }

  /** Whether the address is one of these. */
  public boolean contains(long address) {
    return first <= address && address <= last();
  }

  /**
   * The same for an address as text.
   *
   * @throws IllegalArgumentException when it is no address
   */
  public boolean contains(String address) {
    return contains(Ipv4.of(address));
  }

  /** Whether every address of the other is one of these. */
  public boolean contains(Cidr other) {
    return contains(other.first) && contains(other.last());
  }

  /** Whether they share an address. */
  public boolean overlaps(Cidr other) {
    return contains(other.first) || other.contains(first);
  }

  /** The block of the same size that follows; empty when this is the last one. */
  public Optional<Cidr> next() {
    return last() + 1 < Ipv4.COUNT ? Optional.of(new Cidr(last() + 1, prefix)) : Optional.empty();
  }

  @Override
  public String toString() {
    return Ipv4.print(first) + "/" + prefix;
  }
}
