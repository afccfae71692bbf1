package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndOfProcessTest {
  /** A server, one thread of which dies. */
  static final class Server {
    private Server() {}

    /** Dies of what the argument names, and would otherwise never end. */
    public static void main(String[] args) throws InterruptedException {
      EndOfProcess.onUncaught(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
      Runnable dies =
          args[0].equals("memory")
              ? () -> {
                throw new OutOfMemoryError("Java heap space");
              }
              : () -> {
                throw new IllegalStateException("no more region");
              };
      new Thread(dies, "http-1").start();
      new CountDownLatch(1).await();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "memory, out of memory (Java heap space); give it more with -Xmx",
    "defect, no more region"
  })
  void a_thread_that_dies_ends_the_process_with_a_sentence(String cause, String sentence)
      throws Exception {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Server.class.getName(),
                cause)
            .redirectErrorStream(true)
            .start();

    String printed = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(server.waitFor()).isEqualTo(3);
    assertThat(printed)
        .contains("azdrill: unexpected error in thread http-1, the server ends: ", sentence);
  }
}
