package dev.azdrill.cli;

import dev.azdrill.evidence.JournalInUse;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.FaultProviderException;
import dev.azdrill.fault.LedgerPending;
import dev.azdrill.feature.UnusableFeatures;
import dev.azdrill.inventory.UnreadableInventory;
import dev.azdrill.platform.LeftBehindException;
import dev.azdrill.platform.MissingCapability;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.provision.LockLost;
import dev.azdrill.provision.ProvisioningException;
import dev.azdrill.provision.StackLocked;
import dev.azdrill.rehearsal.NotRehearsable;
import dev.azdrill.report.ReportFolderException;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Redaction;
import dev.azdrill.text.Trouble;
import dev.azdrill.yaml.DocumentException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The command line.
 *
 * <p>Exit codes: 0 passed; 1 failed; 2 bad input, nothing was created; 3 inconclusive; 4 unsafe,
 * something was not undone.
 */
@Command(
    name = "azdrill",
    mixinStandardHelpOptions = true,
    versionProvider = Azdrill.Version.class,
    description = "Proves that a multi-AZ AWS architecture is highly available.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:passed",
      "1:something failed, or did not recover in time",
      "2:bad input; nothing was created",
      "3:inconclusive: nothing was proven",
      "4:unsafe: something was not undone"
    })
public final class Azdrill implements Callable<Integer> {
  static final int BAD_INPUT = 2;

  /** In the order in which help lists them. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          DrillCommand.class,
          CheckCommand.class,
          SnapshotCommand.class,
          CompareCommand.class,
          RehearseCommand.class,
          FeaturesCommand.class,
          BlueprintCommand.class,
          DrillsCommand.class,
          FaultsCommand.class,
          ExplainCommand.class,
          ProbeCommand.class,
          ReportCommand.class,
          RestoreCommand.class,
          StacksCommand.class,
          TeardownCommand.class,
          ServeCommand.class);

  /** Those that tell of all others. */
  private static final List<Class<?>> OF_ALL =
      List.of(AutoComplete.GenerateCompletion.class, CommandLine.HelpCommand.class);

  /** An environment variable: set, it shows the stack trace of an unexpected error. */
  private static final String TRACE = "AZDRILL_TRACE";

