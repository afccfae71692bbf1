package dev.azdrill.report;

import static dev.azdrill.evidence.TestJournal.derived;

import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.FaultRef;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Phase;
import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.StackOrigin;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.TestJournal;
import dev.azdrill.evidence.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as the command line leaves it: an instance is terminated, then a zone is lost for twenty
 * minutes, over forty minutes with clients all the time.
 */
public final class SampleRuns {
  private static final String OLD_A = "i-0a41f7c2d9e83b516";
  private static final String OLD_B = "i-07d2e9b4418cf06aa";
  private static final String NEW_A = "i-0c93b1e5f72da4480";
  private static final String NEW_B = "i-01b6f0a8e3c97d254";
  private static final String NEXT_A = "i-0e58d3a90b7c1f462";
  private static final String GROUP = "production-app";
  private static final String DATABASE = "production-db";
  private static final String STACK = "production";
  private static final FaultRef TERMINATION = new FaultRef("instance termination", OLD_A);
  private static final FaultRef LOSS = new FaultRef("zone power loss", "eu-west-2a");

  private static final String EVICT = "health check every 30 s, unhealthy after 2, timeout 5 s";
  private static final String REPLACE =
      "eviction, Auto Scaling's health check, launch, boot and the first health check";
  private static final String CLIENTS = "the slower of eviction with its DNS records and failover";
  private static final String PASSED =
      "everything recovered within its limits and the fault is undone";
  private static final String MISSED =
      "expected the database to fail over within 2 min, it took 171 s; expected clients to be"
          + " served without errors within 160 s, it did not happen";

  private final Ending ending;
  private final TestJournal journal = new TestJournal();

  /** How the zone loss ends. */
  private enum Ending {
    RECOVERED,
    TOO_LATE,
    NOT_UNDONE,
    WITHOUT_WITNESS
  }

  private SampleRuns(Ending ending) {
    this.ending = ending;
  }

  /** Everything recovers. */
  public static RunEvidence passed() {
    return RunEvidence.of(passedJournal());
  }

  /** The journal of a run in which everything recovers. */
  public static List<Entry> passedJournal() {
    return new SampleRuns(Ending.RECOVERED).journal();
  }

  /** The database takes too long and the clients notice. */
  public static RunEvidence failed() {
    return RunEvidence.of(new SampleRuns(Ending.TOO_LATE).journal());
  }

  /** The zone cannot be given its power back, and the stack not be removed. */
  public static RunEvidence unsafe() {
    return RunEvidence.of(new SampleRuns(Ending.NOT_UNDONE).journal());
  }

  /** Nothing shows that the zone was lost. */
  public static RunEvidence inconclusive() {
    return RunEvidence.of(new SampleRuns(Ending.WITHOUT_WITNESS).journal());
  }

  private List<Entry> journal() {
    journal.note(
        0, new Observation.RunBegun(TestJournal.header("Production architecture, eu-west-2")));
    journal.note(
        412,
        new Observation.StackReady(
            STACK, "production-alb.eu-west-2.elb.example", StackOrigin.PROVISIONED));
    placements();
    proofs();
    instance(480);
    zone(768);
    journal.inRun();
    if (ending == Ending.NOT_UNDONE) {
      journal.note(
          2710,
          new Observation.ResourceLeft(
              "nat-0f3b8d21c6a97e450", "DeleteNatGateway: RequestLimitExceeded"));
    }
    journal.note(2710, new Observation.StackTornDown(STACK, "nothing is left"));
    journal.note(2710, new Observation.RunEnded(2, 0));
    return journal.entries();
  }

