package dev.azdrill.bench;

import dev.azdrill.cli.CrashPoints;
import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.DrillOutcome;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.drill.DrillSession;
import dev.azdrill.drill.Drills;
import dev.azdrill.drill.Objectives;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.GuardAttempts;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.traffic.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * What things cost, as ratios to a floor that is measured in the same run: the same SDK client with
 * a reply that was prepared. Absolute times depend on the machine; ratios hold.
 *
 * <p>{@code make bench} runs it.
 */
public final class Bench {
  /**
   * Until the compiler of the JVM has seen it all: after 20 rounds a drill takes twice as long as
   * after 140, from where on it takes as long as ever.
   */
  private static final int WARM_UP = 150;

  private static final int ROUNDS = 7;
  private static final int CALLS = 300;

  private static final Duration THROUGHPUT_FOR = Duration.ofSeconds(10);

  /** One of so many crash points is tried: all of them take minutes. */
  private static final int CRASH_SAMPLE = 40;

  private Bench() {}

  /**
   * Prints a line for each of them.
   *
   * @param args {@code all} to be killed at every crash point instead of a sample of them
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    say("what", "median", "ratio", "goal");
    double floor2 = calls(2);
    calls(100);
    provisioning(floor2);
    zoneLoss();
    throughput();
    memory();
    safety(List.of(args).contains("all") ? 1 : CRASH_SAMPLE);
  }

  /**
   * DescribeInstances with so many instances: the region against a canned reply of the same bytes.
   */
  private static double calls(int instances) {
    Canned canned = new Canned();
    try (SimulatorPlatform platform = Fleet.of(instances);
        Ec2Client recording = client(canned.recording(platform.httpClient()));
        Ec2Client floor = client(canned);
        Ec2Client region = client(platform.httpClient())) {
      recording.describeInstances();
      int calls = Math.max(10, CALLS / Math.max(1, instances / 10));
      double[] floorMs = new double[ROUNDS];
      double[] regionMs = new double[ROUNDS];
      for (int warm = 0; warm < 4; warm++) {
        repeat(floor, calls);
        repeat(region, calls);
      }
      for (int round = 0; round < ROUNDS; round++) {
        floorMs[round] = repeat(floor, calls);
        regionMs[round] = repeat(region, calls);
      }
      say("floor: canned reply, " + instances + " instances", ms(median(floorMs)), "1.00", "");
      say(
          "DescribeInstances, " + instances + " instances",
          ms(median(regionMs)),
          ratio(median(regionMs) / median(floorMs)),
          "");
      return median(floorMs);
    }
  }

