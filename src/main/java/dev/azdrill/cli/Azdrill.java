package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.FaultException;
import dev.azdrill.platform.MissingCapability;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.provision.ProvisioningException;
import dev.azdrill.report.ReportFolderException;
import dev.azdrill.report.text.Printable;
import dev.azdrill.topology.BlueprintException;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
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
    },
    subcommands = {
      DrillCommand.class,
      FeaturesCommand.class,
      BlueprintCommand.class,
      ProbeCommand.class,
      ReportCommand.class,
      TeardownCommand.class,
      ServeCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Azdrill implements Runnable {
  static final int BAD_INPUT = 2;

  /** An environment variable: set, it shows the stack trace of an unexpected error. */
  private static final String TRACE = "AZDRILL_TRACE";

  @Spec private CommandSpec spec;

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /**
   * The command line with its error handling: bad input is one sentence on the error output, never
   * a stack trace.
   */
  static CommandLine commandLine() {
    return new CommandLine(new Azdrill())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, commandLine, parsed) -> refuse(exception, commandLine.getErr()))
        .setParameterExceptionHandler(Azdrill::refuseParameter);
  }

  /** Bad input is one sentence; so is a defect, with the way to its details. */
  private static int refuse(Exception exception, PrintWriter err) {
    err.println("azdrill: " + Printable.line(sentence(exception)));
    return isBadInput(exception) ? BAD_INPUT : Verdict.INCONCLUSIVE.exitCode();
  }

  private static boolean isBadInput(Exception exception) {
    return exception instanceof BlueprintException
        || exception instanceof BadInput
        || exception instanceof PlatformException
        || exception instanceof MissingCapability
        || exception instanceof ReportFolderException;
  }

  private static String sentence(Exception exception) {
    if (isBadInput(exception)
        || exception instanceof ProvisioningException
        || exception instanceof FaultException) {
      return String.valueOf(exception.getMessage());
    }
    if (exception instanceof SdkException silent) {
      return "the platform no longer answers as AWS does: " + silent.getMessage();
    }
    if (System.getenv(TRACE) != null) {
      exception.printStackTrace();
    }
    return "unexpected error, nothing was proven: "
        + exception
        + "; set "
        + TRACE
        + "=1 to see where";
  }

  private static int refuseParameter(ParameterException exception, String[] args) {
    PrintWriter err = exception.getCommandLine().getErr();
    err.println("azdrill: " + Printable.line(String.valueOf(exception.getMessage())));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(exception, err)) {
      err.println("Try 'azdrill help " + exception.getCommandLine().getCommandName() + "'.");
    }
    return BAD_INPUT;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
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
