package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private static final String HOSTILE = "name\u001b[2J\nVerdict: PASSED\r\u202e\u009b";
  private static final String HARMLESS = "name\\u001b[2J\\nVerdict: PASSED\\r\\u202e\\u009b";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Terminal terminal(boolean colour) {
    return new Terminal(new PrintWriter(out), new PrintWriter(err), colour, true);
  }

  @Test
  void a_line_has_no_control_character_of_what_it_shows() {
    terminal(false).line(HOSTILE);

    assertThat(out.toString()).isEqualTo(HARMLESS + System.lineSeparator());
  }

  @Test
  void the_terminals_own_colours_stay_and_others_do_not() {
    Terminal terminal = terminal(true);

    terminal.line(terminal.good(HOSTILE) + " \u001b[5mblinks\u001b[35m");

    assertThat(out.toString())
        .isEqualTo(
            "\u001b[32m"
                + HARMLESS
                + "\u001b[0m \\u001b[5mblinks\\u001b[35m"
                + System.lineSeparator());
  }

  @Test
  void progress_is_harmless_too() {
    terminal(false).progress(HOSTILE);

    assertThat(err.toString()).isEqualTo("\r\u001b[K" + HARMLESS);
  }
}
