package dev.azdrill.network.model;

/** What a packet carries. */
public enum Protocol {
  TCP(6),
  UDP(17),
  /** Ports have another meaning here: see {@code Packet}. */
  ICMP(1);

  /** What a rule says that is about every protocol. */
  public static final int ANY = -1;

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
  public static int parse(String text) {
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

  /** Whether a rule for this protocol number, or for {@link #ANY}, is about this one. */
  public boolean matches(int rule) {
    return rule == ANY || rule == number;
  }
}