  private void placements() {
    place(Placement.Tier.LOAD_BALANCER, "", "production-alb", "internet-facing, HTTPS, WAF");
    place(Placement.Tier.LOAD_BALANCER, "eu-west-2a", "10.0.1.23", "load balancer node");
    place(Placement.Tier.LOAD_BALANCER, "eu-west-2b", "10.0.2.114", "load balancer node");
    place(Placement.Tier.OUTBOUND, "eu-west-2a", "nat-0f3b8d21c6a97e450", "available");
    place(Placement.Tier.OUTBOUND, "eu-west-2b", "nat-02c7e5a1904bd86f3", "available");
    place(Placement.Tier.APPLICATION, "eu-west-2a", OLD_A, "healthy");
    place(Placement.Tier.APPLICATION, "eu-west-2b", OLD_B, "healthy");
    place(Placement.Tier.DATABASE, "eu-west-2a", DATABASE, "primary");
    place(Placement.Tier.DATABASE, "eu-west-2b", DATABASE, "standby");
  }

  private void place(Placement.Tier tier, String zone, String name, String detail) {
    Optional<String> where = Optional.of(zone).filter(it -> !it.isEmpty());
    journal.seen(412, new Observation.ResourcePlaced(new Placement(tier, where, name, detail)));
  }

  private void proofs() {
    prove(
        "only-load-balancer-public",
        "only the load balancer can be reached from the internet",
        "of 9 network interfaces, packets from the internet reach the load balancer's alone");
    prove(
        "tiers-admit-the-one-before",
        "each tier admits only the tier before it",
        "the database admits the application's group on 5432 and nothing else");
    prove(
        "instances-spread",
        "the application stands in at least two zones",
        "2 instances in 2 zones, subnets of the group in 2 zones",
        "AWS FSBP 1.0.0 AutoScaling.2",
        "NIST 800-53 r5 CP-10, SC-36, SI-13(5)",
        "ISO 27001:2022 A.8.14");
    prove(
        "database-multi-az",
        "the database has a standby in another zone",
        "MultiAZ is true and the subnet group spans 2 zones",
        "AWS FSBP 1.0.0 RDS.5",
        "CIS AWS 5.0 2.2.4",
        "ISO 27001:2022 A.8.14");
    prove(
        "outbound-in-zone",
        "outbound traffic leaves through the NAT gateway of its own zone",
        "2 private subnets, each routed to the NAT gateway of its zone");
  }

  private void prove(String id, String statement, String reason, String... controls) {
    journal.note(
        412,
        Strength.CONFIGURATION_PROOF,
        new Observation.GuaranteeJudged(
            ProofRecord.plain(id, statement, GuaranteeVerdict.PROVEN, reason, List.of(controls))));
  }

  private void instance(int t) {
    journal.in("drill-1");
    journal.note(t - 62, new Observation.DrillBegun("One instance is terminated"));
    steady(t - 62, Phase.STEADY_STATE, 0);
    traffic(t, -60, 0, offset -> 0);
    journal.note(t, new Observation.FaultIntended(TERMINATION));
    journal.note(t, new Observation.FaultImposed(TERMINATION, TestJournal.time(t)));
    journal.seen(t, new Observation.FaultWitnessed(TERMINATION, "EC2 reports it as shutting-down"));
    target(t + 31, OLD_A, "eu-west-2a", "healthy", "unhealthy");
    capacity(t + 58, Map.of("eu-west-2b", 1));
    activity(t + 61, t + 104, "Launching a new EC2 instance: " + NEW_A, "Successful");
    target(t + 66, OLD_A, "eu-west-2a", "unhealthy", "");
    capacity(t + 104, Map.of("eu-west-2a", 1, "eu-west-2b", 1));
    target(t + 163, NEW_A, "eu-west-2a", "initial", "healthy");
    traffic(t, 0, 220, offset -> offset < 20 ? 6 : 0);
    recovery(
        t + 31,
        Component.LOAD_BALANCER,
        "the load balancer to stop routing to " + OLD_A,
        65,
        EVICT,
        31);
    recovery(
        t + 104,
        Component.GROUP,
        "the group to be back at its desired capacity",
        300,
        REPLACE,
        104);
    recovery(
        t + 163,
        Component.APPLICATION,
        "as many healthy targets as the group desires",
        300,
        REPLACE,
        163);
    recovery(t + 163, Component.CLIENTS, "clients to be served without errors", 65, CLIENTS, 19.4);
    journal.note(t + 195, new Observation.FaultIrreversible(TERMINATION));
    steady(t + 195, Phase.RESTORATION, 0);
    journal.outage(t + 0.3, t + 19.7, Map.of("502", 9, "timeout", 3));
    objective(t + 226, ObjectiveResult.Kind.AVAILABILITY, "at least 99 %", "99.09 %", true);
    objective(
        t + 226, ObjectiveResult.Kind.ACKNOWLEDGED_WRITES, "none lost", "132 of 132 there", true);
    journal.note(
        t + 226,
        new Observation.DrillEnded(Verdict.PASSED, "everything recovered within its limits"));
  }

