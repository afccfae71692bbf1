package dev.azdrill.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar in {@code target}, open for reading. */
record Jar(Path path, ZipFile zip) implements AutoCloseable {

  static Jar executable() {
    return open(Path.of("target", "azdrill.jar"));
  }

  /** The artifact without its dependencies, or its {@code sources}. */
  static Jar artifact(String classifier) {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(
              file ->
                  file.getFileName().toString().matches("azdrill-[0-9.]+" + classifier + ".jar"))
          .findFirst()
          .map(Jar::open)
          .orElseThrow(
              () ->
                  new AssertionError(
                      "no azdrill-*" + classifier + ".jar in target: run mvn package"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Jar open(Path path) {
    try {
      return new Jar(path, new ZipFile(path.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read: run mvn package", e);
    }
  }

  Set<String> files() {
    return zip.stream()
        .filter(entry -> !entry.isDirectory())
        .map(ZipEntry::getName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Names as {@code java/lang/String}, without those for certain Java versions. */
  Set<String> classes() {
    return files().stream()
        .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
        .filter(name -> !name.endsWith("-info.class"))
        .map(name -> name.substring(0, name.length() - ".class".length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  byte[] bytes(String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new AssertionError(path + " has no " + name);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    return new String(bytes(name), UTF_8);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
