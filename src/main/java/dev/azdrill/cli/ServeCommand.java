package dev.azdrill.cli;

import dev.azdrill.platform.Speed;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.platform.endpoint.EndpointUrl;
import dev.azdrill.platform.endpoint.Gateway;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.platform.simulator.RegionBeginning;
import dev.azdrill.platform.simulator.SimulatorServer;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Progress;
import dev.azdrill.text.Printable;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the simulator, or an AWS API that it completes, over HTTP. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Azdrill.Version.class,
    description = {
      "Serves a simulated region over HTTP, for the AWS CLI, boto3 and Terraform. It begins as a"
          + " new account does, with a default VPC.",
      "With --complete, serves a running LocalStack or another AWS-compatible API together with"
          + " the services that it lacks, at one address.",
      "The state of what azdrill answers lasts as long as this process."
    })
final class ServeCommand implements Callable<Integer> {
  private static final Pattern PORT = Pattern.compile("0|[1-9][0-9]{0,4}");
  private static final Pattern HOST_NAME =
      Pattern.compile("[0-9A-Za-z_-]+(\\.[0-9A-Za-z_-]+)*\\.?|\\[[0-9a-fA-F:.]+]");
  private static final int PORT_MAX = 65_535;
  private static final String STACK = "served";

  @Option(
      names = "--complete",
      paramLabel = "URL",
      description = "the AWS-compatible API to complete, such as http://127.0.0.1:4566")
  private @Nullable String complete;

  @Option(
      names = "--completion",
      paramLabel = "auto|always|never",
      description =
          "with --complete: answer the services that it lacks, all that azdrill has, or none"
              + " (default: auto)")
  private @Nullable String completion;

  @Option(
      names = "--blueprint",
      paramLabel = "NAME|FILE",
      description =
          "begins with this architecture standing, as the stack served: a built-in blueprint, or a"
              + " YAML file")
  private @Nullable String blueprint;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "4599",
      description =
          "TCP port on the loopback address; 0 takes any free one (default: ${DEFAULT-VALUE})")
  private String port = "4599";

  @Option(
      names = "--allowed-host",
      paramLabel = "NAME",
      description =
          "also answer clients that reach it by this host name or a subdomain of it, such as"
              + " host.docker.internal; repeatable. Other names than those of the loopback address"
              + " and of AWS are refused, and so are web pages of other hosts")
  private List<String> allowedHosts = List.of();

  @Option(
      names = "--no-default-vpc",
      description = "begins with nothing: no VPC, not even a default one")
  private boolean hasNoDefaultVpc;

  @Option(
      names = "--speed",
      defaultValue = "1",
      description =
          "virtual seconds per second of the wall clock, 0.01 to 86400 (default: ${DEFAULT-VALUE})")
  private String speed = "1";

  @Option(
      names = "--seed",
      converter = RandomSeed.class,
      defaultValue = "azdrill",
      description = "random seed (default: ${DEFAULT-VALUE})")
  private String seed = "azdrill";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    double pace = Speed.parse("--speed", speed);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), portNumber());
    allowedHosts.forEach(ServeCommand::requireHostName);
    String url = complete;
    if (url != null) {
      if (blueprint != null) {
        throw new BadInput(
            "--blueprint has no effect with --complete: provision it with azdrill drill --keep");
      }
      if (hasNoDefaultVpc) {
        throw new BadInput(
            "--no-default-vpc has no effect with --complete: what stands there is the API's own");
      }
      return completed(url, address, pace);
    }
    if (completion != null) {
      throw new BadInput(
          "--completion has no effect without --complete URL: name the API to complete");
    }
    return simulated(address, pace);
  }

  private int portNumber() {
    if (PORT.matcher(port).matches() && Integer.parseInt(port) <= PORT_MAX) {
      return Integer.parseInt(port);
    }
    throw new BadInput(
        "expected --port to be a number from 0 to "
            + PORT_MAX
            + ", saw "
            + Printable.quoted(port)
            + ": 0 takes any free port");
  }

  private static void requireHostName(String name) {
    if (!HOST_NAME.matcher(name).matches()) {
      throw new BadInput(
          "expected --allowed-host to be the name or address of a host without a port, saw "
              + Printable.quoted(name)
              + ": write one such as host.docker.internal");
    }
  }

  private int simulated(InetSocketAddress address, double pace) throws InterruptedException {
    Optional<Blueprint> standing = Optional.ofNullable(blueprint).map(Blueprints::named);
    RegionBeginning.Furnishing furnishing =
        standing
            .<RegionBeginning.Furnishing>map(ServeCommand::standing)
            .orElse(RegionBeginning.Furnishing.NONE);
    try (SimulatorServer server =
        SimulatorServer.start(
            new RegionBeginning(seed, pace, !hasNoDefaultVpc, furnishing),
            address,
            Set.copyOf(allowedHosts))) {
      String url = "http://127.0.0.1:" + server.port();
      Terminal terminal = terminal();
      terminal.line(
          "azdrill " + Azdrill.Version.number() + " serves " + server.region() + " at " + url);
      standing.ifPresent(
          each -> terminal.line(each.name() + " stands in it, as the stack " + STACK + "."));
      terminal.line("Try: aws --endpoint-url " + url + " ec2 describe-availability-zones");
      terminal.line("Its control: curl " + url + "/_azdrill/health");
      terminal.line(
          "Virtual time runs "
              + Speed.words(pace)
              + " times as fast as the wall clock. Ctrl-C ends it; nothing is kept.");
      untilKilled();
      return 0;
    } catch (IOException e) {
      throw taken(e);
    }
  }

  private static RegionBeginning.Furnishing standing(Blueprint blueprint) {
    return aws -> new Provisioner(aws, StepListener.SILENT).provision(blueprint, STACK, "serve");
  }

  private int completed(String url, InetSocketAddress address, double pace)
      throws InterruptedException {
    Selection wanted =
        Selection.endpoint(
            EndpointUrl.parse("--complete", url),
            Selection.completing("--completion", completion == null ? "auto" : completion),
            Optional.of(pace));
    requireFree(address);
    try (EndpointPlatform platform = wanted.openForOthers(seed, Progress.SILENT);
        Gateway gateway = platform.gateway(address, Set.copyOf(allowedHosts))) {
      new GatewayNotice(platform, url, "http://127.0.0.1:" + gateway.port(), pace)
          .lines()
          .forEach(terminal()::line);
      untilKilled();
      return 0;
    } catch (IOException e) {
      throw taken(e);
    }
  }

  /** The API to complete is asked by making something in it: before that, the port must be free. */
  private void requireFree(InetSocketAddress address) {
    try (ServerSocket free = new ServerSocket()) {
      free.bind(address);
    } catch (IOException e) {
      throw taken(e);
    }
  }

  private Terminal terminal() {
    return Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  private void untilKilled() throws InterruptedException {
    EndOfProcess.onUncaught(spec.commandLine().getErr());
    new CountDownLatch(1).await();
  }

  private BadInput taken(IOException e) {
    return new BadInput(
        "port "
            + port
            + " is taken or not allowed ("
            + e.getMessage()
            + "): choose another with --port, or 0");
  }
}
