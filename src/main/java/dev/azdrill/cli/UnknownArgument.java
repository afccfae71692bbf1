package dev.azdrill.cli;

import dev.azdrill.text.Printable;
import dev.azdrill.text.Redaction;
import dev.azdrill.text.Resemblance;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of an argument that no command, option or parameter takes. */
final class UnknownArgument {
  private UnknownArgument() {}

  /** One sentence: what was expected, what was seen, what was probably meant. */
  static String sentence(UnmatchedArgumentException exception) {
    CommandSpec command = exception.getCommandLine().getCommandSpec();
    String seen = exception.getUnmatched().get(0);
    if (seen.startsWith("-")) {
      String name = seen.contains("=") ? seen.substring(0, seen.indexOf('=')) : seen;
      return sentence("an option of " + command.qualifiedName(), name, command, options(command));
    }
    if (command.subcommands().isEmpty()) {
      String expected = "no more arguments for " + command.qualifiedName();
      List<String> takers = takersOfFiles(command);
      return !takers.isEmpty() && isFile(seen)
          ? "expected "
              + expected
              + ", saw the file "
              + Printable.quoted(seen)
              + ": name it after "
              + String.join(" or ", takers)
          : sentence(expected, seen, command, List.of());
    }
    return sentence("a command", seen, command, List.copyOf(command.subcommands().keySet()));
  }

  /** One that is there, or that looks as if somebody meant one. */
  private static boolean isFile(String seen) {
    try {
      return seen.endsWith(".yaml")
          || seen.endsWith(".yml")
          || (seen.contains("/") && !seen.contains("://"))
          || (!seen.isEmpty() && Files.exists(Path.of(seen)));
    } catch (InvalidPathException noName) {
      return false;
    }
  }

  /** {@code --drill FILE}: options that take the name of a file. */
  private static List<String> takersOfFiles(CommandSpec command) {
    return command.options().stream()
        .filter(each -> each.paramLabel().contains("FILE"))
        .map(each -> each.longestName() + " FILE")
        .sorted()
        .toList();
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream().flatMap(option -> Stream.of(option.names())).toList();
  }

  private static String sentence(
      String expected, String seen, CommandSpec command, List<String> known) {
    return "expected "
        + expected
        + ", saw "
        + Printable.quoted(seen.contains("://") ? Redaction.url(seen) : seen)
        + ": "
        + Resemblance.advice(seen, known, "try '" + command.qualifiedName() + " --help'");
  }
}