  private void zone(int t) {
    int failover = ending == Ending.TOO_LATE ? 171 : 84;
    journal.in("drill-2");
    journal.note(t - 62, new Observation.DrillBegun("Zone eu-west-2a loses its power"));
    steady(t - 62, Phase.STEADY_STATE, 0);
    traffic(t, -60, 0, offset -> 0);
    journal.note(t, new Observation.FaultIntended(LOSS));
    journal.note(t, new Observation.FaultImposed(LOSS, TestJournal.time(t)));
    outage(t, failover);
    traffic(t, 0, 1934, offset -> zoneFailures(offset, failover));
    zoneRecoveries(t, failover);
    if (ending == Ending.NOT_UNDONE) {
      journal.note(t + 1200, new Observation.UndoFailed(LOSS, "the platform refused: Throttling"));
    } else {
      journal.note(t + 1200, new Observation.FaultUndone(LOSS));
      zoneReturns(t);
    }
    int clients = failover + 6;
    journal.outage(t + 0.5, t + clients, Map.of("503", 211, "timeout", failover * 5));
    objective(
        t + 1934,
        ObjectiveResult.Kind.LONGEST_OUTAGE,
        "no longer than 2 min",
        clients + " s",
        ending != Ending.TOO_LATE);
    journal.note(t + 1934, verdict());
  }

  private Observation.DrillEnded verdict() {
    return switch (ending) {
      case RECOVERED -> new Observation.DrillEnded(Verdict.PASSED, PASSED);
      case TOO_LATE -> new Observation.DrillEnded(Verdict.FAILED, MISSED);
      case NOT_UNDONE ->
          new Observation.DrillEnded(
              Verdict.UNSAFE, "zone power loss on eu-west-2a was not undone: Throttling");
      case WITHOUT_WITNESS ->
          new Observation.DrillEnded(
              Verdict.INCONCLUSIVE,
              "no evidence that the fault took effect: zone power loss on eu-west-2a");
    };
  }

  private void outage(int t, int failover) {
    database(t + 24, "Multi-AZ instance failover started.");
    target(t + 61, NEW_A, "eu-west-2a", "healthy", "unhealthy");
    database(t + failover, "Multi-AZ instance failover completed");
    capacity(t + 121, Map.of("eu-west-2b", 1));
    if (ending != Ending.WITHOUT_WITNESS) {
      journal.seen(
          t + 130,
          new Observation.FaultWitnessed(LOSS, "EC2 reports instance " + NEW_A + " as impaired"));
    }
    activity(t + 124, t + 152, "Launching a new EC2 instance", "Failed");
    activity(t + 157, t + 204, "Launching a new EC2 instance: " + NEW_B, "Successful");
    capacity(t + 204, Map.of("eu-west-2b", 2));
    target(t + 266, NEW_B, "eu-west-2b", "initial", "healthy");
    journal.seen(t + 397, new Observation.PrimaryMoved(DATABASE, "eu-west-2a", "eu-west-2b"));
    target(t + 421, NEW_A, "eu-west-2a", "unhealthy", "");
  }

  private void zoneReturns(int t) {
    activity(t + 1460, t + 1507, "Launching a new EC2 instance: " + NEXT_A, "Successful");
    target(t + 1566, NEXT_A, "eu-west-2a", "initial", "healthy");
    target(t + 1570, OLD_B, "eu-west-2b", "healthy", "draining");
    database(t + 1904, "Standby in eu-west-2a is in sync");
    restoration(
        t + 1507, Component.GROUP_BALANCE, "the instances to be spread evenly over the zones", 307);
    steady(t + 1904, Phase.RESTORATION, 704);
  }

