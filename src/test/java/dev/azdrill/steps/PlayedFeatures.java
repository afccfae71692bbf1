package dev.azdrill.steps;

import dev.azdrill.feature.CurrentRun;
import dev.azdrill.feature.FeatureRun;
import dev.azdrill.feature.FinishedRun;
import dev.azdrill.feature.PlatformSource;
import io.cucumber.core.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs features as a team would, on a platform that a test chooses. */
final class PlayedFeatures {
  /** The run of features that is under way in this JVM: there is one, so its tests take turns. */
  static final String RUN = "dev.azdrill.feature.CurrentRun";

  /** What a scenario asks whose test is about something else: one that asks nothing is refused. */
  static final String ASKS =
      "Then the production architecture guarantees that only the load balancer can be reached from"
          + " the internet";

  private static final Logger CUCUMBER = Logger.getLogger("io.cucumber.core.runtime.Runtime");

  private final Path folder;
  private final PlatformSource platforms;
  private final List<String> options = new ArrayList<>();
  private boolean mayBreakOff;

  /**
   * @param folder for features and reports
   * @param platforms where the scenarios run
   */
  PlayedFeatures(Path folder, PlatformSource platforms) {
    this.folder = folder;
    this.platforms = platforms;
  }

  /** With more options of Cucumber's command line. */
  PlayedFeatures with(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Runs a feature with this text. */
  FinishedRun text(String name, String text) {
    try {
      Path file = Files.writeString(folder.resolve(name), text);
      return files(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one scenario of these steps; where none of them asks anything, {@link #ASKS} is added. */
  FinishedRun steps(String... steps) {
    return text("played.feature", "Feature: Played\n" + scenario("Played", steps));
  }

  /** The text of one scenario; where none of its steps asks anything, {@link #ASKS} is added. */
  static String scenario(String name, String... steps) {
    String text = "  Scenario: " + name + "\n    " + String.join("\n    ", steps) + "\n";
    return text.contains("\n    Then ") ? text : text + "    " + ASKS + "\n";
  }

  /** Runs one scenario of these steps, which break Cucumber itself off. */
  FinishedRun broken(String... steps) {
    mayBreakOff = true;
    return steps(steps);
  }

  /** Runs feature files, or folders of them. */
  FinishedRun files(Path... features) {
    List<String> words = new ArrayList<>(List.of("--glue", "dev.azdrill.steps", "--no-summary"));
    words.addAll(List.of("--plugin", "json:" + folder.resolve("cucumber.json")));
    words.addAll(options);
    List.of(features).forEach(each -> words.add(each.toString()));
    CurrentRun.begin(
        new FeatureRun.Settings(
            "Played", platforms, "played", "", false, folder.resolve("report")));
    FinishedRun finished;
    if (mayBreakOff) {
      CUCUMBER.setFilter(record -> !isOutOfMemory(record.getThrown()));
    }
    try {
      Main.run(words.toArray(String[]::new), Thread.currentThread().getContextClassLoader());
    } catch (OutOfMemoryError e) {
      if (!mayBreakOff) {
        throw e;
      }
    } finally {
      CUCUMBER.setFilter(null);
      finished = CurrentRun.end().orElseThrow();
    }
    return finished;
  }

  /** What the test asked for needs no stack trace in the output of the build. */
  private static boolean isOutOfMemory(@Nullable Throwable thrown) {
    return thrown != null && thrown.getCause() instanceof OutOfMemoryError;
  }
}
