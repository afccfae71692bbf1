package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.TrafficBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dossier as a whole run leaves it: an instance is terminated, then a zone is lost for twenty
 * minutes, over forty minutes with clients all the time.
 */
final class Rehearsal {
  private static final String SIMULATOR = "azdrill simulator 0.1.0";
  private static final Instant BEGAN = Instant.parse("2026-11-23T10:00:00Z");
  private static final String OLD_A = "i-0a41f7c2d9e83b516";
  private static final String OLD_B = "i-07d2e9b4418cf06aa";
  private static final String NEW_A = "i-0c93b1e5f72da4480";
  private static final String NEW_B = "i-01b6f0a8e3c97d254";
  private static final String NEXT_A = "i-0e58d3a90b7c1f462";
  private static final String GROUP = "production-app";
  private static final String DATABASE = "production-db";

  private final boolean failing;
  private final List<Observation> journal = new ArrayList<>();

  private Rehearsal(boolean failing) {
    this.failing = failing;
  }

  /** Everything recovers. */
  static RunEvidence passed() {
    return new Rehearsal(false).dossier();
  }

  /** The database takes too long and the clients notice. */
  static RunEvidence failed() {
    return new Rehearsal(true).dossier();
  }

  private RunEvidence dossier() {
    note(0, "stack.provisioning", "production", "the blueprint production is provisioned");
    note(412, "stack.stands", "production", "45 resources stand in eu-west-2a and eu-west-2b");
    DrillRecord first = instance(Duration.ofMinutes(8));
    DrillRecord second = zone(Duration.ofSeconds(768));
    note(2710, "stack.gone", "production", "torn down by its tag: nothing is left");
    return new RunEvidence(
        "Production architecture, eu-west-2",
        "simulator",
        SIMULATOR,
        "simulated",
        "azdrill",
        "java -jar target/azdrill.jar drill --platform simulator --blueprint production --seed azdrill",
        failing ? "FAILED" : "PASSED",
        BEGAN,
        BEGAN.plusSeconds(2710),
        placements(),
        proofs(),
        List.of(first, second),
        journal);
  }

  private static List<Placement> placements() {
    return List.of(
        new Placement("door", "", "production-alb", "internet-facing, HTTPS, WAF"),
        new Placement("door", "eu-west-2a", "10.0.1.23", "load balancer node"),
        new Placement("door", "eu-west-2b", "10.0.2.114", "load balancer node"),
        new Placement("outbound", "eu-west-2a", "nat-0f3b8d21c6a97e450", "available"),
        new Placement("outbound", "eu-west-2b", "nat-02c7e5a1904bd86f3", "available"),
        new Placement("application", "eu-west-2a", OLD_A, "healthy"),
        new Placement("application", "eu-west-2b", OLD_B, "healthy"),
        new Placement("database", "eu-west-2a", DATABASE, "primary"),
        new Placement("database", "eu-west-2b", DATABASE, "standby"));
  }

  private static List<ProofRecord> proofs() {
    return List.of(
        proof(
            "only-the-door-is-public",
            "Only the load balancer can be reached from the internet",
            "of 9 network interfaces, packets from the internet reach the load balancer's alone"),
        proof(
            "tiers-admit-the-one-before",
            "Each tier admits only the tier before it",
            "the database admits the application's group on 5432 and nothing else"),
        proof(
            "instances-spread",
            "The application stands in at least two zones",
            "2 instances in 2 zones, subnets of the group in 2 zones",
            "AWS FSBP 1.0.0 AutoScaling.2",
            "NIST 800-53 r5 CP-10, SC-36, SI-13(5)",
            "ISO 27001:2022 A.8.14"),
        proof(
            "database-multi-az",
            "The database has a standby in another zone",
            "MultiAZ is true and the subnet group spans 2 zones",
            "AWS FSBP 1.0.0 RDS.5",
            "CIS AWS 5.0 2.2.4",
            "ISO 27001:2022 A.8.14"),
        proof(
            "outbound-in-zone",
            "Outbound traffic leaves through the NAT gateway of its own zone",
            "2 private subnets, each routed to the NAT gateway of its zone"));
  }

  private static ProofRecord proof(String id, String statement, String reason, String... controls) {
    return new ProofRecord(id, statement, "PROVEN", reason, List.of(controls));
  }

