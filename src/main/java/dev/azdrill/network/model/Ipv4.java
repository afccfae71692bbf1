package dev.azdrill.network.model;

import java.util.OptionalLong;

/**
 * IPv4 addresses as numbers of 32 bits, and their notation: four numbers from 0 to 255 with dots
 * between them, without leading zeros. Some systems read a leading zero as octal, so it is refused
 * rather than guessed.
 */
public final class Ipv4 {
  /** How many addresses there are. */
  static final long COUNT = 1L << 32;

  private static final long NONE = -1;

  private Ipv4() {}

  /** Reads {@code 10.0.1.5}; empty for anything else. */
  public static OptionalLong parse(String text) {
    long address = read(text, 0, text.length());
    return address == NONE ? OptionalLong.empty() : OptionalLong.of(address);
  }

  /**
   * Reads an address that is known to be one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static long of(String text) {
    long address = read(text, 0, text.length());
    if (address == NONE) {
      throw new IllegalArgumentException(
          "expected an IPv4 address such as 10.0.1.5, saw '" + text + "'");
    }
    return address;
  }

  /** The notation of an address. */
  public static String print(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  /** Whether this is the number of an address. */
  static boolean isAddress(long number) {
    return number >= 0 && number < COUNT;
  }

  /**
   * The address between two places of a text, or a negative number. Not a regular expression: this
   * runs several times for every packet.
   */
  static long read(String text, int from, int to) {
    long address = 0;
    int at = from;
    for (int part = 0; part < 4; part++) {
      int end = part < 3 ? text.indexOf('.', at) : to;
      int octet = number(text, at, Math.min(end, to), 3);
      if (octet < 0 || octet > 255) {
        return NONE;
      }
      address = address << 8 | octet;
      at = end + 1;
    }
    return address;
  }

  /** The number between two places of a text, or a negative one: digits, no leading zero. */
  static int number(String text, int from, int to, int digitsMax) {
    int digits = to - from;
    if (digits < 1 || digits > digitsMax || (digits > 1 && text.charAt(from) == '0')) {
      return (int) NONE;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return (int) NONE;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
