package dev.azdrill.network.model;

import java.util.List;
import java.util.stream.Stream;

/** IPv4 addresses that are not to be found on the internet. */
public enum Reserved {
  /** Private networks. */
  RFC1918("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
  /** Carriers' own networks. */
  RFC6598("100.64.0.0/10"),
  /** For examples in documents. */
  RFC5737("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
  /** What no router forwards: this host, loopback, link-local, multicast, reserved. */
  RFC6890("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4");

  private static final List<Reserved> OFF_THE_INTERNET = List.of(RFC1918, RFC6598, RFC6890);

  private final List<Cidr> blocks;

  Reserved(String... blocks) {
    this.blocks = Stream.of(blocks).map(Cidr::of).toList();
  }

  /**
   * Those whose addresses nobody on the internet has. Blocks for documents are not among them: in
   * examples and tests they stand for anybody.
   */
  public static List<Reserved> offTheInternet() {
    return OFF_THE_INTERNET;
  }

  /** Whether somebody on the internet may have the address. */
  public static boolean isOnTheInternet(long address) {
    return OFF_THE_INTERNET.stream().noneMatch(each -> each.has(address));
  }

  /** The blocks of addresses. */
  public List<Cidr> blocks() {
    return blocks;
  }

  /** Whether the address is one of these. */
  public boolean has(long address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  /** Whether the address is one of these. */
  public boolean has(String address) {
    return has(Ipv4.of(address));
  }
}
