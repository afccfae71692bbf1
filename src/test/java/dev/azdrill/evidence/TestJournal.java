package dev.azdrill.evidence;

import dev.azdrill.evidence.RunHeader.TrafficSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds a journal: offsets are seconds since {@link #ZERO}. Not thread-safe. */
public final class TestJournal {
  public static final Instant ZERO = Instant.parse("2026-11-23T10:00:00Z");
  public static final String SIMULATOR = "azdrill simulator 0.1.0";

  private final List<Entry> entries = new ArrayList<>();
  private Optional<String> drill = Optional.empty();

  /** A header as the simulator gives one. */
  public static RunHeader header(String title) {
    return new RunHeader(
        title,
        "simulator",
        SIMULATOR,
        true,
        TrafficSource.SIMULATED,
        "azdrill",
        "azdrill drill --seed azdrill",
        false,
        List.of(),
        Optional.empty());
  }

  /** The header of a run that asks for the guarantees alone. */
  public static RunHeader check(String title) {
    RunHeader it = header(title);
    return new RunHeader(
        it.title(),
        it.platform(),
        it.answeredBy(),
        it.virtualTime(),
        TrafficSource.NONE,
        it.seed(),
        it.reproduce(),
        it.strict(),
        it.capabilities(),
        it.stack(),
        Optional.of(RunHeader.Only.GUARANTEES));
  }

  public static RunHeader strict(RunHeader it) {
    return new RunHeader(
        it.title(),
        it.platform(),
        it.answeredBy(),
        it.virtualTime(),
        it.traffic(),
        it.seed(),
        it.reproduce(),
        true,
        it.capabilities(),
        it.stack());
  }

  public static RunHeader onWallClock(RunHeader it, TrafficSource traffic) {
    return new RunHeader(
        it.title(),
        "localstack",
        "localstack 4.14.0",
        false,
        traffic,
        it.seed(),
        it.reproduce(),
        it.strict(),
        List.of(
            new Capability("ec2", "native: localstack 4.14.0"),
            new Capability("autoscaling", "completed by azdrill")),
        it.stack());
  }

  /** What is noted from now on belongs to this drill. */
  public TestJournal in(String id) {
    drill = Optional.of(id);
    return this;
  }

  /** What is noted from now on belongs to the run. */
  public TestJournal inRun() {
    drill = Optional.empty();
    return this;
  }

  /** Notes what azdrill says. */
  public TestJournal note(double at, Observation observation) {
    return note(at, Strength.AZDRILL, observation);
  }

  /** Notes what the API said. */
  public TestJournal seen(double at, Observation observation) {
    return note(at, Strength.CONTROL_PLANE, observation);
  }

  public TestJournal note(double at, Strength strength, Observation observation) {
    entries.add(new Entry(time(at), drill, strength, SIMULATOR, observation));
    return this;
  }

  /** Notes a recovery; without a time, it did not happen. */
  public TestJournal recovery(
      double at,
      Component component,
      Phase phase,
      String expected,
      Limit limit,
      @Nullable Double took) {
    Strength strength =
        component == Component.CLIENTS ? Strength.SIMULATED : Strength.CONTROL_PLANE;
    return note(
        at,
        strength,
        new Observation.RecoveryMeasured(
            new Measurement(
                component,
                expected,
                phase,
                limit,
                Optional.ofNullable(took).map(TestJournal::seconds),
                Duration.ZERO,
                "what was seen last",
                strength)));
  }

  /** Notes a bucket of ten seconds. */
  public TestJournal bucket(double from, int sent, int failed) {
    Map<String, Integer> outcomes =
        failed == 0 ? Map.of("200", sent) : Map.of("200", sent - failed, "timeout", failed);
    return note(
        from + 10,
        Strength.SIMULATED,
        new Observation.RequestsServed(
            new TrafficBucket(time(from), Duration.ofSeconds(10), sent, failed, outcomes)));
  }

  public TestJournal outage(double from, double to, Map<String, Integer> outcomes) {
    int failed = outcomes.values().stream().mapToInt(Integer::intValue).sum();
    return note(
        to,
        Strength.SIMULATED,
        new Observation.OutageSeen(new Outage(time(from), time(to), failed, outcomes)));
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  public RunEvidence evidence() {
    return RunEvidence.of(entries);
  }

  public static Limit derived(int seconds, String derivation) {
    return Limit.derived(Duration.ofSeconds(seconds), derivation, Duration.ofMinutes(10));
  }

  public static Instant time(double offset) {
    return ZERO.plusMillis(Math.round(offset * 1000));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
