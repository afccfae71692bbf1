package dev.azdrill.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.model.Ipv4;
import java.util.stream.IntStream;

/**
 * Addresses from one to another, both included.
 *
 * @param example one of them
 */
public record AddressRange(long first, long last, String example) {
  private static final int BITS = 32;

  /** This one, the other behind it, and whatever is between them. */
  public AddressRange upTo(AddressRange other) {
    return new AddressRange(first, other.last, example);
  }

  public boolean contains(long address) {
    return first <= address && address <= last;
  }

  /** A block where it is one, as in {@code 8.0.0.0/8}; else its ends. */
  @Override
  public String toString() {
    return IntStream.rangeClosed(0, BITS)
        .mapToObj(prefix -> Cidr.containing(first, prefix))
        .filter(block -> block.first() == first && block.last() == last)
        .findFirst()
        .map(Cidr::toString)
        .orElseGet(() -> Ipv4.print(first) + " to " + Ipv4.print(last));
  }
}
