package dev.azdrill.feature;

import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;

/**
 * What a scenario is called, in evidence and in seeds. It depends on the feature, the scenario and
 * the example, never on the order in which scenarios run or on where the checkout is.
 *
 * @param feature the feature file, below the folder of features if it is in one: {@code
 *     zone-loss.feature}
 * @param scenario the scenario's name
 * @param line its line, which tells the examples of an outline apart
 */
public record ScenarioId(String feature, String scenario, int line)
    implements Comparable<ScenarioId> {
  private static final String FOLDER = "features/";
  private static final int SLUG_MAX = 80;

  /**
   * The scenario at this place.
   *
   * @param uri of the feature file: {@code file:///...} or {@code classpath:...}
   */
  public static ScenarioId of(URI uri, String scenario, int line) {
    return new ScenarioId(path(uri), scenario, line);
  }

  private static String path(URI uri) {
    String path = uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath();
    int folder = ("/" + path).lastIndexOf("/" + FOLDER);
    if (folder >= 0) {
      return path.substring(folder + FOLDER.length());
    }
    String here = Path.of("").toUri().getPath();
    if (path.startsWith(here)) {
      return path.substring(here.length());
    }
    return uri.isOpaque() ? stripped(path) : path.substring(path.lastIndexOf('/') + 1);
  }

  private static String stripped(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  /** As evidence names it, unique in a run: {@code zone-loss.feature:5 The zone loses power}. */
  public String id() {
    return feature + ":" + line + " " + scenario;
  }

  /** The random seed of this scenario in a run of this seed. */
  public String seed(String runSeed) {
    return runSeed + "/" + id();
  }

  /** Where its journal is, below the folder of evidence. */
  Path file() {
    String slug =
        scenario.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String name = slug.substring(0, Math.min(SLUG_MAX, slug.length()));
    return Path.of(
        feature.replaceAll("\\.feature$", ""),
        line + (name.isEmpty() ? "" : "-" + name) + ".jsonl");
  }

  @Override
  public int compareTo(ScenarioId other) {
    return Comparator.comparing(ScenarioId::feature)
        .thenComparingInt(ScenarioId::line)
        .thenComparing(ScenarioId::scenario)
        .compare(this, other);
  }
}
