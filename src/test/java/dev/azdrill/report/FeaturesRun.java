package dev.azdrill.report;

import static dev.azdrill.evidence.TestJournal.derived;

import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.FaultRef;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Phase;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.TestJournal;
import dev.azdrill.evidence.Verdict;
import java.util.List;
import java.util.Map;

/** A run of features: scenarios with several faults, with none, and a negative control. */
public final class FeaturesRun {
  private static final FaultRef CAPACITY = new FaultRef("capacity loss", "eu-west-2a");
  private static final FaultRef TERMINATION = new FaultRef("instance termination", "i-0a41f7c2");

  private FeaturesRun() {}

  /** Four scenarios that passed; three more were skipped. */
  public static RunEvidence evidence() {
    TestJournal journal = new TestJournal();
    journal.note(0, new Observation.RunBegun(TestJournal.header("Features of azdrill")));
    twoFaults(journal.in("zone-loss.feature:49"));
    load(journal.in("scaling.feature:7"));
    negativeControl(journal.in("negative-controls.feature:12"));
    isolation(journal.in("network-isolation.feature:5"));
    journal.inRun();
    for (int i = 1; i <= 3; i++) {
      journal.note(
          900,
          new Observation.ScenarioSkipped(
              "zone-loss.feature:" + i,
              "A zone is lost " + i,
              "the platform lacks zone power loss"));
    }
    journal.note(900, new Observation.RunEnded(4, 3));
    return journal.evidence();
  }

  private static void twoFaults(TestJournal journal) {
    journal.note(60, new Observation.DrillBegun("A zone without capacity costs a detour"));
    impose(journal, 120, CAPACITY, "a launch in eu-west-2a was refused");
    impose(journal, 180, TERMINATION, "EC2 reports it as terminated");
    journal.recovery(
        300,
        Component.GROUP,
        Phase.RECOVERY,
        "the group to be back at its desired capacity",
        derived(300, "Auto Scaling's health check, launch and boot"),
        118.0);
    journal.note(310, new Observation.FaultIrreversible(TERMINATION));
    journal.note(320, new Observation.FaultUndone(CAPACITY));
    journal.recovery(
        500,
        Component.GROUP_BALANCE,
        Phase.RESTORATION,
        "the instances to be spread evenly over the zones",
        derived(900, "rebalancing begins minutes after the undo"),
        171.0);
    passed(journal, 510, "everything recovered within its limits and the fault is undone");
  }

  private static void load(TestJournal journal) {
    journal.note(60, new Observation.DrillBegun("The group grows under load"));
    journal.bucket(60, 600, 0).bucket(70, 600, 0);
    journal.note(80, new Observation.LoadChanged(240));
    journal.bucket(80, 2400, 0).bucket(90, 2400, 12).bucket(100, 2400, 0);
    journal.seen(200, new Observation.DesiredCapacityChanged("app", 2, 4));
    journal.recovery(
        310,
        Component.GROUP,
        Phase.RECOVERY,
        "the group to grow to four instances",
        derived(400, "three periods of the alarm, launch and boot"),
        230.0);
    journal.outage(91.25, 94.5, Map.of("503", 12));
    passed(journal, 320, "everything that was asked came true");
  }

  private static void negativeControl(TestJournal journal) {
    journal.note(60, new Observation.DrillBegun("A health check of EC2 alone misses a hung app"));
    journal.note(
        61, new Observation.ConfigurationChanged("app", "health check type ELB becomes EC2"));
    judge(
        journal,
        62,
        ProofRecord.plain(
            "group-heals",
            "the group replaces what the load balancer finds unhealthy",
            GuaranteeVerdict.VIOLATED,
            "its health check type is EC2",
            List.of("AWS FSBP 1.0.0 AutoScaling.1")));
    FaultRef hang = new FaultRef("application hang", "i-0b");
    impose(journal, 120, hang, "its health check times out");
    journal.recovery(
        420,
        Component.APPLICATION,
        Phase.RECOVERY,
        "as many healthy targets as the group desires",
        derived(300, "Auto Scaling's health check, launch and boot"),
        null);
    journal.note(
        425, new Observation.FailureExpected("the group to be back at its desired capacity"));
    journal.note(430, new Observation.FaultUndone(hang));
    passed(journal, 440, "it failed as expected, for the expected reason");
  }

  private static void isolation(TestJournal journal) {
    journal.note(60, new Observation.DrillBegun("Only the load balancer is public"));
    judge(
        journal,
        61,
        ProofRecord.plain(
            "only-load-balancer-public",
            "only the load balancer can be reached from the internet",
            GuaranteeVerdict.PROVEN,
            "no packet from the internet reaches anything else",
            List.of()));
    passed(journal, 62, "everything that was asked came true");
  }

  private static void judge(TestJournal journal, int at, ProofRecord proof) {
    journal.note(at, Strength.CONFIGURATION_PROOF, new Observation.GuaranteeJudged(proof));
  }

  private static void impose(TestJournal journal, int at, FaultRef fault, String witness) {
    journal.note(at, new Observation.FaultIntended(fault));
    journal.note(at, new Observation.FaultImposed(fault, TestJournal.time(at)));
    journal.seen(at + 5, new Observation.FaultWitnessed(fault, witness));
  }

  private static void passed(TestJournal journal, int at, String reason) {
    journal.note(at, new Observation.DrillEnded(Verdict.PASSED, reason));
  }
}
