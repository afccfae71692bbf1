package dev.azdrill.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
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
        .as(Cidr::containing);
  }

  /** Blocks so close together that they often overlap, and so small that all can be counted. */
  @Provide
  Arbitrary<Cidr> neighbours() {
    return Combinators.combine(
            Arbitraries.longs().between(0x0A00_0000L, 0x0A00_003FL),
            Arbitraries.integers().between(26, 32))
        .as(Cidr::containing);
  }

  @Property
  void what_is_printed_reads_back_as_the_same_block_in_every_way(@ForAll("blocks") Cidr block) {
    assertThat(Cidr.parse(block.toString())).contains(block);
    assertThat(Cidr.parseExact(block.toString())).contains(block);
    assertThat(Cidr.of(block.toString())).isEqualTo(block);
  }

  @Property
  void any_address_of_a_block_names_the_same_block_and_only_the_first_does_so_exactly(
      @ForAll("blocks") Cidr block, @ForAll long chance) {
    long inside = block.first() + Math.floorMod(chance, block.size());
    String text = Ipv4.print(inside) + "/" + block.prefix();

    assertThat(Cidr.parse(text)).contains(block);
    assertThat(Cidr.of(text)).isEqualTo(block);
    assertThat(Cidr.parseExact(text).isPresent()).isEqualTo(inside == block.first());
  }

  @Property
  void a_block_has_the_addresses_from_its_first_to_its_last_and_no_others(
      @ForAll("blocks") Cidr block, @ForAll long chance) {
    long place = Math.floorMod(chance, block.size());

    assertThat(block.contains(block.first() + place)).isTrue();
    assertThat(block.contains(block.address(place))).isTrue();
    assertThat(block.contains(block.first() - 1)).isFalse();
    assertThat(block.contains(block.last() + 1)).isFalse();
    assertThatThrownBy(() -> block.address(block.size()))
        .isInstanceOf(IllegalArgumentException.class);
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
  void the_next_block_is_as_large_and_adjacent(@ForAll("blocks") Cidr block) {
    assertThat(block.next().map(Cidr::first))
        .isEqualTo(block.last() == 0xFFFF_FFFFL ? Optional.empty() : Optional.of(block.last() + 1));
    block.next().ifPresent(next -> assertThat(next.size()).isEqualTo(block.size()));
  }

  @Property
  void a_block_whose_host_bits_are_set_cannot_be_made(
      @ForAll("blocks") Cidr block, @ForAll long chance) {
    long inside = block.first() + Math.floorMod(chance, block.size());
    if (inside != block.first()) {
      assertThatThrownBy(() -> new Cidr(inside, block.prefix()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "expected the first address of a /%s block, saw %s",
              block.prefix(), Ipv4.print(inside));
    }
  }

  @Property
  void text_is_either_refused_or_understood_and_all_ways_of_reading_agree(
      @ForAll("almost") String text) {
    Cidr.parse(text)
        .ifPresentOrElse(
            block -> assertThat(Cidr.of(text)).isEqualTo(block),
            () ->
                assertThatThrownBy(() -> Cidr.of(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected a block such as 10.0.0.0/16, saw '%s'", text));
    Cidr.parseExact(text).ifPresent(block -> assertThat(Cidr.parse(text)).contains(block));
  }

  @Provide
  Arbitrary<String> almost() {
    Arbitrary<String> noise = Arbitraries.strings().withChars("0129./x- ").ofMaxLength(20);
    Arbitrary<String> octet = Arbitraries.of("0", "1", "10", "00", "255", "256", "", "-1", "1000");
    Arbitrary<String> prefix = Arbitraries.of("0", "8", "32", "33", "08", "", "-1", "100");
    Arbitrary<String> close =
        Combinators.combine(octet, octet, octet, octet, prefix)
            .as((a, b, c, d, bits) -> a + "." + b + "." + c + "." + d + "/" + bits);
    return Arbitraries.oneOf(noise, close);
  }

  @Example
  void host_bits_are_cleared_as_ec2_clears_them() {
    assertThat(Cidr.of("100.68.0.18/18")).hasToString("100.68.0.0/18");
  }

  @Example
  void what_is_no_block_is_refused() {
    for (String text :
        new String[] {
          "10.0.0.0",
          "10.0.0/16",
          "10.0.0.0.0/16",
          "10.0..0/16",
          "10.0.0.256/24",
          "256.0.0.0/8",
          "10.0.0.0/33",
          "10.0.0.0/",
          "10.0.0.0/016",
          "10.0.0.0/-1",
          "010.0.0.0/16",
          "0010.0.0.0/8",
          "10.0.0.-1/8",
          " 10.0.0.0/16",
          "10/0.0.0/16",
          "2001:db8::/32",
          "::/0",
          "/8",
          ""
        }) {
      assertThat(Cidr.parse(text)).as(text).isEmpty();
      assertThat(Cidr.parseExact(text)).as(text).isEmpty();
    }
  }

  @Example
  void a_prefix_is_from_0_to_32() {
    assertThat(Cidr.ALL).hasToString("0.0.0.0/0");
    assertThat(Cidr.containing(0xFFFF_FFFFL, 32).next()).isEmpty();
    assertThatThrownBy(() -> Cidr.containing(0, 33)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cidr.containing(0, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cidr.containing(1L << 32, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
