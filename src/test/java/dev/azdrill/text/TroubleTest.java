package dev.azdrill.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What people are told of an exception. */
class TroubleTest {
  @Test
  void a_sentence_is_told_as_it_is_on_one_line() {
    assertThat(Trouble.of(new IllegalStateException("expected one,\n  saw two")))
        .isEqualTo("expected one, saw two");
    assertThat(Trouble.of(new AssertionError("expected \u001b[31mone")))
        .isEqualTo("expected \\u001b[31mone");
  }

  @Test
  void names_of_classes_are_left_out() {
    assertThat(Trouble.of(new IOException("java.net.ConnectException: Connection refused")))
        .isEqualTo("Connection refused");
    assertThat(
            Trouble.of(
                new RuntimeException(
                    "Unable to execute HTTP request: java.net.SocketException: Connection reset"
                        + " (SDK Attempt Count: 4)")))
        .isEqualTo("Unable to execute HTTP request: Connection reset");
  }

  @Test
  void host_names_and_files_are_no_names_of_classes() {
    String sentence =
        "nobody answers at http://db.eu-west-2.rds.amazonaws.com:80/a.b.Html, see /tmp/a.b.c";

    assertThat(Trouble.of(new IllegalStateException(sentence))).isEqualTo(sentence);
  }

  @Test
  void what_wraps_another_says_what_the_other_says() {
    Throwable refused = new ConnectException();

    for (Throwable each :
        List.of(
            new UncheckedIOException((IOException) refused),
            new CompletionException(refused),
            new ExecutionException(new CompletionException(refused)),
            new IllegalStateException(null, refused),
            new IllegalStateException(" ", refused))) {
      assertThat(Trouble.of(each)).isEqualTo("the connection was refused");
    }
  }

  @Test
  void what_the_jdk_says_in_the_name_of_a_class_is_said_in_words() {
    assertThat(Trouble.of(new NoSuchFileException("/tmp/a"))).isEqualTo("there is no such file");
    assertThat(Trouble.of(new AccessDeniedException("/tmp/a"))).isEqualTo("access denied");
    assertThat(Trouble.of(new FileSystemException("/tmp/a", null, "No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(Trouble.of(new FileSystemException("/tmp/a"))).isEqualTo("it cannot be used");
    assertThat(Trouble.of(new UnknownHostException("nowhere.test")))
        .isEqualTo("no host of this name is known");
    assertThat(Trouble.of(new HttpConnectTimeoutException("x"))).isEqualTo("no answer in time");
  }

  @Test
  void a_defect_is_called_an_internal_error() {
    for (Throwable each :
        List.of(
            new NullPointerException("Cannot invoke \"java.util.List.size()\""),
            new ClassCastException("class A cannot be cast to class B"),
            new ArrayIndexOutOfBoundsException("Index 3 out of bounds for length 2"),
            new NoClassDefFoundError("dev/azdrill/A"),
            new IllegalStateException())) {
      assertThat(Trouble.of(each)).isEqualTo("an internal error");
    }
  }
}