  @Spec private CommandSpec spec;

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(exitCode(commandLine(args), args));
  }

  /**
   * Executes a command. What nobody can handle proves nothing: the JVM itself would end with 1,
   * which says that something failed.
   */
  static int exitCode(CommandLine commandLine, String... args) {
    try {
      return commandLine.execute(args);
    } catch (Error unexpected) {
      print(commandLine.getErr(), unexpected(unexpected));
      return Verdict.INCONCLUSIVE.exitCode();
    }
  }

  /**
   * The command line with its error handling: bad input is one sentence on the error output, never
   * a stack trace. Where the arguments begin with a command, it knows that one alone: to look
   * through all of them takes longer than most commands.
   */
  static CommandLine commandLine(String... args) {
    CommandLine all = new CommandLine(new Azdrill());
    commands(args).forEach(all::addSubcommand);
    return all.setCaseInsensitiveEnumValuesAllowed(true)
        // A tag such as @slow is no file with more arguments.
        .setExpandAtFiles(false)
        .setExecutionStrategy(Azdrill::runUnlessUnmatched)
        .setExecutionExceptionHandler(
            (exception, commandLine, parsed) -> refuse(exception, commandLine.getErr()))
        .setParameterExceptionHandler(Azdrill::refuseParameter);
  }

  private static List<Class<?>> commands(String... args) {
    Optional<Class<?>> named =
        COMMANDS.stream()
            .filter(each -> args.length > 0 && nameOf(each).equals(args[0]))
            .findFirst();
    return named
        .<List<Class<?>>>map(List::of)
        .orElseGet(() -> Stream.concat(COMMANDS.stream(), OF_ALL.stream()).toList());
  }

  private static String nameOf(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  /** With --help or --version picocli ignores what it does not know, a misspelt command too. */
  private static int runUnlessUnmatched(ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    if (!command.unmatched().isEmpty()) {
      throw new UnmatchedArgumentException(
          command.commandSpec().commandLine(), command.unmatched());
    }
    requireOnce(command);
    return new CommandLine.RunLast().execute(parsed);
  }

  /** Of an option in a group picocli takes the last value and says nothing of the others. */
  private static void requireOnce(ParseResult command) {
    Set<OptionSpec> seen = new HashSet<>();
    Iterator<String> args = command.originalArgs().iterator();
    while (args.hasNext()) {
      String arg = args.next();
      OptionSpec option = command.commandSpec().optionsMap().get(arg.split("=", 2)[0]);
      if (option == null) {
        continue;
      }
      if (option.arity().max() > 0 && !arg.contains("=") && args.hasNext()) {
        args.next();
      }
      if (!seen.add(option) && !option.isMultiValue()) {
        throw new ParameterException(
            command.commandSpec().commandLine(),
            "option '" + option.longestName() + "' should be specified only once");
      }
    }
  }

  /** An error may quote what was typed: made safe for the terminal, and without passwords. */
  private static void print(PrintWriter err, @Nullable String message) {
    err.println("azdrill: " + Printable.line(Redaction.message(String.valueOf(message))));
  }

  /** Bad input is one sentence; so is a defect, with the way to its details. */
  private static int refuse(Exception exception, PrintWriter err) {
    if (exception instanceof UnusableFeatures unusable) {
      unusable.problems().forEach(each -> print(err, each.toString()));
    } else {
      print(err, sentence(exception));
    }
    if (exception instanceof LeftBehindException || exception instanceof LockLost) {
      return Verdict.UNSAFE.exitCode();
    }
    return isBadInput(exception) ? BAD_INPUT : Verdict.INCONCLUSIVE.exitCode();
  }

  private static boolean isBadInput(Exception exception) {
    return exception instanceof DocumentException
        || exception instanceof BadInput
        || exception instanceof FaultProviderException
        || exception instanceof NotRehearsable
        || exception instanceof PlatformException
        || exception instanceof MissingCapability
        || exception instanceof ReportFolderException
        || exception instanceof UnusableFeatures
        || exception instanceof JournalInUse
        || exception instanceof UnreadableInventory
        || exception instanceof LedgerPending
        || exception instanceof StackLocked;
  }

  private static String sentence(Exception exception) {
    if (isBadInput(exception)
        || exception instanceof ProvisioningException
        || exception instanceof LockLost
        || exception instanceof LeftBehindException
        || exception instanceof FaultException) {
      return String.valueOf(exception.getMessage());
    }
    if (exception instanceof SdkException silent) {
      return "the platform no longer answers as AWS does: " + Trouble.of(silent);
    }
    return unexpected(exception);
  }

  private static String unexpected(Throwable defect) {
    if (System.getenv(TRACE) != null) {
      defect.printStackTrace();
    }
    return "unexpected error, nothing was proven: "
        + Trouble.of(defect)
        + "; set "
        + TRACE
        + "=1 to see where";
  }

  private static int refuseParameter(ParameterException exception, String[] args) {
    PrintWriter err = exception.getCommandLine().getErr();
    if (exception instanceof UnmatchedArgumentException unmatched) {
      print(err, UnknownArgument.sentence(unmatched));
      return BAD_INPUT;
    }
    String message = String.valueOf(exception.getMessage());
    for (String arg : args) {
      message = arg.contains("://") ? message.replace(arg, Redaction.url(arg)) : message;
    }
    String command = exception.getCommandLine().getCommandSpec().qualifiedName();
    String sentence = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    print(err, sentence + ": try '" + command + " --help'");
    return BAD_INPUT;
  }

  @Override
  public Integer call() {
    return withoutCommand(spec);
  }

  /** Nothing was executed, so nothing may be green: who wanted to read asks for help. */
  static int withoutCommand(CommandSpec spec) {
    spec.commandLine().usage(spec.commandLine().getOut());
    print(
        spec.commandLine().getErr(),
        "expected a command, saw none: try '" + spec.qualifiedName() + " --help'");
    return BAD_INPUT;
  }

  /** The version that the jar carries. */
  static final class Version implements IVersionProvider {
    static String number() {
      String version = Azdrill.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
      return new String[] {"azdrill " + number()};
    }
  }
}
