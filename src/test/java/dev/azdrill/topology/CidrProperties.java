package dev.azdrill.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CidrProperties {
  /** Small networks in a small place, so that they meet often. */
  @Provide
  Arbitrary<Cidr> neighbours() {
    return Arbitraries.integers()
        .between(24, 32)
        .flatMap(
            prefix ->
                Arbitraries.longs()
                    .between(0, 511)
                    .map(a -> new Cidr(0x0A000000L + a - a % (1L << (32 - prefix)), prefix)));
  }

  @Property
  void text_and_value_are_the_same(@ForAll("neighbours") Cidr cidr) {
    assertThat(Cidr.parse(cidr.toString())).isEqualTo(cidr);
  }

  @Property
  void overlap_and_containment_are_those_of_their_addresses(
      @ForAll("neighbours") Cidr one, @ForAll("neighbours") Cidr other) {
    boolean shared = false;
    boolean all = true;
    for (long address = other.address(); address < other.address() + other.size(); address++) {
      boolean inOne = address >= one.address() && address < one.address() + one.size();
      shared |= inOne;
      all &= inOne;
    }
    assertThat(one.overlaps(other)).isEqualTo(shared).isEqualTo(other.overlaps(one));
    assertThat(one.contains(other)).isEqualTo(all);
  }

  @Property
  void the_next_network_is_as_large_and_adjacent(@ForAll("neighbours") Cidr cidr) {
    assertThat(cidr.next().size()).isEqualTo(cidr.size());
    assertThat(cidr.next().address()).isEqualTo(cidr.address() + cidr.size());
    assertThat(cidr.next().overlaps(cidr)).isFalse();
  }

  @Property
  void whatever_is_not_a_network_is_refused_and_never_misread(@ForAll String text) {
    if (!text.matches("[0-9.]+/[0-9]+")) {
      assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(BlueprintException.class);
    }
  }
}
