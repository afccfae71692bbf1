package dev.azdrill.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;

/** The bytes of Smithy RPC v2 CBOR, written by hand from RFC 8949. */
class CborCodecTest {
  private static final HexFormat HEX = HexFormat.of();

  /** {@code {"Sum": ...}} without the value. */
  private static final String SUM = "a1" + "63" + "53756d";

  private static final String TIMESTAMP = "a1" + "69" + "54696d657374616d70";

  private static Datapoint decode(String hex) {
    Datapoint.Builder builder = Datapoint.builder();
    CborCodec.decode(HEX.parseHex(hex), builder);
    return builder.build();
  }

  @Test
  void a_time_is_tag_1_with_whole_seconds_where_they_are_whole() {
    byte[] bytes =
        CborCodec.encode(
            Datapoint.builder().timestamp(Instant.ofEpochSecond(1_700_000_000)).build());

    assertThat(HEX.formatHex(bytes)).isEqualTo("bf" + TIMESTAMP.substring(2) + "c11a6553f100ff");
  }

  @Test
  void a_time_between_seconds_is_tag_1_with_a_double() {
    Instant time = Instant.parse("2026-01-05T09:00:00.250Z");

    byte[] bytes = CborCodec.encode(Datapoint.builder().timestamp(time).build());

    assertThat(HEX.formatHex(bytes)).contains("c1fb");
    assertThat(decode(HEX.formatHex(bytes)).timestamp()).isEqualTo(time);
  }

  @Test
  void a_number_may_come_as_an_integer_a_half_or_a_double() {
    assertThat(decode(SUM + "03").sum()).isEqualTo(3);
    assertThat(decode(SUM + "f93e00").sum()).isEqualTo(1.5);
    assertThat(decode(SUM + "fb3ff8000000000000").sum()).isEqualTo(1.5);
  }

  @Test
  void what_is_no_number_is_refused() {
    for (String unlike : List.of("f97e00", "f97c00", "fa7f800000", "fb7ff8000000000000")) {
      assertThatThrownBy(() -> decode(SUM + unlike))
          .isInstanceOf(DecodingException.class)
          .hasMessageContaining("for Sum: expected a number");
    }
  }

  @Test
  void a_single_keeps_its_value_and_not_its_shortest_text() {
    assertThat(decode(SUM + "fa3dcccccd").sum()).isEqualTo(0.1f);
  }

  @Test
  void null_and_undefined_say_that_a_member_is_not_there() {
    assertThat(decode(SUM + "f6").sum()).isNull();
    assertThat(decode(SUM + "f7").sum()).isNull();
  }

  @Test
  void maps_may_end_where_they_end() {
    assertThat(decode("bf" + SUM.substring(2) + "03ff").sum()).isEqualTo(3);
  }

  @Test
  void nothing_is_an_empty_structure() {
    assertThat(decode("")).isEqualTo(Datapoint.builder().build());
  }

  @Test
  void what_is_not_cbor_is_malformed() {
    assertThatThrownBy(() -> decode("a1ff"))
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> assertThat(e.reason()).isEqualTo(DecodingException.Reason.MALFORMED));
  }

  @Test
  void a_time_that_is_no_number_is_malformed() {
    assertThatThrownBy(() -> decode(TIMESTAMP + "c1f97e00"))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("seconds since 1970");
  }

  @Test
  void a_member_that_the_shape_does_not_have_is_unknown() {
    assertThatThrownBy(() -> decode("a1" + "61" + "78" + "01"))
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> assertThat(e.reason()).isEqualTo(DecodingException.Reason.UNKNOWN));
  }

  @Test
  void texts_are_written_by_their_names() {
    assertThat(HEX.formatHex(CborCodec.encode(Map.of("a", "b")))).isEqualTo("bf61616162ff");
  }
}
