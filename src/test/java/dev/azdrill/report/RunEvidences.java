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

/** A dossier to render: one that fits on a page and has something of everything. */
final class RunEvidences {
  static final Instant FAULT = Instant.parse("2026-11-23T10:04:00Z");

  private static final String SIMULATOR = "azdrill simulator 0.1.0";

  private RunEvidences() {}

  /** One zone loss that failed: eviction in time, the database too late, a claim without proof. */
  static RunEvidence small() {
    return new RunEvidence(
        "Zone loss of the production stack",
        "simulator",
        SIMULATOR,
        "simulated",
        "azdrill",
        "azdrill drill --seed azdrill",
        "FAILED",
        FAULT.minusSeconds(240),
        FAULT.plusSeconds(300),
        List.of(
            new Placement("database", "eu-west-2a", "db-1", "primary"),
            new Placement("database", "eu-west-2b", "db-1", "standby"),
            new Placement("application", "eu-west-2a", "i-0a", "healthy"),
            new Placement("application", "eu-west-2b", "i-0b", "healthy"),
            new Placement("door", "", "alb-1", "internet-facing")),
        List.of(
            new ProofRecord(
                "only-the-door",
                "Only the door is public",
                "PROVEN",
                "no packet from the internet reaches anything but the load balancer",
                List.of()),
            new ProofRecord(
                "database-multi-az",
                "The database has a standby in another zone",
                "UNKNOWN",
                "the subnet group could not be described",
                List.of("AWS FSBP 1.0.0 RDS.5", "ISO 27001:2022 A.8.14"))),
        List.of(zoneLoss()),
        observations());
  }

  private static DrillRecord zoneLoss() {
    return new DrillRecord(
        "Zone eu-west-2a loses its power",
        "zone power loss",
        "eu-west-2a",
        "FAILED",
        "expected the database to fail over within 120 s, it took 150 s",
        FAULT,
        Optional.of(FAULT.plusSeconds(200)),
        FAULT.plusSeconds(260),
        Optional.of("EC2 reports instance i-0a in eu-west-2a as impaired"),
        List.of(
            new Measurement(
                "load balancer",
                "the load balancer to stop routing to eu-west-2a",
                "recovery",
                Duration.ofSeconds(65),
                "health check every 30 s, unhealthy after 2, timeout 5 s",
                Optional.of(Duration.ofMillis(58_250))),
            new Measurement(
                "database",
                "the database to fail over",
                "recovery",
                Duration.ofSeconds(120),
                "AWS documents 60 to 120 s",
                Optional.of(Duration.ofSeconds(150))),
            new Measurement(
                "clients",
                "clients to be served without errors",
                "restoration",
                Duration.ofSeconds(30),
                "half a minute without errors",
                Optional.empty())),
        List.of(
            slice(-10, 60, 0),
            slice(0, 60, 31),
            slice(10, 60, 2),
            slice(20, 60, 0),
            slice(200, 60, 0),
            slice(210, 0, 0)));
  }

  private static TrafficBucket slice(long offset, int sent, int failed) {
    return new TrafficBucket(FAULT.plusSeconds(offset), Duration.ofSeconds(10), sent, failed);
  }

  private static List<Observation> observations() {
    List<Observation> all = new ArrayList<>();
    all.add(seen(-200, "stack.stands", "production", "the stack stands"));
    all.add(seen(-70, "drill.begun", "eu-west-2a", "Zone eu-west-2a loses its power"));
    all.add(seen(0, "fault.injected", "eu-west-2a", "zone power loss"));
    all.add(
        new Observation(
            FAULT.plusSeconds(2),
            "zone loss",
            "clients.failing",
            "alb-1",
            "requests time out",
            Strength.SIMULATED,
            "the clients of azdrill"));
    all.add(seen(58, "target.unhealthy", "i-0a", "target in eu-west-2a is unhealthy"));
    all.add(
        seen(
            120,
            "fault.witnessed",
            "eu-west-2a",
            "EC2 reports instance i-0a in eu-west-2a as impaired"));
    all.add(seen(200, "fault.undone", "eu-west-2a", "zone power loss"));
    all.add(seen(260, "drill.verdict", "FAILED", "the database took too long"));
    all.add(seen(260, "stack.gone", "production", "nothing is left"));
    return all;
  }

  private static Observation seen(long offset, String kind, String subject, String detail) {
    return new Observation(
        FAULT.plusSeconds(offset),
        "zone loss",
        kind,
        subject,
        detail,
        Strength.CONTROL_PLANE,
        SIMULATOR);
  }
}
