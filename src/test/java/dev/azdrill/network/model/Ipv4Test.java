package dev.azdrill.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class Ipv4Test {
  @Property
  void what_is_printed_reads_back_as_the_same_address(
      @ForAll @LongRange(min = 0, max = 0xFFFF_FFFFL) long address) {
    assertThat(Ipv4.of(Ipv4.print(address))).isEqualTo(address);
    assertThat(Ipv4.parse(Ipv4.print(address))).hasValue(address);
  }

  /** The notation has one way to write an address: whatever is read prints as it was written. */
  @Property
  void only_the_canonical_notation_is_read(@ForAll("almost") String text) {
    OptionalLong address = Ipv4.parse(text);
    if (address.isPresent()) {
      assertThat(Ipv4.print(address.getAsLong())).isEqualTo(text);
    } else {
      assertThatThrownBy(() -> Ipv4.of(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected an IPv4 address such as 10.0.1.5, saw '%s'", text);
    }
  }

  @Provide
  Arbitrary<String> almost() {
    Arbitrary<String> octet =
        Arbitraries.of("0", "7", "10", "00", "01", "255", "256", "", "-1", "1000", "1a", " 1");
    return octet.list().ofMinSize(3).ofMaxSize(5).map(octets -> String.join(".", octets));
  }
}
