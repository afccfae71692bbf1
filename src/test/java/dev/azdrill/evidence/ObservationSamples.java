package dev.azdrill.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One observation of each type, in the order in which the types are declared. */
public final class ObservationSamples {
  private static final FaultRef LOSS = new FaultRef("zone power loss", "eu-west-2a");

  private ObservationSamples() {}

  /** All of them, in the journal of one drill. */
  public static List<Entry> all() {
    TestJournal journal = new TestJournal().in("drill-1");
    run(journal);
    fault(journal);
    stack(journal);
    traffic(journal);
    judgement(journal);
    end(journal);
    return journal.entries();
  }

  private static void run(TestJournal journal) {
    journal.note(0, new Observation.RunBegun(TestJournal.header("A run")));
    journal.note(
        1, new Observation.StackReady("production", "alb-1.elb.example", StackOrigin.PROVISIONED));
    journal.seen(
        1,
        new Observation.ResourcePlaced(
            new Placement(Placement.Tier.DATABASE, Optional.of("eu-west-2a"), "db-1", "primary")));
    journal.note(
        1,
        Strength.CONFIGURATION_PROOF,
        new Observation.GuaranteeJudged(
            ProofRecord.plain(
                "database-multi-az",
                "the database has a standby",
                GuaranteeVerdict.VIOLATED,
                "MultiAZ is false",
                List.of("AWS FSBP 1.0.0 RDS.5"))));
    journal.note(2, new Observation.DrillBegun("A drill"));
  }

  private static void fault(TestJournal journal) {
    journal.note(3, new Observation.FaultIntended(LOSS));
    journal.note(3, new Observation.FaultImposed(LOSS, TestJournal.time(3)));
    journal.note(3, new Observation.FaultRefused(LOSS, "no such zone"));
    journal.seen(4, new Observation.FaultWitnessed(LOSS, "EC2 reports i-0a as impaired"));
    journal.note(5, new Observation.FaultUndone(LOSS));
    journal.note(5, new Observation.FaultIrreversible(LOSS));
    journal.note(5, new Observation.UndoFailed(LOSS, "Throttling"));
  }

  private static void stack(TestJournal journal) {
    journal.seen(
        6,
        new Observation.TargetHealthChanged(
            "i-0a",
            Optional.of("eu-west-2a"),
            Optional.of("healthy"),
            Optional.of("unhealthy"),
            Optional.of("Target.Timeout")));
    journal.seen(
        7, new Observation.CapacityChanged("app", Map.of("eu-west-2b", 2, "eu-west-2a", 1), 4));
    journal.seen(7, new Observation.DesiredCapacityChanged("app", 2, 4));
    journal.seen(
        40,
        new Observation.ScalingActivity(
            "app",
            "activity-1",
            "Launching a new EC2 instance",
            "Failed",
            Optional.of("no capacity"),
            TestJournal.time(12),
            Optional.of(TestJournal.time(40))));
    journal.seen(41, new Observation.DatabaseEvent("db-1", "Multi-AZ instance failover started."));
    journal.seen(42, new Observation.DatabaseStatusChanged("db-1", "available", "rebooting"));
    journal.seen(43, new Observation.PrimaryMoved("db-1", "eu-west-2a", "eu-west-2b"));
  }

  private static void traffic(TestJournal journal) {
    journal.bucket(3, 60, 31);
    journal.outage(3.4, 14.65, Map.of("timeout", 30, "503", 3));
    journal.note(20, new Observation.LoadChanged(1200.5));
  }

  private static void judgement(TestJournal journal) {
    journal.recovery(
        150,
        Component.DATABASE,
        Phase.RECOVERY,
        "the database to fail over",
        TestJournal.derived(120, "60 to 120 s"),
        150.0);
    journal.note(
        151,
        Strength.SIMULATED,
        new Observation.ObjectiveJudged(
            new ObjectiveResult(
                ObjectiveResult.Kind.AVAILABILITY,
                "at least 99.9 %",
                "92.4 %",
                false,
                Strength.SIMULATED)));
    journal.note(
        152, new Observation.ConfigurationChanged("app", "health check type ELB becomes EC2"));
    journal.note(
        153,
        new Observation.CauseFound(
            new FailureCause(
                CauseKind.NO_STANDBY,
                "db-1",
                "the database db-1 has no standby",
                Optional.of(new GuaranteeRef("database-multi-az", "the database has a standby")))));
    journal.note(153, new Observation.FailureExpected("the database has no standby"));
    journal.note(153, new Observation.DrillStopped("alarm checkout is not OK", "it was in ALARM"));
    journal.note(153, new Observation.DrillEnded(Verdict.FAILED, "the database took too long"));
  }

  private static void end(TestJournal journal) {
    journal.note(160, new Observation.StackTornDown("production", "nothing is left"));
    journal.note(160, new Observation.StackKept("production", "azdrill teardown production"));
    journal.note(160, new Observation.ResourceLeft("nat-1", "RequestLimitExceeded"));
    journal.note(161, new Observation.PlatformLost("localstack", "connection refused"));
    journal.note(161, new Observation.PlatformLogged("localstack", "ERROR: out of memory"));
    journal.note(
        162,
        new Observation.ScenarioSkipped("waf.feature:3", "It filters", "the platform lacks wafv2"));
    journal.note(162, new Observation.RunBrokenOff("SIGINT"));
    journal.note(163, new Observation.RunEnded(2, 1));
  }
}
