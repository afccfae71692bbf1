package dev.azdrill.simulator.ec2.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CidrTest {
  @Provide
  Arbitrary<Cidr> blocks() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 0xFFFF_FFFFL), Arbitraries.integers().between(0, 32))
        .as(Cidr::new);
  }

  /** Blocks so close together that they often overlap, and so small that all can be counted. */
  @Provide
  Arbitrary<Cidr> neighbours() {
    return Combinators.combine(
            Arbitraries.longs().between(0x0A00_0000L, 0x0A00_003FL),
            Arbitraries.integers().between(26, 32))
        .as(Cidr::new);
  }

  @Property
  void what_is_printed_reads_back_as_the_same_block(@ForAll("blocks") Cidr block) {
    assertThat(Cidr.parse(block.toString())).contains(block);
  }

  @Property
  void any_address_of_a_block_names_the_same_block(
      @ForAll("blocks") Cidr block, @ForAll long chance) {
    long inside = block.first() + Math.floorMod(chance, block.size());

    assertThat(Cidr.parse(Cidr.dotted(inside) + "/" + block.prefix())).contains(block);
    assertThat(block.contains(inside)).isTrue();
  }

  @Property
  void the_addresses_beside_a_block_are_not_in_it(@ForAll("blocks") Cidr block) {
    assertThat(block.contains(block.first() - 1)).isFalse();
    assertThat(block.contains(block.last() + 1)).isFalse();
  }

  @Property
  void containing_and_overlapping_are_what_counting_says(
      @ForAll("neighbours") Cidr one, @ForAll("neighbours") Cidr other) {
    assertThat(one.overlaps(other)).isEqualTo(addresses(other).anyMatch(one::contains));
    assertThat(one.contains(other)).isEqualTo(addresses(other).allMatch(one::contains));
    assertThat(one.overlaps(other)).isEqualTo(other.overlaps(one));
  }

  private static LongStream addresses(Cidr block) {
    return LongStream.rangeClosed(block.first(), block.last());
  }

  @Property
  void text_is_either_refused_or_understood_and_never_an_exception(@ForAll("almost") String text) {
    Cidr.parse(text).ifPresent(block -> assertThat(Cidr.parse(block.toString())).contains(block));
  }

  @Provide
  Arbitrary<String> almost() {
    return Arbitraries.strings().withChars("0129./x ").ofMaxLength(20);
  }

  @Example
  void host_bits_are_cleared_as_aws_clears_them() {
    assertThat(Cidr.parse("100.68.0.18/18")).hasToString("Optional[100.68.0.0/18]");
  }

  @Example
  void what_is_no_block_is_refused() {
    assertThat(
            java.util.stream.Stream.of(
                    "10.0.0.0",
                    "10.0.0.0/33",
                    "10.0.0/16",
                    "256.0.0.0/8",
                    "10.0.0.0/016",
                    "010.0.0.0/16",
                    "10.0.0.0/-1",
                    " 10.0.0.0/16",
                    "::/0",
                    "")
                .flatMap(text -> Cidr.parse(text).stream()))
        .isEmpty();
  }
}
