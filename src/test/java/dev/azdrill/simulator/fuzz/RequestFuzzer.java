package dev.azdrill.simulator.fuzz;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Sends generated and mutated requests to a region in which the production architecture stands. Of
 * every answer it demands that it is in its own protocol and no defect of ours; of every accepted
 * request, that all that stands can still be described; of every refused one, that nothing changed.
 * The same seed sends the same requests.
 */
final class RequestFuzzer implements AutoCloseable {
  /** As many requests as a region is used for. */
  private static final int PER_REGION = 2000;

  /** How many requests a finding tells of. */
  private static final int TOLD = 12;

  private final SplittableRandom random;
  private final int lookEvery;
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final List<String> findings = new ArrayList<>();
  private final Deque<SentRequest> lately = new ArrayDeque<>();
  private SimulatorPlatform platform;
  private SdkHttpClient region;
  private AnsweredCalls calls;
  private List<SentRequest> descriptions;
  private KnownValues known;

  /**
   * @param lookEvery at every so many requests, what stands is described before and after it
   */
  RequestFuzzer(Seed seed, int lookEvery) {
    this.random = seed.derive("requests").random();
    this.lookEvery = lookEvery;
    this.platform = stack();
    this.region = platform.region().httpClient();
    this.calls = new AnsweredCalls(region);
    this.descriptions = calls.descriptions(region);
    this.known = learned();
  }

  private static SimulatorPlatform stack() {
    SimulatorPlatform platform = SimulatorPlatform.create("fuzz");
    new Provisioner(platform.session(), StepListener.SILENT)
        .provision(Blueprints.shipped("production"), "fuzzed", "test");
    return platform;
  }

  private void anew() {
    platform.close();
    platform = stack();
    region = platform.region().httpClient();
    known = learned();
    lately.clear();
  }

  private KnownValues learned() {
    KnownValues values = new KnownValues();
    descriptions.forEach(each -> values.learn(each.to(region).body()));
    return values;
  }

  /** How many operations it tries. */
  int operations() {
    return calls.all().size();
  }

  /** How many requests were accepted and refused, how many of the latter were compared. */
  Map<String, Integer> counts() {
    return counts;
  }

  /** Sends so many requests. */
  List<String> run(int requests) {
    for (int i = 1; i <= requests; i++) {
      if (i % PER_REGION == 0) {
        anew();
      }
      boolean isLooked = random.nextInt(lookEvery) == 0;
      AnsweredCalls.Call call = KnownValues.any(calls.all(), random);
      next(call).ifPresent(sent -> send(sent, call.isRead(), isLooked));
      if (random.nextInt(40) == 0) {
        platform.session().clock().pass(Duration.ofSeconds(random.nextInt(1, 600)));
        known = learned();
      }
    }
    return findings;
  }

  private Optional<SentRequest> next(AnsweredCalls.Call call) {
    SdkPojo builder = call.newBuilder();
    new PlausibleFiller(random, known).fill(builder, Demands.of(call.service(), call.action()));
    Optional<SentRequest> sent = calls.written(call, builder);
    return random.nextInt(3) == 0 ? sent.map(new Mutation(random)::of) : sent;
  }

  private void send(SentRequest sent, boolean isRead, boolean isLooked) {
    Optional<String> before = isLooked ? Optional.of(described()) : Optional.empty();
    lately.addLast(sent);
    if (lately.size() > TOLD) {
      lately.removeFirst();
    }
    SentRequest.Answer answer = sent.to(region);
    count(answer.isRefusal() ? "refused" : isRead ? "read" : "accepted");
    answer.defect().ifPresent(it -> findings.add(it + "\n  to " + sent));
    if (before.isEmpty()) {
      return;
    }
    String after = described();
    if (answer.isRefusal() || isRead) {
      count("compared");
      if (!after.equals(before.get())) {
        findings.add(
            "changed by "
                + answer.status()
                + " "
                + answer.body()
                + "\n  to "
                + sent
                + "\n  "
                + difference(before.get(), after));
      }
    }
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /**
   * All that stands; what cannot be described is a finding, and the region is of no further use.
   */
  private String described() {
    StringBuilder all = new StringBuilder();
    for (SentRequest description : descriptions) {
      SentRequest.Answer answer = description.to(region);
      if (answer.status() != 200 || answer.unreadable().isPresent()) {
        findings.add(description.action() + " is broken: " + answer + "\n  after " + lately);
        anew();
        return described();
      }
      all.append(description.action())
          .append(' ')
          .append(answer.body().replaceAll("<(?i:requestid)>[^<]*<", "<"))
          .append('\n');
    }
    return all.toString();
  }

  private static String difference(String before, String after) {
    int at = 0;
    while (at < Math.min(before.length(), after.length())
        && before.charAt(at) == after.charAt(at)) {
      at++;
    }
    int from = Math.max(0, at - 120);
    return "before ..."
        + before.substring(from, Math.min(before.length(), at + 120))
        + "\n  after  ..."
        + after.substring(from, Math.min(after.length(), at + 120));
  }

  @Override
  public void close() {
    platform.close();
  }

  /** By hand, for as long as it takes: make fuzz. */
  public static void main(String... words) {
    int requests = Integer.parseInt(words[0]);
    String seed = words.length > 1 ? words[1] : "azdrill";
    try (RequestFuzzer fuzzer = new RequestFuzzer(Seed.of(seed), 4)) {
      long began = System.nanoTime();
      List<String> found = fuzzer.run(requests);
      found.forEach(each -> System.out.println("FOUND " + each));
      System.out.printf(
          "%d requests to %d operations, seed %s: %s; %d findings in %.0f s%n",
          requests,
          fuzzer.operations(),
          seed,
          fuzzer.counts(),
          found.size(),
          (System.nanoTime() - began) / 1e9);
      if (!found.isEmpty()) {
        System.exit(1);
      }
    }
  }
}
