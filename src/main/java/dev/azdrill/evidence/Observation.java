package dev.azdrill.evidence;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing that was seen, done or concluded. Typed: tools and verdicts read its members, and only
 * reports and the command line make words of it. When it was, who saw it and which drill it belongs
 * to stands in its {@link Entry}; what it is called in a journal in {@link ObservationTypes}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Observation {
  /** What it was seen on: a zone, an instance, a database, a resource. */
  String subject();

  /** Calls the method of {@code reader} that belongs to this type. */
  <R> R accept(ObservationReader<R> reader);

  /** One of a fault. */
  sealed interface OfFault extends Observation {
    /** Which fault, on what. */
    FaultRef ref();

    @Override
    default String subject() {
      return ref().subject();
    }
  }

  /** One of the run itself. */
  sealed interface OfRun extends Observation {
    @Override
    default String subject() {
      return "run";
    }
  }

  /** One of a whole stack. */
  sealed interface OfStack extends Observation {
    /** The stack's name. */
    String stack();

    @Override
    default String subject() {
      return stack();
    }
  }

  /** One of an Auto Scaling group. */
  sealed interface OfGroup extends Observation {
    /** The group's name. */
    String group();

    @Override
    default String subject() {
      return group();
    }
  }

  /** One of a database. */
  sealed interface OfDatabase extends Observation {
    /** The DB instance identifier. */
    String database();

    @Override
    default String subject() {
      return database();
    }
  }

  /** One of what clients do and see. */
  sealed interface OfClients extends Observation {
    @Override
    default String subject() {
      return "clients";
    }
  }

  /** The run begins. */
  record RunBegun(RunHeader header) implements Observation {
    @Override
    public String subject() {
      return header.title();
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** A stack is in use: clients reach it at its endpoint. */
  record StackReady(String stack, String endpoint, StackOrigin origin) implements OfStack {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** Something of the stack, and where it stood before anything was broken. */
  record ResourcePlaced(Placement placement) implements Observation {
    @Override
    public String subject() {
      return placement.name();
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /**
   * A claim about the configuration was judged. What is judged outside of a drill counts for the
   * run; within a drill, the drill's verdict counts.
   */
  record GuaranteeJudged(ProofRecord proof) implements Observation {
    @Override
    public String subject() {
      return proof.id();
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** A drill, or a scenario, begins. */
  record DrillBegun(String name) implements Observation {
    @Override
    public String subject() {
      return name;
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** The fault is about to be imposed. */
  record FaultIntended(FaultRef ref) implements OfFault {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** The platform accepted the fault: since its first call was about to be sent, it may hold. */
  record FaultImposed(FaultRef ref, Instant since) implements OfFault {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** The platform refused the fault: nothing was broken. */
  record FaultRefused(FaultRef ref, String reason) implements OfFault {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** Something that only the fault explains was seen: it took effect. */
  record FaultWitnessed(FaultRef ref, String evidence) implements OfFault {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** The fault was taken back. */
  record FaultUndone(FaultRef ref) implements OfFault {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** Nothing can be taken back, nor needs to be: the architecture replaces what was lost. */
  record FaultIrreversible(FaultRef ref) implements OfFault {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** The fault could not be taken back: it may still hold. */
  record UndoFailed(FaultRef ref, String reason) implements OfFault {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /**
   * The load balancer changed its mind about a target.
   *
   * @param before its state in AWS's words; empty when it was not registered
   * @param now its state; empty when it is no longer registered
   */
  record TargetHealthChanged(
      String instanceId,
      Optional<String> zone,
      Optional<String> before,
      Optional<String> now,
      Optional<String> reason)
      implements Observation {
    @Override
    public String subject() {
      return instanceId;
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** The instances in service of an Auto Scaling group changed. */
  record CapacityChanged(String group, Map<String, Integer> inServiceByZone, int desired)
      implements OfGroup {
    public CapacityChanged {
      inServiceByZone = new TreeMap<>(inServiceByZone);
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** The desired capacity of an Auto Scaling group changed. */
  record DesiredCapacityChanged(String group, int before, int now) implements OfGroup {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /**
   * An activity of an Auto Scaling group began or ended.
   *
   * @param status in AWS's words: {@code InProgress}, {@code Successful}, {@code Failed}
   */
  record ScalingActivity(
      String group,
      String activityId,
      String description,
      String status,
      Optional<String> statusMessage,
      Instant started,
      Optional<Instant> ended)
      implements OfGroup {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** RDS reported an event. */
  record DatabaseEvent(String database, String message) implements OfDatabase {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** The status of a DB instance changed. */
  record DatabaseStatusChanged(String database, String before, String now) implements OfDatabase {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** RDS describes the primary in another zone. */
  record PrimaryMoved(String database, String before, String now) implements OfDatabase {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** Requests that clients sent in a stretch of time. */
  record RequestsServed(TrafficBucket bucket) implements OfClients {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** A stretch of time in which requests failed, once it is over or the drill ends. */
  record OutageSeen(Outage outage) implements OfClients {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** The load of the clients changed. */
  record LoadChanged(double requestsPerSecond) implements OfClients {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** An expectation came true, or did not within its limit. */
  record RecoveryMeasured(Measurement measurement) implements Observation {
    @Override
    public String subject() {
      return measurement.component().words();
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** An objective of the user was judged. */
  record ObjectiveJudged(ObjectiveResult result) implements Observation {
    @Override
    public String subject() {
      return result.kind().words();
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** A scenario changed the configuration on purpose. */
  record ConfigurationChanged(String resource, String change) implements Observation {
    @Override
    public String subject() {
      return resource;
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** Why a drill will not pass, as far as it is known: noted before the drill's end. */
  record CauseFound(FailureCause cause) implements Observation {
    @Override
    public String subject() {
      return cause.subject();
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** A negative control failed, as it must: what was missed so far speaks against no verdict. */
  record FailureExpected(String reason) implements Observation {
    @Override
    public String subject() {
      return "as expected";
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** A guard ended a drill early: which condition must not come true, and what was seen of it. */
  record DrillStopped(String condition, String seen) implements Observation {
    @Override
    public String subject() {
      return condition;
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** A drill, or a scenario, ended. */
  record DrillEnded(Verdict verdict, String reason) implements Observation {
    @Override
    public String subject() {
      return verdict.name();
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** A stack was removed. */
  record StackTornDown(String stack, String reason) implements OfStack {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** A stack was left standing because the user asked for it; this command removes it. */
  record StackKept(String stack, String removal) implements OfStack {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** Something that was created was not removed. */
  record ResourceLeft(String resource, String reason) implements Observation {
    @Override
    public String subject() {
      return resource;
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** The platform no longer answers: what is seen from now on proves nothing. */
  record PlatformLost(String platform, String reason) implements Observation {
    @Override
    public String subject() {
      return platform;
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** A line that the platform logged, kept because something went wrong. */
  record PlatformLogged(String platform, String line) implements Observation {
    @Override
    public String subject() {
      return platform;
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /**
   * A scenario was not executed, because the platform lacks what it needs.
   *
   * @param scenario its id, unique in the run
   * @param name for people
   * @param reason what is lacking, one sentence
   */
  record ScenarioSkipped(String scenario, String name, String reason) implements Observation {
    @Override
    public String subject() {
      return scenario;
    }

    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /** The run was stopped before its end. */
  record RunBrokenOff(String reason) implements OfRun {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }

  /**
   * The run is over: everything was asked that was to be asked.
   *
   * @param executed drills and scenarios that were executed
   * @param skipped scenarios that were not: as many as {@link ScenarioSkipped}
   */
  record RunEnded(int executed, int skipped) implements OfRun {
    @Override
    public <R> R accept(ObservationReader<R> reader) {
      return reader.read(this);
    }
  }
}
