package dev.azdrill.cli;

import dev.azdrill.explain.Explanation;
import dev.azdrill.explain.ExplanationJson;
import dev.azdrill.explain.ExplanationText;
import dev.azdrill.explain.PairsVerdict;
import dev.azdrill.explain.Question;
import dev.azdrill.explain.UnreadPlace;
import dev.azdrill.explain.UnusableQuestion;
import dev.azdrill.network.model.Protocol;
import dev.azdrill.text.Printable;
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
      names = "--snapshot",
      paramLabel = "FILE|DIR",
      description =
          "what was saved: nothing is asked of any platform; where it describes several VPCs, --vpc"
              + " names one of them")
  private @Nullable Path snapshot;

  @ArgGroup(exclusive = false, validate = false, heading = "What:%n")
  private WhichStack which = new WhichStack();

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    OneOf.require("--format", format, FORMATS);
    Protocol carried = carried();
    try {
      Question question = new Question(from, to, portNumber(), carried);
      DescribedArchitecture described =
          DescribedArchitecture.chosen(
              which, Optional.ofNullable(snapshot), where, new ShownProgress(terminal));
      described.notes().forEach(each -> terminal.error("azdrill: " + each));
      return told(Explanation.of(question, described.inventory()), terminal);
    } catch (UnusableQuestion refused) {
      throw new BadInput(String.valueOf(refused.getMessage()));
    } catch (UnreadPlace unread) {
      terminal.error("azdrill: " + unread.getMessage());
      return PairsVerdict.UNKNOWN.exitCode();
    }
  }

  private int told(Explanation explanation, Terminal terminal) {
    if (format.equals("json")) {
      spec.commandLine().getOut().print(ExplanationJson.render(explanation));
      spec.commandLine().getOut().flush();
    } else {
      ExplanationText.lines(explanation).forEach(terminal::line);
    }
    return explanation.verdict().exitCode();
  }

  private Protocol carried() {
    List<Protocol> known = List.of(Protocol.values());
    OneOf.require("--protocol", protocol, known.stream().map(Protocol::toString).toList());
    return known.stream()
        .filter(each -> each.toString().equals(protocol))
        .findFirst()
        .orElse(Protocol.TCP);
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
}
