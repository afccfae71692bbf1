package dev.azdrill.simulator.ec2.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6CidrTest {
  @ParameterizedTest
  @CsvSource({
    "2001:DB8:0:0::1/64, 2001:db8::/64",
    "2001:0db8:0000:0000:0000:0000:0000:0001/128, 2001:db8::1/128",
    "::/0, ::/0",
    "fe80::1:2:3/9, fe80::/9",
    "2001:db8:0:1:0:0:0:1/128, 2001:db8:0:1::1/128",
    "1:0:0:2:0:0:3:4/128, 1::2:0:0:3:4/128",
    "1:0:2:3:4:5:6:7/128, 1:0:2:3:4:5:6:7/128",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/49, ffff:ffff:ffff:8000::/49"
  })
  void a_block_is_kept_in_its_canonical_form(String text, String canonical) {
    assertThat(Ipv6Cidr.parse(text).orElseThrow()).hasToString(canonical);
    assertThat(Ipv6Cidr.parse(canonical)).isEqualTo(Ipv6Cidr.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "::",
        "::/129",
        "::/-1",
        "::/",
        ":/64",
        "1:2:3/64",
        "1::2::3/64",
        "g::/64",
        "12345::/64",
        "1:2:3:4:5:6:7:8:9/64",
        "1:2:3:4:5:6:7:8::/64",
        "10.0.0.0/8",
        ":::/0"
      })
  void what_is_no_block_is_refused(String text) {
    assertThat(Ipv6Cidr.parse(text)).isEmpty();
  }
}