  private void zoneRecoveries(int t, int failover) {
    recovery(
        t + 61,
        Component.LOAD_BALANCER,
        "the load balancer to stop routing to eu-west-2a",
        65,
        EVICT,
        61);
    journal.recovery(
        t + failover,
        Component.DATABASE,
        Phase.RECOVERY,
        "the database to fail over",
        new Limit(
            Duration.ofMinutes(2),
            Limit.Source.DOCUMENTATION,
            "60 to 120 s for a Multi-AZ DB instance",
            Optional.empty()),
        (double) failover);
    recovery(
        t + 204,
        Component.GROUP,
        "the group to be back at its desired capacity outside eu-west-2a",
        3000,
        "health check every 300 s, unhealthy after 10",
        204);
    recovery(
        t + 397,
        Component.DATABASE_DESCRIPTION,
        "the primary to be described outside eu-west-2a",
        540,
        "observed 1 to 9 min after a failover",
        397);
    journal.recovery(
        t + 400,
        Component.CLIENTS,
        Phase.RECOVERY,
        "clients to be served without errors",
        derived(160, CLIENTS),
        ending == Ending.TOO_LATE ? null : 89.5);
  }

  private static int zoneFailures(int offset, int failover) {
    if (offset > failover + 5) {
      return 0;
    }
    return offset < 30 ? 34 : offset < 60 ? 52 : 60;
  }

  private interface Failures {
    int in(int offset);
  }

  private void traffic(int t, int from, int to, Failures failures) {
    for (int offset = from; offset < to; offset += 10) {
      journal.bucket(t + offset, 60, failures.in(offset));
    }
  }

  private void recovery(
      int at, Component component, String expected, int limit, String derivation, double took) {
    journal.recovery(at, component, Phase.RECOVERY, expected, derived(limit, derivation), took);
  }

  private void restoration(int at, Component component, String expected, double took) {
    Limit limit =
        new Limit(
            Duration.ofMinutes(15),
            Limit.Source.ALLOWANCE,
            "for what is still under way",
            Optional.empty());
    journal.recovery(at, component, Phase.RESTORATION, expected, limit, took);
  }

  private void steady(int at, Phase phase, double took) {
    Limit limit =
        new Limit(
            Duration.ofMinutes(15),
            Limit.Source.ALLOWANCE,
            "for what is still under way",
            Optional.empty());
    journal.recovery(
        at,
        Component.STEADY_STATE,
        phase,
        "desired capacity in service and healthy, the database available",
        limit,
        took);
  }

  private void objective(
      int at, ObjectiveResult.Kind kind, String wanted, String measured, boolean met) {
    journal.note(
        at,
        Strength.SIMULATED,
        new Observation.ObjectiveJudged(
            new ObjectiveResult(kind, wanted, measured, met, Strength.SIMULATED)));
  }

  private void target(int at, String id, String zone, String before, String now) {
    journal.seen(
        at,
        new Observation.TargetHealthChanged(
            id,
            Optional.of(zone),
            Optional.of(before),
            Optional.of(now).filter(it -> !it.isEmpty()),
            Optional.of("Target.Timeout").filter(it -> now.equals("unhealthy"))));
  }

  private void capacity(int at, Map<String, Integer> inService) {
    journal.seen(at, new Observation.CapacityChanged(GROUP, inService, 2));
  }

  private void activity(int from, int to, String description, String status) {
    Instant started = TestJournal.time(from);
    journal.seen(
        to,
        new Observation.ScalingActivity(
            GROUP,
            "activity-" + from,
            description,
            status,
            Optional.of("There is no capacity in eu-west-2a.")
                .filter(it -> status.equals("Failed")),
            started,
            Optional.of(TestJournal.time(to))));
  }

  private void database(int at, String message) {
    journal.seen(at, new Observation.DatabaseEvent(DATABASE, message));
  }
}
