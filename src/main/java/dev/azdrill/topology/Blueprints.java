package dev.azdrill.topology;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Where blueprints come from: two are shipped, others are files. */
public final class Blueprints {
  private static final List<String> SHIPPED = List.of("production", "demo");

  private Blueprints() {}

  /** The names of the blueprints that azdrill brings along. */
  public static List<String> names() {
    return SHIPPED;
  }

  /**
   * A blueprint that azdrill brings along: {@code production} or {@code demo}.
   *
   * @throws BlueprintException when there is none of this name
   */
  public static Blueprint shipped(String name) {
    return parse(name + ".yaml", text(name));
  }

  /**
   * The YAML of a shipped blueprint, with its comments: to be copied and changed.
   *
   * @throws BlueprintException when there is none of this name
   */
  public static String text(String name) {
    if (!SHIPPED.contains(name)) {
      throw new BlueprintException(
          "",
          "one of " + String.join(", ", SHIPPED),
          "'" + name + "'",
          Resemblance.nearest(name, SHIPPED)
              .map(near -> "did you mean " + near + "?")
              .orElse("choose one of these, or name a file"));
    }
    String resource = "/dev/azdrill/blueprints/" + name + ".yaml";
    try (InputStream stream = Blueprints.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " could not be read", e);
    }
  }

  /**
   * The blueprint in this file.
   *
   * @throws BlueprintException when there is none, with file, line and column
   */
  public static Blueprint read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw BlueprintException.unreadable(file, "no such file");
    } catch (IOException e) {
      throw BlueprintException.unreadable(file, "a file that cannot be read (" + e + ")");
    }
  }

  /**
   * The blueprint in this text.
   *
   * @param file how errors call it
   * @throws BlueprintException when there is none, with file, line and column
   */
  public static Blueprint parse(String file, String text) {
    return BlueprintReader.read(YamlDocument.parse(file, text));
  }
}
