package dev.azdrill.cli;

import dev.azdrill.target.simulator.SimulatorServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the simulator behind HTTP. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Serves an empty simulated region over HTTP, for the AWS CLI, boto3 and Terraform.",
      "Its state lives as long as this process."
    })
final class ServeCommand implements Callable<Integer> {
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
    try (SimulatorServer server = SimulatorServer.start(seed, address, speed)) {
      String url = "http://127.0.0.1:" + server.port();
      var out = spec.commandLine().getOut();
      out.println(
          "azdrill " + Azdrill.Version.number() + " serves " + server.region() + " at " + url);
      out.println("Try: aws --endpoint-url " + url + " ec2 describe-availability-zones");
      out.println(
          "Virtual time runs "
              + speed
              + " times as fast as the wall clock. Ctrl-C ends it; nothing is kept.");
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    } catch (IOException e) {
      throw new BadInput(
          "port "
              + port
              + " is taken or not allowed ("
              + e.getMessage()
              + "): choose another with --port, or 0");
    }
  }
}
