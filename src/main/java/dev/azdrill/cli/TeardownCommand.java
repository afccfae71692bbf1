package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.platform.Platform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.ProvisioningException;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Trouble;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes a stack by its tag. */
@Command(
    name = "teardown",
    mixinStandardHelpOptions = true,
    description = {
      "Removes everything that bears the tag azdrill:stack=STACK, in the reverse order of its",
      "dependencies, and nothing else. Where nothing bears it, nothing happens."
    })
final class TeardownCommand implements Callable<Integer> {
  /** What AWS takes as the value of a tag. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} _.:/=+@-]{1,256}");

  @Parameters(paramLabel = "STACK", description = "the stack's name")
  private String stack = "";

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    var selection = where.selection();
    if (selection.isSimulator()) {
      throw new BadInput(
          "the simulator's region ends with its process, nothing is left there: name a platform"
              + " with --platform endpoint or --platform localstack");
    }
    if (!NAME.matcher(stack).matches()) {
      throw new BadInput(
          "expected the name of a stack, which is the value of a tag, saw "
              + Printable.quoted(stack));
    }
    ShownProgress progress = new ShownProgress(terminal);
    try (Platform platform = selection.open("azdrill", progress)) {
      new Provisioner(platform.session(), progress).tearDown(stack);
      terminal.line("Nothing is left that bears the tag azdrill:stack=" + stack + ".");
      return Verdict.PASSED.exitCode();
    } catch (ProvisioningException e) {
      terminal.error("azdrill: " + Trouble.of(e));
      return Verdict.UNSAFE.exitCode();
    }
  }
}
