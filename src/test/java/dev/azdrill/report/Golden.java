package dev.azdrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What was rendered when somebody last looked at it. After a change that is meant, look at the new
 * files in a browser and accept them: {@code mvn test -Dtest='*ReportTest' -Dgolden=accept}.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/dev/azdrill/report");

  private Golden() {}

  public static void check(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if ("accept".equals(System.getProperty("golden"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertThat(actual)
        .as("%s; if the change is meant, look at it and run with -Dgolden=accept", file)
        .isEqualTo(Files.readString(file));
  }
}
