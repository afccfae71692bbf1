package dev.azdrill.report;

import dev.azdrill.evidence.CauseKind;
import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.evidence.FaultRef;
import dev.azdrill.evidence.GuaranteeRef;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.OtherText;
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
import java.util.function.UnaryOperator;

/** A run that fits on a page and has something of everything: one zone loss that failed. */
public final class SmallRun {
  /** When the fault was imposed, since {@link TestJournal#ZERO}. */
  public static final int FAULT = 240;

  public static final Instant FAULT_AT = TestJournal.time(FAULT);

  private static final FaultRef LOSS = new FaultRef("zone power loss", "eu-west-2a");

  private SmallRun() {}

  /** The evidence of it. */
  public static RunEvidence evidence() {
    return RunEvidence.of(journal());
  }

  /** The evidence of it with other words in every field that holds text. */
  public static RunEvidence inOtherWords(UnaryOperator<String> other) {
    return RunEvidence.of(new OtherText(other).in(journal()));
  }

  /** Eviction in time, the database too late, a claim that is violated and one without proof. */
  public static List<Entry> journal() {
    TestJournal journal = new TestJournal();
    journal.note(
        0,
        new Observation.RunBegun(TestJournal.header("Zone loss of the production architecture")));
    journal.note(
        40, new Observation.StackReady("production", "alb-1.elb.example", StackOrigin.PROVISIONED));
    placements(journal);
    guarantees(journal);
    journal.in("drill-1");
    drill(journal);
    journal.inRun();
    journal.note(510, new Observation.StackTornDown("production", "nothing is left"));
    for (int i = 1; i <= 2; i++) {
      journal.note(
          510,
          new Observation.ScenarioSkipped(
              "waf.feature:" + i, "Scenario " + i, "the platform lacks wafv2 <" + i + ">"));
    }
    journal.note(510, new Observation.RunEnded(1, 2));
    return journal.entries();
  }

  private static void placements(TestJournal journal) {
    place(journal, Placement.Tier.DATABASE, "eu-west-2a", "db-1", "primary");
    place(journal, Placement.Tier.DATABASE, "eu-west-2b", "db-1", "standby");
    place(journal, Placement.Tier.APPLICATION, "eu-west-2a", "i-0a", "healthy");
    place(journal, Placement.Tier.APPLICATION, "eu-west-2b", "i-0b", "healthy");
    journal.seen(
        40,
        new Observation.ResourcePlaced(
            new Placement(
                Placement.Tier.LOAD_BALANCER, Optional.empty(), "alb-1", "internet-facing")));
  }

  private static void place(
      TestJournal journal, Placement.Tier tier, String zone, String name, String detail) {
    journal.seen(
        40, new Observation.ResourcePlaced(new Placement(tier, Optional.of(zone), name, detail)));
  }

  private static void guarantees(TestJournal journal) {
    judge(
        journal,
        "only-load-balancer-public",
        "only the load balancer can be reached from the internet",
        GuaranteeVerdict.PROVEN,
        "no packet from the internet reaches anything else",
        List.of());
    judge(
        journal,
        "database-multi-az",
        "the database has a standby in another zone",
        GuaranteeVerdict.VIOLATED,
        "MultiAZ is false",
        List.of("AWS FSBP 1.0.0 RDS.5", "ISO 27001:2022 A.8.14"));
    judge(
        journal,
        "outbound-in-zone",
        "outbound traffic leaves through the NAT gateway of its own zone",
        GuaranteeVerdict.UNKNOWN,
        "the route tables could not be described",
        List.of());
  }

  private static void judge(
      TestJournal journal,
      String id,
      String statement,
      GuaranteeVerdict verdict,
      String reason,
      List<String> controls) {
    journal.note(
        40,
        Strength.CONFIGURATION_PROOF,
        new Observation.GuaranteeJudged(
            ProofRecord.plain(id, statement, verdict, reason, controls)));
  }

  private static void drill(TestJournal journal) {
    journal.note(FAULT - 70, new Observation.DrillBegun("Zone eu-west-2a loses its power"));
    journal.recovery(
        FAULT - 70,
        Component.STEADY_STATE,
        Phase.STEADY_STATE,
        "desired capacity in service and healthy, the database available",
        new Limit(
            Duration.ofMinutes(15),
            Limit.Source.ALLOWANCE,
            "what is still under way",
            Optional.empty()),
        0.0);
    journal.bucket(FAULT - 20, 60, 0).bucket(FAULT - 10, 60, 0);
    journal.note(FAULT, new Observation.FaultIntended(LOSS));
    journal.note(FAULT, new Observation.FaultImposed(LOSS, TestJournal.time(FAULT)));
    journal.bucket(FAULT, 60, 31).bucket(FAULT + 10, 60, 2).bucket(FAULT + 20, 60, 0);
    journal.seen(
        FAULT + 58,
        new Observation.TargetHealthChanged(
            "i-0a",
            Optional.of("eu-west-2a"),
            Optional.of("healthy"),
            Optional.of("unhealthy"),
            Optional.of("Target.Timeout")));
    journal.recovery(
        FAULT + 58.25,
        Component.LOAD_BALANCER,
        Phase.RECOVERY,
        "the load balancer to stop routing to eu-west-2a",
        TestJournal.derived(65, "health check every 30 s, unhealthy after 2, timeout 5 s"),
        58.25);
    laterRecoveries(journal);
    journal.outage(FAULT + 0.4, FAULT + 11.65, Map.of("timeout", 30, "503", 3));
    journal.note(
        FAULT + 260,
        Strength.SIMULATED,
        new Observation.ObjectiveJudged(
            new ObjectiveResult(
                ObjectiveResult.Kind.AVAILABILITY,
                "at least 99.9 %",
                "86.25 %",
                false,
                Strength.SIMULATED)));
    journal.note(
        FAULT + 260,
        new Observation.CauseFound(
            new FailureCause(
                CauseKind.NO_STANDBY,
                "db-1",
                "the database db-1 has no standby in another zone",
                Optional.of(
                    new GuaranteeRef(
                        "database-multi-az", "the database has a standby in another zone")))));
    journal.note(
        FAULT + 260,
        new Observation.DrillEnded(
            Verdict.FAILED,
            "expected the database to fail over within 2 min, it took 150 s: database-multi-az is"
                + " violated"));
  }

  private static void laterRecoveries(TestJournal journal) {
    journal.seen(
        FAULT + 120, new Observation.FaultWitnessed(LOSS, "EC2 reports instance i-0a as impaired"));
    journal.recovery(
        FAULT + 150,
        Component.DATABASE,
        Phase.RECOVERY,
        "the database to fail over",
        new Limit(
            Duration.ofMinutes(2),
            Limit.Source.DOCUMENTATION,
            "60 to 120 s for a Multi-AZ DB instance",
            Optional.empty()),
        150.0);
    journal.recovery(
        FAULT + 200,
        Component.GROUP,
        Phase.RECOVERY,
        "the group to be back at its desired capacity",
        TestJournal.derived(3000, "health check every 300 s, unhealthy after 10"),
        199.0);
    journal.note(FAULT + 200, new Observation.FaultUndone(LOSS));
    journal.bucket(FAULT + 200, 60, 0).bucket(FAULT + 210, 0, 0);
    journal.recovery(
        FAULT + 230,
        Component.CLIENTS,
        Phase.RESTORATION,
        "clients to be served without errors",
        Limit.objective(Duration.ofSeconds(30), "RTO 30 s"),
        null);
  }
}
