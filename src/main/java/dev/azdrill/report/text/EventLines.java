package dev.azdrill.report.text;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.ObservationReader;
import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.text.Printable;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the line of each type of observation. */
final class EventLines implements ObservationReader<EventLine> {
  private static EventLine line(
      Lane lane, Emphasis emphasis, Observation observation, String sentence) {
    return new EventLine(
        lane, Printable.line(observation.subject()), Printable.line(sentence), emphasis);
  }

  private static EventLine routine(Lane lane, Observation observation, String sentence) {
    return line(lane, Emphasis.ROUTINE, observation, sentence);
  }

  private static EventLine notable(Lane lane, Observation observation, String sentence) {
    return line(lane, Emphasis.NOTABLE, observation, sentence);
  }

  private static EventLine alarm(Lane lane, Observation observation, String sentence) {
    return line(lane, Emphasis.ALARM, observation, sentence);
  }

  @Override
  public EventLine read(Observation.RunBegun it) {
    RunHeader header = it.header();
    return routine(
        Lane.RUN,
        it,
        "the run begins on platform "
            + header.platform()
            + ", answered by "
            + header.answeredBy()
            + ", random seed "
            + header.seed()
            + header.stack().map(stack -> ", with stack " + stack).orElse("")
            + (header.strict() ? ", a guarantee that is UNKNOWN counts as a failure" : ""));
  }

  @Override
  public EventLine read(Observation.StackReady it) {
    String what =
        switch (it.origin()) {
          case PROVISIONED -> "the stack";
          case ATTACHED ->
              "the stack, which somebody else made (nothing of it is provisioned or removed),";
          case TWIN -> "the twin of the stack";
        };
    return routine(Lane.STACK, it, what + " is ready at " + it.endpoint());
  }

  @Override
  public EventLine read(Observation.ResourcePlaced it) {
    Placement placement = it.placement();
    return routine(
        Lane.STACK,
        it,
        EventLine.words(placement.tier())
            + placement.zone().map(zone -> " in " + zone).orElse(" in all zones")
            + (placement.detail().isEmpty() ? "" : ": " + placement.detail()));
  }

  @Override
  public EventLine read(Observation.GuaranteeJudged it) {
    ProofRecord proof = it.proof();
    return line(
        Lane.GUARANTEE,
        emphasis(proof.verdict()),
        it,
        proof.verdict() + ": " + proof.statement() + "; " + proof.explanation());
  }

  @Override
  public EventLine read(Observation.DrillBegun it) {
    return notable(Lane.DRILL, it, "begins");
  }

  @Override
  public EventLine read(Observation.FaultIntended it) {
    return routine(Lane.FAULT, it, fault(it.ref()) + " is about to be imposed");
  }

  @Override
  public EventLine read(Observation.FaultImposed it) {
    return notable(Lane.FAULT, it, fault(it.ref()) + " is imposed");
  }

  @Override
  public EventLine read(Observation.FaultRefused it) {
    return notable(
        Lane.FAULT, it, fault(it.ref()) + " was refused, nothing was broken: " + it.reason());
  }

  @Override
  public EventLine read(Observation.FaultWitnessed it) {
    return notable(Lane.FAULT, it, fault(it.ref()) + " took effect: " + it.evidence());
  }

  @Override
  public EventLine read(Observation.FaultUndone it) {
    return notable(Lane.FAULT, it, fault(it.ref()) + " is undone");
  }

  @Override
  public EventLine read(Observation.FaultIrreversible it) {
    return routine(
        Lane.FAULT,
        it,
        fault(it.ref())
            + " cannot be undone: the architecture is expected to replace what was lost");
  }

  @Override
  public EventLine read(Observation.UndoFailed it) {
    return alarm(
        Lane.FAULT,
        it,
        fault(it.ref()) + " could not be undone and may still hold: " + it.reason());
  }

  private static String fault(FaultRef ref) {
    return ref.fault();
  }

  @Override
  public EventLine read(Observation.TargetHealthChanged it) {
    return routine(
        Lane.TARGET,
        it,
        it.zone().map(zone -> "in " + zone + ": ").orElse("")
            + it.now().orElse("no longer registered")
            + it.before().map(before -> ", was " + before).orElse("")
            + it.reason().map(reason -> " (" + reason + ")").orElse(""));
  }

  @Override
  public EventLine read(Observation.CapacityChanged it) {
    String zones =
        it.inServiceByZone().entrySet().stream()
            .map(each -> each.getValue() + " in " + each.getKey())
            .collect(Collectors.joining(", "));
    return routine(
        Lane.GROUP,
        it,
        "in service: " + (zones.isEmpty() ? "none" : zones) + "; desired " + it.desired());
  }

  @Override
  public EventLine read(Observation.DesiredCapacityChanged it) {
    return routine(
        Lane.GROUP, it, "desired capacity changed from " + it.before() + " to " + it.now());
  }

  @Override
  public EventLine read(Observation.ScalingActivity it) {
    Optional<Duration> took = it.ended().map(end -> Duration.between(it.started(), end));
    return routine(
        Lane.GROUP,
        it,
        it.status()
            + took.map(length -> " after " + Format.duration(length)).orElse("")
            + ": "
            + it.description()
            + it.statusMessage().map(message -> " (" + message + ")").orElse(""));
  }

