package dev.azdrill.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCodecTest {
  private static final List<Class<?>> TYPES = List.copyOf(JournalCodec.types().values());

  @Provide
  Arbitrary<Class<?>> types() {
    return Arbitraries.of(TYPES);
  }

  @Property(tries = 2000)
  void any_observation_of_any_type_comes_back_as_it_went_in(
      @ForAll("types") Class<?> type, @ForAll long seed) throws Exception {
    Entry entry = new AnyRecord(seed).entry(type.asSubclass(Observation.class));

    String line = JournalCodec.line(entry);

    assertThat(line).matches("[ -~\u007F]*");
    assertThat(JournalCodec.entry(line)).isEqualTo(entry);
    assertThat(JournalCodec.line(JournalCodec.entry(line))).isEqualTo(line);
  }

  @Test
  void every_type_of_observation_has_a_name_of_its_own() {
    assertThat(records(Observation.class)).containsExactlyInAnyOrderElementsOf(TYPES);
    assertThat(TYPES).doesNotHaveDuplicates();
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Stream.of(type.getPermittedSubclasses()).flatMap(JournalCodecTest::records);
  }

  @Test
  void a_header_of_an_earlier_version_that_names_no_stack_is_read() throws Exception {
    Entry entry =
        new Entry(
            TestJournal.time(0),
            Optional.empty(),
            Strength.AZDRILL,
            "azdrill simulator",
            new Observation.RunBegun(TestJournal.header("a run")));
    String line = JournalCodec.line(entry);

    assertThat(line).doesNotContain("\"stack\"");
    assertThat(JournalCodec.entry(line)).isEqualTo(entry);
  }

  @Test
  void an_entry_is_one_line_with_its_members_in_a_fixed_order() {
    Entry entry =
        new Entry(
            TestJournal.time(12.5),
            Optional.of("drill-1"),
            Strength.CONTROL_PLANE,
            "azdrill simulator",
            new Observation.TargetHealthChanged(
                "i-1",
                Optional.empty(),
                Optional.of("healthy"),
                Optional.of("unhealthy"),
                Optional.of("\"timed\u00a0out\"\n")));

    assertThat(JournalCodec.line(entry))
        .isEqualTo(
            "{\"at\":\"2026-11-23T10:00:12.500Z\",\"drill\":\"drill-1\","
                + "\"strength\":\"CONTROL_PLANE\",\"platform\":\"azdrill simulator\","
                + "\"observation\":{\"type\":\"target.health\",\"instanceId\":\"i-1\","
                + "\"before\":\"healthy\",\"now\":\"unhealthy\","
                + "\"reason\":\"\\\"timed\\u00A0out\\\"\\n\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "42",
        "{\"at\":\"2026-11-23T10:00:00Z\"}",
        "{\"at\":null,\"strength\":\"AZDRILL\",\"platform\":\"p\",\"observation\":{\"type\":\"drill.begun\",\"name\":\"n\"}}",
        "{\"at\":\"yesterday\",\"strength\":\"AZDRILL\",\"platform\":\"p\",\"observation\":{\"type\":\"drill.begun\",\"name\":\"n\"}}",
        "{\"at\":\"2026-11-23T10:00:00Z\",\"strength\":\"HEARSAY\",\"platform\":\"p\",\"observation\":{\"type\":\"drill.begun\",\"name\":\"n\"}}",
        "{\"at\":\"2026-11-23T10:00:00Z\",\"strength\":\"AZDRILL\",\"platform\":\"p\",\"observation\":{\"type\":\"drill.begun\"}}",
        "{\"at\":\"2026-11-23T10:00:00Z\",\"strength\":\"AZDRILL\",\"platform\":\"p\",\"observation\":{\"type\":\"drill.unheard-of\",\"name\":\"n\"}}",
        "{\"at\":\"2026-11-23T10:00:00Z\",\"strength\":\"AZDRILL\",\"platform\":\"p\",\"observation\":{\"type\":\"drill.begun\",\"name\":\"n\",\"more\":1}}",
        "{\"at\":\"2026-11-23T10:00:00Z\",\"strength\":\"AZDRILL\",\"platform\":\"p\",\"observation\":{\"type\":\"drill.begun\",\"name\":\"n\"}}"
            + " {}",
        "{\"at\":\"2026-11-23T10:00:00Z\",\"strength\":\"AZDRILL\",\"platform\":\"p\",\"observation\":{\"type\":\"group.capacity\",\"group\":\"g\",\"inServiceByZone\":{\"a\":null},\"desired\":1}}",
        "{\"at\":\"2026-11-23T10:00:00Z\",\"strength\":\"AZDRILL\",\"platform\":\"p\",\"observation\":{\"type\":\"run.ended\",\"executed\":1}}",
      })
  void what_is_no_whole_entry_is_refused(String line) {
    assertThatThrownBy(() -> JournalCodec.entry(line)).isInstanceOf(JsonProcessingException.class);
  }
}
