package dev.azdrill.feature;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The run that scenarios of this JVM belong to. Cucumber's hooks around a run are static, and so is
 * this. Safe for use by several threads.
 */
public final class CurrentRun {
  private static final Map<Path, Integer> USED = new HashMap<>();
  private static int open;
  private static Optional<FeatureRun> current = Optional.empty();
  private static Optional<FinishedRun> last = Optional.empty();

  private CurrentRun() {}

  /**
   * Begins a run, or joins the one that is under way: whoever embeds Cucumber may begin it before
   * Cucumber's hooks do, and {@link #end} it after them. A later run in the same JVM that names the
   * same folder gets one beside it, so that no evidence is lost: {@code azdrill-report-2}.
   *
   * @throws dev.azdrill.report.ReportFolderException when nothing can be written there
   */
  public static synchronized void begin(FeatureRun.Settings settings) {
    if (current.isEmpty()) {
      current = Optional.of(FeatureRun.begin(settings.in(unused(settings.folder()))));
    }
    open++;
  }

  private static Path unused(Path folder) {
    int times = USED.merge(folder.toAbsolutePath().normalize(), 1, Integer::sum);
    return times == 1 ? folder : folder.resolveSibling(folder.getFileName() + "-" + times);
  }

  /**
   * The run that is under way.
   *
   * @throws IllegalStateException when none is
   */
  public static synchronized FeatureRun get() {
    return current.orElseThrow(
        () -> new IllegalStateException("expected a run of features, none has begun"));
  }

  /**
   * Ends the run, unless others are still in it.
   *
   * @return what it came to; empty while others are in it
   */
  public static synchronized Optional<FinishedRun> end() {
    open = Math.max(0, open - 1);
    if (open > 0 || current.isEmpty()) {
      return Optional.empty();
    }
    FeatureRun run = current.get();
    current = Optional.empty();
    last = Optional.of(run.end());
    return last;
  }

  /** The run that ended last in this JVM; empty when none did. */
  public static synchronized Optional<FinishedRun> last() {
    return last;
  }

  /** Forgets the run that ended last: what is asked for next is known to be of the next. */
  public static synchronized void forget() {
    last = Optional.empty();
  }
}
