package dev.azdrill.cli;

import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.platform.endpoint.Gateway;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.platform.simulator.SimulatorServer;
import dev.azdrill.session.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the simulator, or an AWS API that it completes, behind HTTP. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Serves an empty simulated region over HTTP, for the AWS CLI, boto3 and Terraform.",
      "With --complete, serves a running LocalStack or another AWS-compatible API together with",
      "the services that it lacks, at one address.",
      "What azdrill answers lives as long as this process."
    })
final class ServeCommand implements Callable<Integer> {
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
      names = "--port",
      defaultValue = "4599",
      description =
          "TCP port on the loopback address; 0 takes any free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--speed",
      defaultValue = "1",
      description = "virtual seconds per second of the wall clock (default: ${DEFAULT-VALUE})")
  private double speed;

  @Option(
      names = "--seed",
      defaultValue = "azdrill",
      description = "the words from which all chance comes (default: ${DEFAULT-VALUE})")
  private String seed = "azdrill";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (!(speed > 0)) {
      throw new BadInput(
          "expected --speed above 0, saw " + speed + ": 1 is real time, 60 a minute a second");
    }
    if (port < 0 || port > 65_535) {
      throw new BadInput("expected --port between 0 and 65535, saw " + port);
    }
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    String url = complete;
    if (url != null) {
      return completed(url, address);
    }
    if (completion != null) {
      throw new BadInput("--completion says how to complete: name what, with --complete URL");
    }
    return simulated(address);
  }

  private int simulated(InetSocketAddress address) throws InterruptedException {
    try (SimulatorServer server = SimulatorServer.start(seed, address, speed)) {
      String url = "http://127.0.0.1:" + server.port();
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "azdrill " + Azdrill.Version.number() + " serves " + server.region() + " at " + url);
      out.println("Try: aws --endpoint-url " + url + " ec2 describe-availability-zones");
      out.println(
          "Virtual time runs "
              + speed
              + " times as fast as the wall clock. Ctrl-C ends it; nothing is kept.");
      untilKilled(out);
      return 0;
    } catch (IOException e) {
      throw taken(e);
    }
  }

  private int completed(String url, InetSocketAddress address) throws InterruptedException {
    Selection wanted =
        Selection.of(
            "endpoint",
            Optional.of(url),
            Selection.DEFAULT_IMAGE,
            completion == null ? "auto" : completion,
            String.valueOf(speed));
    try (EndpointPlatform platform = wanted.openEndpoint(seed, Progress.SILENT);
        Gateway gateway = platform.gateway(address)) {
      PrintWriter out = spec.commandLine().getOut();
      new GatewayNotice(platform, url, "http://127.0.0.1:" + gateway.port(), speed)
          .lines()
          .forEach(out::println);
      untilKilled(out);
      return 0;
    } catch (IOException e) {
      throw taken(e);
    }
  }

  private static void untilKilled(PrintWriter out) throws InterruptedException {
    out.flush();
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
