package dev.azdrill.cli;

import dev.azdrill.text.Printable;
import dev.azdrill.text.Redaction;
import dev.azdrill.text.Resemblance;
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
      return sentence("no more arguments for " + command.qualifiedName(), seen, command, List.of());
    }
    return sentence("a command", seen, command, List.copyOf(command.subcommands().keySet()));
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
