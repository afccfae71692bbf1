package dev.azdrill.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.AnyText;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void what_would_move_the_cursor_or_change_colours_is_written_as_its_code() {
    assertThat(Printable.line("a\u001B[31mred\u0007 \u009B2J \u007F"))
        .isEqualTo("a\\u001B[31mred\\u0007 \\u009B2J \\u007F");
  }

  @Test
  void what_turns_text_around_is_written_as_its_code() {
    assertThat(Printable.line("gpj.\u202Eexe")).isEqualTo("gpj.\\u202Eexe");
  }

  @Test
  void line_ends_become_spaces_and_other_text_stays() {
    assertThat(Printable.line("one\r\ntwo\tthree")).isEqualTo("one  two three");
    assertThat(Printable.line("\u00e4 \u2192 \uD83D\uDE80"))
        .isEqualTo("\u00e4 \u2192 \uD83D\uDE80");
  }

  @Property
  @Domain(AnyText.class)
  void any_text_becomes_one_line_without_controls_that_can_be_encoded(@ForAll String any) {
    String line = Printable.line(any);

    assertThat(line.codePoints()).noneMatch(Printable::isControl);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(line)).isTrue();
  }
}