  @Override
  public EventLine read(Observation.DatabaseEvent it) {
    return routine(Lane.DATABASE, it, "event: " + it.message());
  }

  @Override
  public EventLine read(Observation.DatabaseStatusChanged it) {
    return routine(Lane.DATABASE, it, "status " + it.now() + ", was " + it.before());
  }

  @Override
  public EventLine read(Observation.PrimaryMoved it) {
    return routine(
        Lane.DATABASE, it, "the primary is described in " + it.now() + ", was in " + it.before());
  }

  @Override
  public EventLine read(Observation.RequestsServed it) {
    TrafficBucket bucket = it.bucket();
    return routine(Lane.TRAFFIC, it, TrafficText.bucket(bucket));
  }

  @Override
  public EventLine read(Observation.OutageSeen it) {
    return notable(Lane.TRAFFIC, it, TrafficText.outage(it.outage()));
  }

  @Override
  public EventLine read(Observation.LoadChanged it) {
    return notable(
        Lane.LOAD,
        it,
        "the load is now " + Format.number(it.requestsPerSecond()) + " requests per second");
  }

  @Override
  public EventLine read(Observation.RecoveryMeasured it) {
    Measurement measurement = it.measurement();
    return line(
        Lane.RECOVERY,
        switch (measurement.timeliness()) {
          case IN_TIME -> Emphasis.ROUTINE;
          case WITHIN_RESOLUTION -> Emphasis.NOTABLE;
          case UNDECIDED, LATE, NEVER -> Emphasis.ALARM;
        },
        it,
        MeasurementText.sentence(measurement));
  }

  @Override
  public EventLine read(Observation.ObjectiveJudged it) {
    ObjectiveResult result = it.result();
    return line(
        Lane.OBJECTIVE,
        result.met() ? Emphasis.ROUTINE : Emphasis.ALARM,
        it,
        (result.met() ? "met" : "missed")
            + ": wanted "
            + result.wanted()
            + ", was "
            + result.measured());
  }

  @Override
  public EventLine read(Observation.ConfigurationChanged it) {
    return notable(Lane.CONFIGURATION, it, it.change());
  }

  @Override
  public EventLine read(Observation.CauseFound it) {
    return new EventLine(
        Lane.DRILL,
        Printable.line(it.subject()),
        Printable.line("cause: " + CauseText.of(it.cause())),
        Emphasis.NOTABLE);
  }

  @Override
  public EventLine read(Observation.FailureExpected it) {
    return new EventLine(
        Lane.DRILL,
        it.subject(),
        Printable.line("failed as expected: " + it.reason()),
        Emphasis.NOTABLE);
  }

  @Override
  public EventLine read(Observation.DrillStopped it) {
    return new EventLine(
        Lane.DRILL,
        "STOPPED",
        Printable.line("because " + it.condition() + ": " + it.seen()),
        Emphasis.ALARM);
  }

  @Override
  public EventLine read(Observation.DrillEnded it) {
    return new EventLine(
        Lane.DRILL, it.verdict().name(), Printable.line(it.reason()), emphasis(it.verdict()));
  }

  private static Emphasis emphasis(Verdict verdict) {
    return switch (verdict) {
      case PASSED, INCONCLUSIVE -> Emphasis.NOTABLE;
      case FAILED, UNSAFE -> Emphasis.ALARM;
    };
  }

  private static Emphasis emphasis(GuaranteeVerdict verdict) {
    return switch (verdict) {
      case PROVEN -> Emphasis.ROUTINE;
      case UNKNOWN -> Emphasis.NOTABLE;
      case VIOLATED -> Emphasis.ALARM;
    };
  }

  @Override
  public EventLine read(Observation.StackTornDown it) {
    return routine(Lane.STACK, it, "the stack is removed: " + it.reason());
  }

  @Override
  public EventLine read(Observation.StackKept it) {
    return notable(Lane.STACK, it, "the stack is kept; to remove it: " + it.removal());
  }

  @Override
  public EventLine read(Observation.ResourceLeft it) {
    return alarm(Lane.STACK, it, "was left behind: " + it.reason());
  }

  @Override
  public EventLine read(Observation.PlatformLost it) {
    return alarm(Lane.PLATFORM, it, "no longer answers: " + it.reason());
  }

  @Override
  public EventLine read(Observation.PlatformLogged it) {
    return routine(Lane.PLATFORM, it, it.line());
  }

  @Override
  public EventLine read(Observation.ScenarioSkipped it) {
    return routine(Lane.RUN, it, "was skipped: " + it.name() + ": " + it.reason());
  }

  @Override
  public EventLine read(Observation.RunBrokenOff it) {
    return alarm(Lane.RUN, it, "was stopped before its end: " + it.reason());
  }

  @Override
  public EventLine read(Observation.RunEnded it) {
    return routine(
        Lane.RUN,
        it,
        "ends: "
            + Format.count(it.executed())
            + " executed, "
            + (it.skipped() == 0 ? "none" : Format.count(it.skipped()))
            + " skipped");
  }
}