  private DrillRecord instance(Duration at) {
    long t = at.toSeconds();
    note(t - 62, "drill.begun", OLD_A, "One instance is terminated");
    note(t, "fault.intended", OLD_A, "about to inject instance termination");
    note(t, "fault.injected", OLD_A, "instance termination");
    note(t, "fault.witnessed", OLD_A, "EC2 reports instance " + OLD_A + " as shutting-down");
    note(
        t + 31,
        "target.unhealthy",
        OLD_A,
        "target in eu-west-2a is unhealthy: Health checks failed");
    note(t + 58, "group.begun", GROUP, "Terminating EC2 instance: " + OLD_A);
    note(t + 58, "group.capacity", GROUP, "in service: 1 in eu-west-2b, desired 2");
    note(t + 61, "group.begun", GROUP, "Launching a new EC2 instance: " + NEW_A);
    note(t + 66, "target.deregistered", OLD_A, "target in eu-west-2a is gone");
    note(t + 104, "group.done", GROUP, "Launching a new EC2 instance: " + NEW_A);
    note(
        t + 104,
        "group.capacity",
        GROUP,
        "in service: 1 in eu-west-2a, 1 in eu-west-2b, desired 2");
    note(t + 104, "target.initial", NEW_A, "target in eu-west-2a is initial");
    note(t + 163, "target.healthy", NEW_A, "target in eu-west-2a is healthy");
    note(t + 163, "recovery.met", "application", "as many healthy targets as the group desires");
    note(t + 195, "fault.undone", OLD_A, "instance termination");
    note(t + 226, "drill.verdict", "PASSED", PASSED);
    return new DrillRecord(
        "One instance is terminated",
        "instance termination",
        OLD_A,
        "PASSED",
        PASSED,
        BEGAN.plus(at),
        Optional.empty(),
        BEGAN.plus(at).plusSeconds(226),
        Optional.of("EC2 reports instance " + OLD_A + " as shutting-down"),
        List.of(
            recovery(
                "load balancer", "the load balancer to stop routing to " + OLD_A, 65, EVICT, 31),
            recovery("group", "the group to be back at its desired capacity", 300, REPLACE, 104),
            recovery(
                "application", "as many healthy targets as the group desires", 300, REPLACE, 163),
            recovery("clients", "clients to be served without errors", 155, CLIENTS, 52),
            new Measurement(
                "steady state",
                STEADY,
                "restoration",
                Duration.ofMinutes(15),
                ALLOWANCE,
                Optional.of(Duration.ZERO))),
        traffic(at, 226, offset -> offset >= 0 && offset < 20 ? 6 : 0));
  }

  private DrillRecord zone(Duration at) {
    long t = at.toSeconds();
    int failover = failing ? 171 : 84;
    note(t - 62, "drill.begun", "eu-west-2a", "Zone eu-west-2a loses its power");
    note(t, "fault.intended", "eu-west-2a", "about to inject zone power loss");
    note(t, "fault.injected", "eu-west-2a", "zone power loss");
    outage(t, failover);
    zoneReturns(t);
    String verdict = failing ? "FAILED" : "PASSED";
    String reason = failing ? MISSED : PASSED;
    note(t + 1934, "drill.verdict", verdict, reason);
    return new DrillRecord(
        "Zone eu-west-2a loses its power",
        "zone power loss",
        "eu-west-2a",
        verdict,
        reason,
        BEGAN.plus(at),
        Optional.of(BEGAN.plus(at).plusSeconds(1200)),
        BEGAN.plus(at).plusSeconds(1934),
        Optional.of("EC2 reports instance " + NEW_A + " in eu-west-2a as impaired"),
        zoneRecoveries(failover),
        traffic(at, 1934, offset -> zoneFailures(offset, failover)));
  }

  private void outage(long t, int failover) {
    simulated(
        t + 1, "clients.failing", "production-alb", "requests to the node in eu-west-2a time out");
    note(t + 24, "database.event", DATABASE, "Multi-AZ instance failover started.");
    note(t + 38, "door.removed", "production-alb", "the node in eu-west-2a is no longer in DNS");
    note(t + 61, "target.unhealthy", NEW_A, "target in eu-west-2a is unhealthy: Request timed out");
    note(t + 61, "recovery.met", "load balancer", "the load balancer stops routing to eu-west-2a");
    note(t + failover - 9, "database.event", DATABASE, "DB instance restarted");
    note(t + failover, "database.event", DATABASE, "Multi-AZ instance failover completed");
    note(
        t + failover,
        failing ? "recovery.missed" : "recovery.met",
        "database",
        "the database fails over");
    simulated(t + failover + 6, "clients.served", "production-alb", "requests are served again");
    note(t + 121, "group.begun", GROUP, "Terminating EC2 instance: " + NEW_A);
    note(t + 121, "group.capacity", GROUP, "in service: 1 in eu-west-2b, desired 2");
    note(t + 124, "group.begun", GROUP, "Launching a new EC2 instance in eu-west-2a");
    note(
        t + 130,
        "fault.witnessed",
        "eu-west-2a",
        "EC2 reports instance " + NEW_A + " in eu-west-2a as impaired");
    note(
        t + 152,
        "group.failed",
        GROUP,
        "Launching a new EC2 instance failed: We currently do not have sufficient capacity in the Availability Zone you requested (eu-west-2a).");
    note(t + 157, "group.begun", GROUP, "Launching a new EC2 instance: " + NEW_B);
    note(t + 204, "group.done", GROUP, "Launching a new EC2 instance: " + NEW_B);
    note(t + 204, "group.capacity", GROUP, "in service: 2 in eu-west-2b, desired 2");
    note(t + 204, "target.initial", NEW_B, "target in eu-west-2b is initial");
    note(t + 266, "target.healthy", NEW_B, "target in eu-west-2b is healthy");
    note(t + 266, "recovery.met", "application", "as many healthy targets as the group desires");
    note(t + 421, "target.deregistered", NEW_A, "target in eu-west-2a is gone");
    note(
        t + 397,
        "database.zone",
        DATABASE,
        "the primary is described in eu-west-2b, no longer in eu-west-2a");
  }

