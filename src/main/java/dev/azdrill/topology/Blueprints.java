package dev.azdrill.topology;

import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.yaml.DocumentException;
import dev.azdrill.yaml.YamlDocument;
import dev.azdrill.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Where blueprints come from: two are built in, others are files. */
public final class Blueprints {
  private static final String NOUN = "a blueprint";
  private static final List<String> SHIPPED = List.of("production", "demo");

  private Blueprints() {}

  /** The names of the built-in blueprints. */
  public static List<String> names() {
    return SHIPPED;
  }

  /**
   * A built-in blueprint: {@code production} or {@code demo}.
   *
   * @throws BlueprintException when there is none of this name
   */
  public static Blueprint shipped(String name) {
    return parse(name + ".yaml", text(name));
  }

  /**
   * The YAML of a built-in blueprint, with its comments: to be copied and changed.
   *
   * @throws BlueprintException when there is none of this name
   */
  public static String text(String name) {
    if (!SHIPPED.contains(name)) {
      throw new BlueprintException(
          "",
          "one of " + String.join(", ", SHIPPED),
          Printable.quoted(name),
          Resemblance.advice(name, SHIPPED, "choose one of these, or name a file"));
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
   * A built-in blueprint or, where there is none of this name, the one in the file.
   *
   * @throws BlueprintException when there is neither
   */
  public static Blueprint named(String nameOrFile) {
    return names().contains(nameOrFile) ? shipped(nameOrFile) : read(Path.of(nameOrFile));
  }

  /**
   * The blueprint in this file.
   *
   * @throws BlueprintException when there is none, with file, line and column
   */
  public static Blueprint read(Path file) {
    try {
      return parse(file.toString(), new YamlFile(file, NOUN, SHIPPED).text());
    } catch (DocumentException e) {
      throw BlueprintException.of(e);
    }
  }

  /**
   * The blueprint in this text.
   *
   * @param file how errors call it
   * @throws BlueprintException when there is none, with file, line and column
   */
  public static Blueprint parse(String file, String text) {
    try {
      return BlueprintReader.read(YamlDocument.parse(file, NOUN, text));
    } catch (DocumentException e) {
      throw BlueprintException.of(e);
    }
  }
}
