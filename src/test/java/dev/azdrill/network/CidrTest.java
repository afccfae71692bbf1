package dev.azdrill.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @Test
  void a_block_has_its_addresses_and_no_others() {
    Cidr block = Cidr.of("10.0.1.0/24");

    assertThat(block.contains("10.0.1.0")).isTrue();
    assertThat(block.contains("10.0.1.255")).isTrue();
    assertThat(block.contains("10.0.2.0")).isFalse();
    assertThat(block.address(254)).isEqualTo("10.0.1.254");
    assertThat(Cidr.of("0.0.0.0/0").contains("255.255.255.255")).isTrue();
    assertThat(Cidr.of("192.0.2.1/32").size()).isEqualTo(1);
  }

  @Test
  void bits_behind_the_prefix_do_not_count() {
    assertThat(Cidr.of("100.68.0.18/18")).hasToString("100.68.0.0/18");
    assertThat(Cidr.of("100.68.0.18/18")).isEqualTo(Cidr.of("100.68.0.0/18"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0", "10.0.0/16", "10.0.0.0.0/16", "10.0.0.256/24", "10.0..0/16", "10.0.0.0/33",
        "10.0.0.0/", "10.0.0.-1/8", "2001:db8::/32", "0010.0.0.0/8", "/8", ""
      })
  void anything_else_is_refused_with_what_was_seen(String text) {
    assertThatThrownBy(() -> Cidr.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected ");
  }
}
