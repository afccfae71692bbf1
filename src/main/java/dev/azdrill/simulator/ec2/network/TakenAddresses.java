package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import java.util.BitSet;
import java.util.OptionalLong;

/**
 * The addresses of one block that are taken. Which is the lowest free one is known without looking
 * at all that are taken.
 *
 * <p>Not thread-safe: used under the writer's lock.
 */
final class TakenAddresses {
  private final Cidr cidr;
  private final BitSet taken = new BitSet();

  /** All below are taken. */
  private int lowest;

  private int size;

  TakenAddresses(Cidr cidr) {
    this.cidr = cidr;
  }

  int size() {
    return size;
  }

  boolean contains(long address) {
    return cidr.contains(address) && taken.get(offset(address));
  }

  /** Takes an address of the block. */
  void add(long address) {
    int offset = offset(address);
    if (!taken.get(offset)) {
      taken.set(offset);
      size++;
    }
  }

  void remove(long address) {
    if (contains(address)) {
      int offset = offset(address);
      taken.clear(offset);
      lowest = Math.min(lowest, offset);
      size--;
    }
  }

  /** The lowest that is not taken from {@code first} on and before {@code end}. */
  OptionalLong lowestFree(long first, long end) {
    // Looked for from where the last one was: not again over all that are taken.
    lowest = taken.nextClearBit(Math.max(lowest, offset(first)));
    long address = cidr.first() + lowest;
    return address < end ? OptionalLong.of(address) : OptionalLong.empty();
  }

  private int offset(long address) {
    return (int) (address - cidr.first());
  }
}
