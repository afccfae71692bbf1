package dev.azdrill.simulator.ec2.network;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IPv4 addresses, always in canonical form: {@code 100.68.0.18/18} is {@code
 * 100.68.0.0/18}.
 *
 * @param first its lowest address, as an unsigned number of 32 bits; host bits are cleared
 * @param prefix how many leading bits all its addresses share, 0 to 32
 */
record Cidr(long first, int prefix) {
  private static final long ADDRESSES = 1L << 32;
  private static final String OCTET = "(0|[1-9]\\d{0,2})";
  private static final String DOTTED = String.join("\\.", OCTET, OCTET, OCTET, OCTET);
  private static final Pattern ADDRESS = Pattern.compile(DOTTED);
  private static final Pattern BLOCK = Pattern.compile("(" + DOTTED + ")/(0|[1-9]\\d?)");

  Cidr {
    if (prefix < 0 || prefix > 32) {
      throw new IllegalArgumentException("expected a prefix of 0 to 32, saw " + prefix);
    }
    if (first < 0 || first >= ADDRESSES) {
      throw new IllegalArgumentException("expected an IPv4 address, saw " + first);
    }
    first = first / size(prefix) * size(prefix);
  }

  /** Reads {@code a.b.c.d/n}; empty for anything else. Host bits may be set. */
  static Optional<Cidr> parse(String text) {
    Matcher block = BLOCK.matcher(text);
    if (!block.matches()) {
      return Optional.empty();
    }
    OptionalLong address = address(block.group(1));
    int prefix = Integer.parseInt(block.group(6));
    return address.isEmpty() || prefix > 32
        ? Optional.empty()
        : Optional.of(new Cidr(address.getAsLong(), prefix));
  }

  /** Reads {@code a.b.c.d}; empty for anything else. */
  static OptionalLong address(String text) {
    Matcher octets = ADDRESS.matcher(text);
    if (!octets.matches()) {
      return OptionalLong.empty();
    }
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(octets.group(i));
      if (octet > 255) {
        return OptionalLong.empty();
      }
      address = address << 8 | octet;
    }
    return OptionalLong.of(address);
  }

  /** An address as people write it. */
  static String dotted(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  /** How many addresses it has. */
  long size() {
    return size(prefix);
  }

  /** Its highest address. */
  long last() {
    return first + size() - 1;
  }

  boolean contains(long address) {
    return first <= address && address <= last();
  }

  /** Whether every address of the other is one of these. */
  boolean contains(Cidr other) {
    return contains(other.first) && contains(other.last());
  }

  /** Whether they share an address. */
  boolean overlaps(Cidr other) {
    return contains(other.first) || other.contains(first);
  }

  private static long size(int prefix) {
    return 1L << (32 - prefix);
  }

  @Override
  public String toString() {
    return dotted(first) + "/" + prefix;
  }
}
