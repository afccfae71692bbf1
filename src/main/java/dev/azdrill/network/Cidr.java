package dev.azdrill.network;

/**
 * A block of IPv4 addresses.
 *
 * @param base the first address, as a number; the bits that the prefix leaves free are zero
 * @param bits the length of the prefix, 0 to 32
 */
public record Cidr(long base, int bits) {
  public Cidr {
    base = base & mask(bits);
  }

  /**
   * Reads {@code 10.0.0.0/16}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Cidr of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "expected a block such as 10.0.0.0/16, saw '" + text + "'");
    }
    return new Cidr(address(text.substring(0, slash)), prefix(text, slash));
  }

  private static int prefix(String text, int slash) {
    String bits = text.substring(slash + 1);
    if (bits.matches("\\d{1,2}") && Integer.parseInt(bits) <= 32) {
      return Integer.parseInt(bits);
    }
    throw new IllegalArgumentException("expected a prefix of 0 to 32 bits, saw '" + text + "'");
  }

  /**
   * An address as a number.
   *
   * @throws IllegalArgumentException unless it is four numbers from 0 to 255 with dots between
   */
  static long address(String text) {
    long value = 0;
    int at = 0;
    for (int part = 0; part < 4; part++) {
      int dot = part < 3 ? text.indexOf('.', at) : text.length();
      value = value << 8 | part(text, at, dot);
      at = dot + 1;
    }
    return value;
  }

  /** Not a regular expression: this runs several times for every packet. */
  private static int part(String text, int from, int to) {
    if (to <= from || to - from > 3) {
      throw notAnAddress(text);
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw notAnAddress(text);
      }
      value = value * 10 + digit;
    }
    if (value > 255) {
      throw notAnAddress(text);
    }
    return value;
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException(
        "expected an IPv4 address such as 10.0.1.5, saw '" + text + "'");
  }

  static String print(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  private static long mask(int bits) {
    return bits == 0 ? 0 : 0xFFFFFFFFL << (32 - bits) & 0xFFFFFFFFL;
  }

  /** Whether this block has the address. */
  public boolean contains(String address) {
    return contains(address(address));
  }

  boolean contains(long address) {
    return (address & mask(bits)) == base;
  }

  /** The address at this place in the block, counted from 0. */
  public String address(long place) {
    if (place < 0 || place >= size()) {
      throw new IllegalArgumentException(this + " has no address at place " + place);
    }
    return print(base + place);
  }

  /** How many addresses it has. */
  public long size() {
    return 1L << (32 - bits);
  }

  @Override
  public String toString() {
    return print(base) + "/" + bits;
  }
}
