package dev.azdrill.feature;

import dev.azdrill.text.Resemblance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The feature files of a folder, and what of them would be ignored silently. */
public final class FeatureFiles {
  private static final String EXTENSION = ".feature";

  private FeatureFiles() {}

  /**
   * Requires that every feature file below {@code root} is run as it was meant.
   *
   * @param root a folder, or one feature file
   * @throws UnusableFeatures when Cucumber would ignore some of it, with file and line of each
   *     place
   * @throws UncheckedIOException when a file cannot be read
   */
  public static void require(Path root) {
    List<FeatureProblem> problems = problems(root);
    if (!problems.isEmpty()) {
      throw new UnusableFeatures(problems);
    }
  }

  /**
   * Requires that a feature is run as it was meant.
   *
   * @param uri where Cucumber found it: {@code file:///...} or {@code classpath:...}
   * @throws UnusableFeatures when Cucumber would ignore some of it, with file and line of each
   *     place
   */
  public static void require(URI uri) {
    if ("file".equals(uri.getScheme())) {
      require(Path.of(uri));
    } else if ("classpath".equals(uri.getScheme())) {
      requireResource(uri);
    }
  }

  private static void requireResource(URI uri) {
    String resource = uri.getSchemeSpecificPart().replaceFirst("^/", "");
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream stream = loader.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("expected " + uri + " on the class path, it is not there");
      }
      List<FeatureProblem> problems =
          FeatureText.problems(
              uri.toString(), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      if (!problems.isEmpty()) {
        throw new UnusableFeatures(problems);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(uri + " cannot be read", e);
    }
  }

  /** What of the feature files below {@code root} would be ignored silently, in their order. */
  static List<FeatureProblem> problems(Path root) {
    List<FeatureProblem> problems = new ArrayList<>();
    for (Path file : files(root)) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(EXTENSION)) {
        problems.addAll(in(file));
      } else if (isMeantAsFeature(name)) {
        problems.add(
            new FeatureProblem(
                file.toString(), 0, "is ignored: the name of a feature file ends with .feature"));
      }
    }
    return problems;
  }

  private static List<FeatureProblem> in(Path file) {
    try {
      return FeatureText.problems(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      return List.of(new FeatureProblem(file.toString(), 0, "is not text in UTF-8"));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static List<Path> files(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(root + " cannot be read", e);
    }
  }

  private static boolean isMeantAsFeature(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && Resemblance.distance(name.substring(dot), EXTENSION) <= 1;
  }
}
