package dev.azdrill.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  @Test
  void what_moves_a_cursor_or_hides_is_written_as_an_escape() {
    assertThat(Printable.line("a\u001b[2J\r\n\tb\u009b1m"))
        .isEqualTo("a\\u001b[2J\\r\\n\\tb\\u009b1m");
    assertThat(Printable.line("\u202egnp.exe\u2066\u200b\u2028\ufeff"))
        .isEqualTo("\\u202egnp.exe\\u2066\\u200b\\u2028\\ufeff");
    assertThat(Printable.line("\ud800 \udb40\udc41")).isEqualTo("\\ud800 \\U000e0041");
    assertThat(Printable.line("\u0000\u007f\u0085")).isEqualTo("\\u0000\\u007f\\u0085");
  }

  @Test
  void letters_of_any_script_stay() {
    String text = "Z\u00fcrich \u6771\u4eac \u05e9 \ud83d\ude00 ~!";
    assertThat(Printable.line(text)).isSameAs(text);
  }

  @Test
  void whatever_is_printed_is_one_line_without_controls() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(20, 0, Character.MAX_CODE_POINT + 1).forEach(text::appendCodePoint);
      text.append((char) random.nextInt(0x100)).append((char) (0xd700 + random.nextInt(0x900)));
      assertThat(Printable.line(text.toString()))
          .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}]");
    }
  }

  @Test
  void a_long_text_is_quoted_by_its_beginning() {
    assertThat(Printable.quoted("x".repeat(80))).isEqualTo("'" + "x".repeat(80) + "'");
    assertThat(Printable.quoted("x".repeat(81))).isEqualTo("'" + "x".repeat(80) + "...'");
    assertThat(Printable.quoted("\ud83d\ude00".repeat(90)))
        .isEqualTo("'" + "\ud83d\ude00".repeat(80) + "...'");
  }

  @ParameterizedTest
  @CsvSource({
    "http://me:secret@host:80/a, http://***@host:80/a",
    "http://host:80/a?token=secret seen, http://host:80/a?*** seen",
    "http://host#secret is no host, http://host#*** is no host",
    "is it http://host? yes, is it http://host? yes",
    "what? none, what? none",
    "at http://secret@host and https://a:b@c, at http://***@host and https://***@c",
    "http://host:80/a, http://host:80/a",
    "someone@example.com, someone@example.com"
  })
  void a_message_hides_passwords_of_urls(String message, String shown) {
    assertThat(Redaction.message(message)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://a:sec@ret@h", "a:secret@h", "http://a:se cret'@h", "http://a:se/cret@h"})
  void a_url_hides_its_password_however_it_is_written(String url) {
    assertThat(Redaction.url(url)).endsWith("***@h").doesNotContain("cret", "sec", "a:");
  }

  @Test
  void the_word_that_was_meant_is_found_whatever_its_case() {
    List<String> words = List.of("http", "https", "tls");
    assertThat(Resemblance.nearest("HTTPS", words)).contains("https");
    assertThat(Resemblance.nearest("htp", words)).contains("http");
    assertThat(Resemblance.nearest("x".repeat(100_000), words)).isEmpty();
    assertThat(Resemblance.advice("quic", words, "leave it")).isEqualTo("leave it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain-1.0", "two words", "it's", "$(id)", "a\nb", "\"`\\;&|*?[", ""})
  void a_shell_word_is_read_by_a_shell_as_it_was(String text)
      throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf %s. " + ShellWord.of(text))
            .redirectErrorStream(true)
            .start();
    String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    assertThat(read).isEqualTo(text + ".");
  }
}
