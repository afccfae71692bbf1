package dev.azdrill.text;

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
        .isEqualTo("a\\u001b[31mred\\u0007 \\u009b2J \\u007f");
  }

  @Test
  void what_turns_text_around_is_written_as_its_code() {
    assertThat(Printable.line("gpj.\u202Eexe")).isEqualTo("gpj.\\u202eexe");
  }

  @Property
  @Domain(AnyText.class)
  void any_text_becomes_one_line_without_controls_that_can_be_encoded(@ForAll String any) {
    String line = Printable.line(any);

    assertThat(line.codePoints()).noneMatch(Printable::isUnsafe);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(line)).isTrue();
  }
}
