package dev.azdrill.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * {@code target/azdrill.jar}: all that the commands need, no more than that, and a true list of it.
 */
class ExecutableJarIT {
  /**
   * It was 92.5 MB before what nothing uses was left out, and 79.9 MB before the client of IAM came
   * in: 3.6 MB, of which its models are the most. That of AWS FIS took another 1.2 MB. What is ours
   * grows by some 20 kB with a service's noun; the ceiling leaves room for a few.
   */
  private static final long BYTES_MAX = 85_500_000;

  private static final Jar JAR = Jar.executable();
  private static final Sbom SBOM = Sbom.parse(JAR.bytes(Sbom.NAME));

  /**
   * Works of which parts are left out: their classes count as used only where something used leads
   * to them.
   */
  private static final Pattern TRIMMED =
      Pattern.compile(
          "software/amazon/awssdk/services/.*|org/testcontainers/shaded/.*|com/github/dockerjava/zerodep/.*"
              + "|org/apache/commons/.*|com/sun/jna/.*|org/junit/.*|junit/.*");

  @AfterAll
  static void close() throws IOException {
    JAR.close();
  }

  @Test
  void it_is_not_larger_than_it_has_to_be() throws IOException {
    assertThat(Files.size(JAR.path()))
        .as(
            "bytes of %s: leave out what is not needed in pom.xml, or raise the ceiling with a reason",
            JAR.path())
        .isLessThan(BYTES_MAX);
  }

  @Test
  void it_starts() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                JAR.path().toString(),
                "blueprint",
                "show",
                "production")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("zones");
  }

  @Test
  void the_sbom_is_the_same_in_every_jar_and_of_this_version() throws IOException {
    try (Jar thin = Jar.artifact("")) {
      assertThat(thin.text(Sbom.NAME)).isEqualTo(JAR.text(Sbom.NAME));
      assertThat(thin.path()).hasFileName("azdrill-" + SBOM.version() + ".jar");
    }
  }

  /**
   * Both ways: nothing is in the jar that the SBOM does not list, and nothing listed is missing.
   */
  @Test
  void the_sbom_lists_exactly_the_artifacts_in_the_jar() throws IOException {
    Map<String, Sbom.Component> listed =
        SBOM.components().stream()
            .collect(Collectors.toMap(Sbom.Component::file, Function.identity()));
    Set<String> shaded = JAR.classes();
    List<String> found = new ArrayList<>();
    for (Path file : classPath()) {
      String name = file.getFileName().toString();
      try (Jar jar = Jar.open(file)) {
        Set<String> classes = jar.classes();
        boolean inside = classes.stream().anyMatch(shaded::contains);
        assertThat(listed.containsKey(name))
            .as(
                "%s %s in azdrill.jar; does the SBOM list it? `make sbom` writes it anew",
                name, inside ? "is" : "is not")
            .isEqualTo(inside || (classes.isEmpty() && listed.containsKey(name)));
      }
      if (listed.containsKey(name)) {
        found.add(name);
        assertThat(sha256(file)).as("SHA-256 of %s", name).isEqualTo(listed.get(name).sha256());
      }
    }
    assertThat(found)
        .as("artifacts on the class path")
        .containsExactlyInAnyOrderElementsOf(listed.keySet());
  }

  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(file -> file.toString().endsWith(".jar"))
        .filter(file -> !file.getFileName().toString().startsWith("azdrill-"))
        .toList();
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The filters of the Shade plugin name classes; a new version of a library may need one of them.
   */
  @Test
  void nothing_that_was_left_out_is_used_by_what_is_there() {
    Set<String> present = JAR.classes();
    Deque<String> next =
        present.stream()
            .filter(name -> !TRIMMED.matcher(name).matches())
            .collect(Collectors.toCollection(ArrayDeque::new));
    JAR.files().stream()
        .filter(name -> name.startsWith("META-INF/services/"))
        .flatMap(name -> JAR.text(name).lines())
        .map(line -> line.replaceFirst("#.*", "").strip().replace('.', '/'))
        .filter(present::contains)
        .forEach(next::add);
    Set<String> reached = new HashSet<>(next);
    Set<String> missing = new HashSet<>();
    while (!next.isEmpty()) {
      String name = next.remove();
      ClassFile file = ClassFile.parse(JAR.bytes(name + ".class"));
      file.linked().stream()
          .filter(each -> !present.contains(each) && TRIMMED.matcher(each).matches())
          .filter(each -> ClassLoader.getSystemResource(each + ".class") != null)
          .forEach(each -> missing.add(each + ", which " + name + " uses"));
      file.mentioned().stream().filter(present::contains).filter(reached::add).forEach(next::add);
    }
    assertThat(missing).as("classes that the filters in pom.xml leave out").isEmpty();
    assertThat(reached).as("classes that were looked at").hasSizeGreaterThan(10_000);
  }
}
