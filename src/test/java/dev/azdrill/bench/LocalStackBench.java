package dev.azdrill.bench;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.DrillOutcome;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.drill.DrillSession;
import dev.azdrill.drill.Drills;
import dev.azdrill.drill.Objectives;
import dev.azdrill.evidence.Journal;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Progress;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.traffic.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What LocalStack costs, completed by azdrill: start, provisioning, a zone-loss drill, teardown,
 * memory; and its EC2's calls against those of the embedded region, measured in turns in one run.
 *
 * <p>{@code make bench-localstack} runs it.
 */
public final class LocalStackBench {
  private static final int ROUNDS = 5;
  private static final int CALLS = 20;

  private LocalStackBench() {}

  public static void main(String[] args) {
    Selection selection =
        Selection.from(Map.of("--platform", "localstack"), System::getProperty, System::getenv);
    long from = System.nanoTime();
    try (Platform platform = selection.open("bench", Progress.SILENT)) {
      say("what", "measured", "");
      String how =
          selection.url().isPresent() ? "it runs already" : "container, probes, first view";
      say("LocalStack until it can be used: " + how, seconds(from), "");
      firstCall(platform);
      stack(platform);
      calls(platform);
      memory();
      System.out.println("answered by " + platform.answeredBy());
    }
  }

  private static void firstCall(Platform platform) {
    long from = System.nanoTime();
    platform.session().ec2().describeInstances();
    say("first call of a client", seconds(from), "");
  }

  private static void stack(Platform platform) {
    Provisioner provisioner = new Provisioner(platform.session(), StepListener.SILENT);
    long from = System.nanoTime();
    long calls = platform.session().calls();
    Stack stack = provisioner.provision(Blueprints.shipped("production"), "bench", "bench");
    say(
        "provisioning production",
        seconds(from),
        (platform.session().calls() - calls) + " API calls");
    Inventory inventory = new Discovery(platform.session()).byStack("bench");
    drill(platform, stack, inventory);
    long down = System.nanoTime();
    calls = platform.session().calls();
    provisioner.tearDown("bench");
    say("teardown to nothing", seconds(down), (platform.session().calls() - calls) + " API calls");
  }

  private static void drill(Platform platform, Stack stack, Inventory inventory) {
    long from = System.nanoTime();
    try (Clients clients = Clients.of(platform, stack.dnsName(), stack.tls(), 60);
        DrillSession session =
            DrillRun.continued(platform, new Journal(), Budgets.CEILING)
                .open("drill-1", "bench", inventory, Objectives.NONE)) {
      session.use(clients);
      DrillOutcome result = session.run(Drills.zonePowerLoss(inventory, stack.zones().get(0)));
      say("zone-loss drill", seconds(from), result.verdict() + ": " + result.reason());
    }
    say(
        "what is seen may be so old",
        platform.resolution().toSeconds() + " s",
        "of the platform's time");
  }

  /** In turns, so that whatever else the machine does meets both. */
  private static void calls(Platform platform) {
    try (SimulatorPlatform simulator = SimulatorPlatform.create("bench")) {
      AwsSession ours = Somebody.beside(simulator.session());
      AwsSession theirs = Somebody.beside(platform.session());
      compare("DescribeVpcs", () -> ours.ec2().describeVpcs(), () -> theirs.ec2().describeVpcs());
      compare(
          "DescribeAvailabilityZones",
          () -> ours.ec2().describeAvailabilityZones(),
          () -> theirs.ec2().describeAvailabilityZones());
      compare("CreateVpc and DeleteVpc", () -> vpc(ours), () -> vpc(theirs));
    }
  }

  private static void vpc(AwsSession aws) {
    String id = aws.ec2().createVpc(r -> r.cidrBlock("10.77.0.0/16")).vpc().vpcId();
    aws.ec2().deleteVpc(r -> r.vpcId(id));
  }

  private static void compare(String what, Runnable ours, Runnable theirs) {
    double[] our = new double[ROUNDS];
    double[] their = new double[ROUNDS];
    millis(ours);
    millis(theirs);
    for (int round = 0; round < ROUNDS; round++) {
      our[round] = millis(ours);
      their[round] = millis(theirs);
    }
    say(
        what + ", LocalStack against the embedded region",
        String.format(Locale.ROOT, "%.2f ms", median(their)),
        String.format(Locale.ROOT, "%.0f x (%.3f ms)", median(their) / median(our), median(our)));
  }

  private static double millis(Runnable call) {
    long from = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    return (System.nanoTime() - from) / 1e6 / CALLS;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void memory() {
    say("memory of this JVM, resident", megabytes(resident(ProcessHandle.current().pid())), "");
    say("memory of LocalStack, resident", megabytes(localStack()), "");
  }

  /** Linux alone knows: elsewhere it is said that nobody does. */
  private static OptionalLong localStack() {
    long most = -1;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        String command = read(process.resolve("cmdline")).replace('\0', ' ');
        if (command.contains("localstack.runtime.main")) {
          OptionalLong size = resident(Long.parseLong(process.getFileName().toString()));
          most = Math.max(most, size.orElse(-1));
        }
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    }
    return most < 0 ? OptionalLong.empty() : OptionalLong.of(most);
  }

  private static OptionalLong resident(long pid) {
    return read(Path.of("/proc", String.valueOf(pid), "status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst();
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException | UncheckedIOException e) {
      return ""; // a process that has ended meanwhile
    }
  }

  private static String megabytes(OptionalLong kilobytes) {
    return kilobytes.isPresent() ? kilobytes.getAsLong() / 1024 + " MB" : "not known here";
  }

  private static String seconds(long from) {
    return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - from) / 1e9);
  }

  private static void say(String what, String measured, String more) {
    System.out.printf("%-62s %14s   %s%n", what, measured, more);
  }
}