  /** Milliseconds per call; DescribeInstances at one instant needs time to move now and then. */
  private static double repeat(Ec2Client ec2, int calls) {
    long from = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      ec2.describeInstances();
    }
    return (System.nanoTime() - from) / 1e6 / calls;
  }

  private static Ec2Client client(SdkHttpClient http) {
    return Ec2Client.builder()
        .region(Region.EU_WEST_2)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClient(http)
        .build();
  }

  private static void provisioning(double floorMs) {
    double[] wallMs = new double[ROUNDS];
    long requests = 0;
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      try (SimulatorPlatform platform = SimulatorPlatform.create("bench")) {
        double took =
            millis(
                () -> {
                  new Provisioner(platform.session(), StepListener.SILENT)
                      .provision(Blueprints.shipped("production"), "bench", "bench");
                  return 0;
                });
        requests = platform.requests();
        if (round >= 0) {
          wallMs[round] = took;
        }
      }
    }
    double perCall = median(wallMs) / requests;
    say(
        "provisioning production, " + requests + " calls",
        ms(median(wallMs)),
        ratio(perCall / floorMs),
        "2.00 x floor calls");
  }

  private static void zoneLoss() {
    double[] wallMs = new double[ROUNDS];
    double[] speed = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      try (SimulatorPlatform platform = SimulatorPlatform.create("bench")) {
        Stack stack =
            new Provisioner(platform.session(), StepListener.SILENT)
                .provision(Blueprints.shipped("production"), "bench", "bench");
        Inventory inventory = new Discovery(platform.session()).byStack("bench");
        Instant from = platform.session().clock().now();
        double took =
            millis(
                () -> {
                  passed(drill(platform, stack, inventory));
                  return 0;
                });
        if (round >= 0) {
          wallMs[round] = took;
          speed[round] = Duration.between(from, platform.session().clock().now()).toMillis() / took;
        }
      }
    }
    say("whole zone-loss drill, 6 clients, warm", ms(median(wallMs)), "", "80 ms");
    say("simulated seconds per second", String.format(Locale.ROOT, "%,.0f", median(speed)), "", "");
  }

  private static DrillOutcome drill(SimulatorPlatform platform, Stack stack, Inventory inventory) {
    try (Clients clients = Clients.of(platform, stack.dnsName(), stack.tls(), 60);
        DrillSession session =
            DrillRun.continued(platform, new Journal(), Budgets.CEILING)
                .open("drill-1", "bench", inventory, Objectives.NONE)) {
      session.use(clients);
      return session.run(Drills.zonePowerLoss(inventory, stack.zones().get(0)));
    }
  }

  /**
   * Whole rehearsals, each in a region of its own that is provisioned first, on every core at once:
   * all calls go through the SDK and the protocols.
   */
  private static void throughput() throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    AtomicInteger drills = new AtomicInteger();
    List<Thread> workers = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    long from = System.nanoTime();
    long end = from + THROUGHPUT_FOR.toNanos();
    for (int i = 0; i < cores; i++) {
      Thread worker =
          new Thread(
              () -> {
                while (System.nanoTime() < end && failure.get() == null) {
                  rehearse();
                  drills.incrementAndGet();
                }
              });
      worker.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
      worker.start();
      workers.add(worker);
    }
    for (Thread each : workers) {
      each.join();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("a drill that is measured failed", failure.get());
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    say(
        "drills per second and core, with provisioning",
        String.format(Locale.ROOT, "%.1f", drills.get() / seconds / cores),
        "",
        "10");
  }

  private static void rehearse() {
    try (SimulatorPlatform platform = SimulatorPlatform.create("bench")) {
      Stack stack =
          new Provisioner(platform.session(), StepListener.SILENT)
              .provision(Blueprints.shipped("production"), "bench", "bench");
      passed(drill(platform, stack, new Discovery(platform.session()).byStack("bench")));
    }
  }

  private static void passed(DrillOutcome result) {
    if (result.verdict() != Verdict.PASSED) {
      throw new IllegalStateException(
          "the drill that is measured " + result.verdict() + ": " + result.reason());
    }
  }

  /** Counts, not times: what was refused and survived of what was tried. */
  private static void safety(int every) throws IOException {
    try (GuardAttempts attempts = new GuardAttempts()) {
      List<GuardAttempts.Outcome> all = attempts.ofEveryChange();
      say(
          "guard refusals of all attempts",
          all.stream().filter(each -> each == GuardAttempts.Outcome.REFUSED).count()
              + " of "
              + all.size(),
          "",
          "all");
    }
    Path folder = Files.createTempDirectory("azdrill-bench");
    try {
      CrashPoints.Tally tally = new CrashPoints(folder).tryEvery(every);
      say(
          "crash points survived, " + tally.tried() + " of " + tally.moments() + " tried",
          tally.tried() - tally.failures().size() + " of " + tally.tried(),
          "",
          every == 1 ? "all" : "all (ARGS=all tries every one)");
      tally.failures().forEach(System.out::println);
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  private static void memory() {
    long before = used();
    SimulatorPlatform[] regions = new SimulatorPlatform[10];
    for (int i = 0; i < regions.length; i++) {
      regions[i] = SimulatorPlatform.create("bench " + i);
      new Provisioner(regions[i].session(), StepListener.SILENT)
          .provision(Blueprints.shipped("production"), "bench", "bench");
    }
    double each = (used() - before) / 1e6 / regions.length;
    say(
        "memory of one region with production",
        String.format(Locale.ROOT, "%.1f MB", each),
        "",
        "");
    Arrays.stream(regions).forEach(SimulatorPlatform::close);
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double millis(LongSupplier work) {
    long from = System.nanoTime();
    long ignored = work.getAsLong();
    return (System.nanoTime() - from) / 1e6 + ignored;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String ms(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.3f ms" : "%.0f ms", millis);
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static void say(String what, String median, String ratio, String goal) {
    System.out.printf("%-46s %14s %8s   %s%n", what, median, ratio, goal);
  }
}
