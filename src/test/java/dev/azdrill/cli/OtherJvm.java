package dev.azdrill.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs the command line in a JVM of its own. */
final class OtherJvm {
  private static final long MINUTES_MAX = 5;

  /** What came of it: exit code and all that was printed. */
  record Result(int exit, String printed) {}

  private OtherJvm() {}

  /** With the classes of this build. */
  static Result run(Path folder, String... args) throws IOException, InterruptedException {
    return run(folder, Map.of(), args);
  }

  /** With the classes of this build, and more in the environment. */
  static Result run(Path folder, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    List<String> command = java();
    command.addAll(List.of("-cp", classPath(), "dev.azdrill.cli.Azdrill"));
    return run(folder, environment, command, args);
  }

  /** With the executable jar. */
  static Result jar(Path folder, String... args) throws IOException, InterruptedException {
    List<String> command = java();
    command.addAll(List.of("-jar", Path.of("target/azdrill.jar").toAbsolutePath().toString()));
    return run(folder, Map.of(), command, args);
  }

  /** Absolute, because the other JVM works in another folder. */
  private static String classPath() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> java() {
    return new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
  }

  private static Result run(
      Path folder, Map<String, String> environment, List<String> command, String... args)
      throws IOException, InterruptedException {
    command.addAll(List.of(args));
    Path log = folder.resolve("printed-" + Integer.toHexString(command.hashCode()) + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + MINUTES_MAX + " min: " + command);
    }
    return new Result(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
  }
}
