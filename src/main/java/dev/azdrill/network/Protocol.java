package dev.azdrill.network;

/** What a packet carries. */
public enum Protocol {
  TCP(6),
  UDP(17),
  /** Ports have another meaning here: see {@link Packet}. */
  ICMP(1);

  static final int ANY = -1;

  private final int number;

  Protocol(int number) {
    this.number = number;
  }

  /** The number that IANA gave it. */
  public int number() {
    return number;
  }

  /** The name that security groups use: {@code tcp}. */
  @Override
  public String toString() {
    return switch (this) {
      case TCP -> "tcp";
      case UDP -> "udp";
      case ICMP -> "icmp";
    };
  }

  /** What a rule's text names: a number, {@code -1} for all; a number of its own if neither. */
  static int parse(String text) {
    return switch (text) {
      case "-1", "all" -> ANY;
      case "tcp" -> TCP.number;
      case "udp" -> UDP.number;
      case "icmp" -> ICMP.number;
      default -> parseNumber(text);
    };
  }

  /** A protocol that is neither named nor numbered matches none of ours. */
  private static int parseNumber(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return Integer.MIN_VALUE;
    }
  }

  boolean matches(int rule) {
    return rule == ANY || rule == number;
  }
}
