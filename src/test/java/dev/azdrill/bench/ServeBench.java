package dev.azdrill.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The served region against MiniStack and Moto: what they answer with the same raw requests on the
 * same machine, in turns, as ratios. Absolute numbers depend on the machine and on what else it
 * does; ratios of turns hold.
 *
 * <p>{@code make bench-serve} runs it.
 */
public final class ServeBench {
  private static final int INSTANCES = 100;
  private static final int STARTS = 3;
  private static final int ROUNDS = 3;
  private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final String OURS = "azdrill";
  private static final String OTHER = "MiniStack";

  private record Kind(String name, List<String> command, Map<String, String> variables) {
    Peer start() throws IOException {
      return Peer.start(name, command, variables);
    }
  }

  private ServeBench() {}

  /**
   * Prints a line for each of them.
   *
   * @param args our executable jar; our installed launcher; the folder with the programs of
   *     MiniStack, Moto and Python; the script that provisions by boto3
   */
  public static void main(String[] args) throws Exception {
    List<Kind> kinds = kinds(args[0], args[1], args[2]);
    System.out.printf("%-52s %s%n", "what", "azdrill, others, and azdrill's ratio to MiniStack");
    starts(kinds);
    List<Peer> peers = new ArrayList<>();
    try {
      for (Kind each : kinds) {
        Peer peer = each.start();
        peers.add(peer);
        peer.launch(INSTANCES);
      }
      bytes(peers);
      throughput(peers, 1);
      throughput(peers, 8);
      provisioning(peers, args[2], args[3]);
      Map<String, Double> peaks = new LinkedHashMap<>();
      for (Peer each : peers) {
        peaks.put(each.name(), each.peakMegabytes());
      }
      say("peak memory, MB", peaks, "goal: azdrill under 250 MB");
    } finally {
      peers.forEach(Peer::close);
    }
  }

  private static List<Kind> kinds(String jar, String launcher, String programs) {
    String java = ProcessHandle.current().info().command().orElse("java");
    return List.of(
        new Kind(OURS, List.of(launcher, "serve", "--port", "PORT"), Map.of()),
        new Kind("java -jar", List.of(java, "-jar", jar, "serve", "--port", "PORT"), Map.of()),
        new Kind(
            OTHER,
            List.of(programs + "/ministack"),
            // Without the first it listens everywhere; with Docker it would start containers.
            Map.of(
                "BIND_HOST", "127.0.0.1",
                "DOCKER_HOST", "unix:///nonexistent",
                "GATEWAY_PORT", "PORT")),
        new Kind(
            "Moto", List.of(programs + "/moto_server", "-H", "127.0.0.1", "-p", "PORT"), Map.of()));
  }

  private static void starts(List<Kind> kinds) throws IOException {
    Map<String, double[]> took = new LinkedHashMap<>();
    for (int round = 0; round < STARTS; round++) {
      for (Kind each : kinds) {
        try (Peer peer = each.start()) {
          took.computeIfAbsent(each.name(), name -> new double[STARTS])[round] = peer.readyMillis();
        }
      }
    }
    say("first call after the start, ms", medians(took), "goal: at most 1, and 1.5 for java -jar");
  }

  private static void bytes(List<Peer> peers) throws IOException {
    Map<String, Double> bytes = new LinkedHashMap<>();
    for (Peer each : peers) {
      try (RawClient client = each.client()) {
        bytes.put(each.name(), client.send(each.describe()).bytes() / 1024.0);
      }
    }
    say("DescribeInstances, " + INSTANCES + " instances, reply, KiB", bytes, "");
  }

  private static void throughput(List<Peer> peers, int clients) throws Exception {
    Map<String, double[]> rates = new LinkedHashMap<>();
    for (Peer each : peers) {
      rate(each, clients, WARM_NANOS);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Peer each : peers) {
        rates.computeIfAbsent(each.name(), name -> new double[ROUNDS])[round] =
            rate(each, clients, ROUND_NANOS);
      }
    }
    say(
        "DescribeInstances per second, " + clients + " client" + (clients == 1 ? "" : "s"),
        medians(rates),
        "goal: at least 5");
  }

  private static double rate(Peer peer, int clients, long nanos)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<Integer>> counts = new ArrayList<>();
      long from = System.nanoTime();
      for (int i = 0; i < clients; i++) {
        counts.add(threads.submit(() -> ask(peer, from + nanos)));
      }
      int all = 0;
      for (Future<Integer> each : counts) {
        all += each.get();
      }
      return all / ((System.nanoTime() - from) / 1e9);
    } finally {
      threads.shutdownNow();
    }
  }

  private static int ask(Peer peer, long until) throws IOException {
    byte[] request = peer.describe();
    int count = 0;
    try (RawClient client = peer.client()) {
      while (System.nanoTime() < until) {
        RawClient.Reply reply = client.send(request);
        if (reply.status() != 200) {
          throw new IOException(peer.name() + " answered " + reply.status() + reply.text());
        }
        count++;
      }
    }
    return count;
  }

  private static void provisioning(List<Peer> peers, String programs, String script)
      throws IOException, InterruptedException {
    Map<String, double[]> took = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Peer each : peers) {
        Process process =
            new ProcessBuilder(
                    programs + "/python",
                    script,
                    "http://127.0.0.1:" + each.port(),
                    "stack-" + round)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
          System.out.println("provisioning by boto3 fails on " + each.name());
          continue;
        }
        took.computeIfAbsent(each.name(), name -> new double[ROUNDS])[round] =
            Double.parseDouble(printed);
      }
    }
    say("provisioning of production by boto3, ms", medians(took), "goal: at most 1.5");
  }

  private static Map<String, Double> medians(Map<String, double[]> values) {
    Map<String, Double> medians = new LinkedHashMap<>();
    values.forEach(
        (name, all) -> {
          double[] sorted = all.clone();
          Arrays.sort(sorted);
          medians.put(name, sorted[sorted.length / 2]);
        });
    return medians;
  }

  private static void say(String what, Map<String, Double> values, String goal) {
    StringBuilder line = new StringBuilder();
    values.forEach(
        (name, value) -> line.append(String.format(Locale.ROOT, "%s %,.0f   ", name, value)));
    double ours = values.getOrDefault(OURS, Double.NaN);
    double other = values.getOrDefault(OTHER, Double.NaN);
    System.out.printf(Locale.ROOT, "%-52s %s ratio %.2f   %s%n", what, line, ours / other, goal);
  }
}
