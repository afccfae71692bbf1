package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.discovery.StackNotFound;
import dev.azdrill.explain.Explanation;
import dev.azdrill.explain.ExplanationJson;
import dev.azdrill.explain.ExplanationText;
import dev.azdrill.explain.Question;
import dev.azdrill.explain.UnusableQuestion;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.InventoryFile;
import dev.azdrill.inventory.UnreadableInventory;
import dev.azdrill.network.model.Protocol;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether connections from one place to another work, and what decides it. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = Azdrill.Version.class,
    sortOptions = false,
    description =
        "Says whether connections from one place to another work, step by step: which security group"
            + " rule, network ACL entry and route decides, which gateway translates addresses, and"
            + " how the reply comes back. Where it does not work, it names every setting that stops"
            + " it, with the explanation codes of VPC Reachability Analyzer. It sends no packet: it"
            + " reads what is described.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:reachable: every connection that was asked about works",
      "1:not reachable: none of them works",
      "2:bad input",
      "3:neither: it cannot be told, or some work and others do not"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final String STACK = "explain";
  private static final List<String> FORMATS = List.of("text", "json");

  @Option(
      names = "--from",
      required = true,
      paramLabel = "PLACE",
      description =
          "who sends: internet, load-balancer, app, database, an IPv4 address, the id of an instance"
              + " or of a network interface")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PLACE",
      description = "who receives: one of these, or nat")
  private String to = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "destination port, 1 to 65535 (default: the one on which the tier in --to listens)")
  private @Nullable String port;

  @Option(
      names = "--protocol",
      paramLabel = "tcp|udp|icmp",
      defaultValue = "tcp",
      description = "icmp is an echo request (default: ${DEFAULT-VALUE})")
  private String protocol = "tcp";

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "for people or for tools (default: ${DEFAULT-VALUE})")
  private String format = "text";

  @Option(
      names = "--blueprint",
      paramLabel = "NAME|FILE",
      description =
          "what stands on the simulator: a built-in blueprint, or a YAML file (default: production)")
  private @Nullable String blueprint;

  @Option(
      names = "--stack",
      paramLabel = "STACK",
      description = "the stack that stands on --platform endpoint or localstack")
  private @Nullable String stack;

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "an inventory that was saved: nothing is asked of any platform")
  private @Nullable Path snapshot;

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    requireOneOf("--format", format, FORMATS);
    Protocol carried = carried();
    try {
      Question question = new Question(from, to, portNumber(), carried);
      Explanation explanation = Explanation.of(question, inventory(terminal));
      if (format.equals("json")) {
        spec.commandLine().getOut().print(ExplanationJson.render(explanation));
        spec.commandLine().getOut().flush();
      } else {
        ExplanationText.lines(explanation).forEach(terminal::line);
      }
      return explanation.verdict().exitCode();
    } catch (UnusableQuestion | UnreadableInventory | StackNotFound refused) {
      throw new BadInput(String.valueOf(refused.getMessage()));
    }
  }

  private Protocol carried() {
    List<Protocol> known = List.of(Protocol.values());
    requireOneOf("--protocol", protocol, known.stream().map(Protocol::toString).toList());
    return known.stream()
        .filter(each -> each.toString().equals(protocol))
        .findFirst()
        .orElse(Protocol.TCP);
  }

  private static void requireOneOf(String option, String word, List<String> words) {
    if (!words.contains(word)) {
      throw new BadInput(
          "expected "
              + option
              + " to be one of "
              + String.join(", ", words)
              + ", saw "
              + Printable.quoted(word)
              + ": "
              + Resemblance.advice(word, words, "choose one of them"));
    }
  }

  private Optional<Integer> portNumber() {
    String text = port;
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535) {
      throw new BadInput(
          "expected --port to be a number from 1 to 65535, saw " + Printable.quoted(text));
    }
    return Optional.of(Integer.valueOf(text));
  }

  private Inventory inventory(Terminal terminal) {
    Path file = snapshot;
    if (file != null) {
      if (blueprint != null || stack != null) {
        throw new BadInput(
            "--blueprint and --stack have no effect with --snapshot: leave them out");
      }
      if (where.areGiven()) {
        throw new BadInput(
            "where something runs has no effect with --snapshot: leave out --platform and its like");
      }
      return InventoryFile.load(file);
    }
    Selection selection = where.selection();
    return selection.isSimulator() ? simulated(selection) : standing(selection, terminal);
  }

  private Inventory simulated(Selection selection) {
    if (stack != null) {
      throw new BadInput(
          "--stack has no effect on the simulator, whose region begins empty: name a --blueprint");
    }
    Blueprint wanted = Blueprints.named(blueprint == null ? "production" : blueprint);
    try (Platform platform = selection.open("azdrill", new ShownProgress(quiet()))) {
      platform.session().restrictTo(Provisioner.CALLS.named("the stack to explain"));
      new Provisioner(platform.session(), StepListener.SILENT).provision(wanted, STACK, "azdrill");
      return new Discovery(platform.session()).byStack(STACK);
    }
  }

  private Terminal quiet() {
    return Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  private Inventory standing(Selection selection, Terminal terminal) {
    String name = stack;
    if (blueprint != null || name == null) {
      throw new BadInput(
          "expected the name of a stack that stands with --platform "
              + selection.name()
              + ", saw "
              + (blueprint == null ? "none" : "--blueprint")
              + ": add --stack, 'azdrill stacks' lists them");
    }
    try (Platform platform = selection.open("azdrill", new ShownProgress(terminal))) {
      platform.session().restrictTo(PermittedCalls.READS.named("explaining a stack"));
      PlatformStacks.requireStanding(name, platform, PlatformStacks.owner());
      return new Discovery(platform.session()).byStack(name);
    }
  }
}
