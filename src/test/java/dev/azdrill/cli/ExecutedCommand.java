package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A command line that was executed in this process: what it ended with, and what it printed. */
record ExecutedCommand(int exit, String out, String err) {
  /** Stands for an argument without a character. */
  private static final String EMPTY = "''";

  static ExecutedCommand of(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Azdrill.exitCode(
            Azdrill.commandLine(words)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)),
            words);
    return new ExecutedCommand(exit, out.toString(), err.toString());
  }

  /**
   * Executes what a row of a table says.
   *
   * @param command its words, between spaces
   * @param more words that each command of the table gets
   */
  static ExecutedCommand ofRow(String command, String... more) {
    List<String> words = new ArrayList<>();
    Stream.of(command.strip().split(" +"))
        .filter(each -> !each.isEmpty())
        .map(each -> each.equals(EMPTY) ? "" : each)
        .forEach(words::add);
    words.addAll(Arrays.asList(more));
    return of(words.toArray(String[]::new));
  }

  /** It ended with this code, and said why; what is refused is refused in one sentence. */
  void endedWith(int code, String sentence) {
    assertThat(exit).as(printed()).isEqualTo(code);
    assertThat(printed()).contains(sentence).doesNotContain("\tat ");
    if (code == 2) {
      assertThat(err).contains(sentence).startsWith("azdrill: ").hasLineCount(1);
      assertThat(out).as("nothing is judged").doesNotContain("Verdict: ", "Written:", "Saved ");
    }
  }

  String printed() {
    return out + "\n" + err;
  }
}