  private void zoneReturns(long t) {
    note(t + 1200, "fault.undone", "eu-west-2a", "zone power loss");
    note(t + 1219, "door.added", "production-alb", "the node in eu-west-2a is in DNS again");
    note(t + 1460, "group.begun", GROUP, "Launching a new EC2 instance: " + NEXT_A);
    note(t + 1507, "group.done", GROUP, "Launching a new EC2 instance: " + NEXT_A);
    note(t + 1566, "target.healthy", NEXT_A, "target in eu-west-2a is healthy");
    note(t + 1570, "group.begun", GROUP, "Terminating EC2 instance: " + OLD_B);
    note(t + 1570, "target.draining", OLD_B, "target in eu-west-2b is draining");
    note(t + 1870, "target.deregistered", OLD_B, "target in eu-west-2b is gone");
    note(t + 1904, "database.event", DATABASE, "Standby in eu-west-2a is in sync");
  }

  private List<Measurement> zoneRecoveries(int failover) {
    return List.of(
        recovery("load balancer", "the load balancer to stop routing to eu-west-2a", 65, EVICT, 61),
        recovery(
            "database",
            "the database to fail over",
            120,
            "AWS documents 60 to 120 s for a Multi-AZ DB instance",
            failover),
        recovery(
            "group",
            "the group to be back at its desired capacity outside eu-west-2a",
            485,
            REPLACE,
            204),
        recovery("application", "as many healthy targets as the group desires", 485, REPLACE, 266),
        recovery(
            "database description",
            "the primary to be described outside eu-west-2a",
            540,
            "observed 1 to 9 min after a failover",
            397),
        failing
            ? new Measurement(
                "clients",
                "clients to be served without errors",
                "recovery",
                Duration.ofSeconds(160),
                CLIENTS,
                Optional.empty())
            : recovery("clients", "clients to be served without errors", 160, CLIENTS, 121),
        restoration(
            "group balance",
            "the instances to be spread evenly over the zones",
            900,
            "rebalancing begins minutes after a zone's return",
            307),
        restoration("steady state", STEADY, 900, ALLOWANCE, 704));
  }

  private static int zoneFailures(long offset, int failover) {
    if (offset < 0 || offset > failover + 5) {
      return 0;
    }
    return offset < 30 ? 34 : offset < 60 ? 52 : 60;
  }

  private interface Failures {
    int in(long offset);
  }

  private static List<TrafficBucket> traffic(Duration at, long end, Failures failures) {
    List<TrafficBucket> slices = new ArrayList<>();
    for (long offset = -60; offset < end; offset += 10) {
      slices.add(
          new TrafficBucket(
              BEGAN.plus(at).plusSeconds(offset), Duration.ofSeconds(10), 60, failures.in(offset)));
    }
    return slices;
  }

  private static Measurement recovery(
      String component, String statement, long budget, String derivation, long took) {
    return new Measurement(
        component,
        statement,
        "recovery",
        Duration.ofSeconds(budget),
        derivation,
        Optional.of(Duration.ofSeconds(took)));
  }

  private static Measurement restoration(
      String component, String statement, long budget, String derivation, long took) {
    return new Measurement(
        component,
        statement,
        "restoration",
        Duration.ofSeconds(budget),
        derivation,
        Optional.of(Duration.ofSeconds(took)));
  }

  private void note(long at, String kind, String subject, String detail) {
    note(at, kind, subject, detail, Strength.CONTROL_PLANE);
  }

  private void simulated(long at, String kind, String subject, String detail) {
    note(at, kind, subject, detail, Strength.SIMULATED);
  }

  private void note(long at, String kind, String subject, String detail, Strength strength) {
    journal.add(
        new Observation(
            BEGAN.plusSeconds(at), "production", kind, subject, detail, strength, SIMULATOR));
  }

  private static final String PASSED =
      "everything recovered within its budget and the fault is undone";
  private static final String MISSED =
      "expected the database to fail over within 120 s (AWS documents 60 to 120 s for a Multi-AZ DB"
          + " instance), it took 171 s; expected clients to be served without errors within 160 s";
  private static final String EVICT = "health check every 30 s, unhealthy after 2, timeout 5 s";
  private static final String REPLACE =
      "eviction, Auto Scaling's health check, launch, boot and the first health check";
  private static final String CLIENTS =
      "the slower of eviction with its DNS records and failover, and half a minute without errors";
  private static final String STEADY =
      "the steady state: desired capacity in service and healthy, the database available";
  private static final String ALLOWANCE = "an allowance for what is still under way";
}
