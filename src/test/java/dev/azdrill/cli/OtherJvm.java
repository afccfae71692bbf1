package dev.azdrill.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line in a JVM of its own. It runs from the moment that it is made; several may run at
 * once.
 */
final class OtherJvm implements AutoCloseable {
  /** Half the processor time of the default: the JVM ends before the second tier pays off. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms512m", "-Xmn300m");

  /** What came of it: exit code and all that was printed. */
  record Result(int exit, String printed) {}

  private final Path log;
  private final Process process;

  private OtherJvm(Path folder, List<String> options, List<String> args) throws IOException {
    this(folder, options, args, Map.of());
  }

  private OtherJvm(
      Path folder, List<String> options, List<String> args, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SHORT_LIVED);
    command.addAll(options);
    command.addAll(args);
    // One for each process: two that run at once may have the same command line.
    log = Files.createTempFile(folder, "printed-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    process = builder.start();
  }

  /** Runs several command lines one after another, with the classes of this build. */
  static OtherJvm start(Path folder, List<String> options, List<List<String>> commandLines)
      throws IOException {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("-cp", classPath()));
    args.add(CommandLines.class.getName());
    for (List<String> commandLine : commandLines) {
      args.add(String.join(CommandLines.SEPARATOR, commandLine));
    }
    return new OtherJvm(folder, options, args);
  }

  /** Runs one command line with the classes of this build, and more in the environment. */
  static OtherJvm start(Path folder, Map<String, String> environment, String... commandLine)
      throws IOException {
    List<String> args = new ArrayList<>(List.of("-cp", classPath(), Azdrill.class.getName()));
    args.addAll(List.of(commandLine));
    return new OtherJvm(folder, List.of(), args, environment);
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Runs one command line with the executable jar. */
  static OtherJvm startJar(Path folder, String... commandLine) throws IOException {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("-jar", Path.of("target/azdrill.jar").toAbsolutePath().toString()));
    args.addAll(List.of(commandLine));
    return new OtherJvm(folder, List.of(), args);
  }

  /**
   * Waits until a file of its says something, however long that takes.
   *
   * @throws IllegalStateException when it ends without
   */
  void awaitWritten(Path file, String text) throws IOException, InterruptedException {
    while (!Files.exists(file) || !Files.readString(file).contains(text)) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "expected " + text + " in " + file + ", it ended: " + Files.readString(log));
      }
      Thread.sleep(20);
    }
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits until it ends, however long that takes. */
  Result await() throws IOException, InterruptedException {
    int exit = process.waitFor();
    return new Result(exit, new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
  }

  /** Ends it, if it still runs: it does not outlive its test. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
