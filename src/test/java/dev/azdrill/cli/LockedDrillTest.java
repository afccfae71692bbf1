package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.Guards;
import dev.azdrill.drill.Objectives;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.Ledger;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.StackLocked;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Progress;
import dev.azdrill.session.Somebody;
import dev.azdrill.session.StopRequest;
import dev.azdrill.text.ShellCommand;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Drills on a platform on which other runs work, too. */
class LockedDrillTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
  private static final ShellCommand TEARDOWN =
      ShellCommand.of("azdrill", "teardown", "shop", "--platform", "endpoint");

  private final SimulatorPlatform foreign = SimulatorPlatform.create("locked");
  private final EndpointPlatform platform =
      EndpointPlatform.over(foreign.region(), "locked", Progress.SILENT);
  private final Journal journal = new Journal();

  @AfterEach
  void close() {
    platform.close();
    foreign.close();
  }

  private StackLocks locks(String run) {
    LockOwner owner = new LockOwner(run, "here", run.length(), () -> NOW, pid -> true);
    return new StackLocks(foreign.session(), owner);
  }

  private RunEvidence drill(StepListener listener, boolean keep) {
    DrillOrder order =
        new DrillOrder(
            "shop",
            new DrilledStack.Made(Blueprints.shipped("production"), keep),
            List.of(new OrderedDrill.BuiltIn(BuiltInDrill.INSTANCE_TERMINATION, Optional.empty())),
            "locked",
            ShellCommand.of("azdrill", "drill"),
            Objectives.NONE,
            Budgets.CEILING,
            false,
            60,
            Guards.NONE);
    LockOwner me = new LockOwner("mine", "here", 1, () -> NOW, pid -> true);
    try (StackLocks locks = new StackLocks(platform.session(), me)) {
      return DrillJob.run(
          platform,
          listener,
          order,
          journal,
          new DrillJob.Safety(Ledger.NONE, new StopRequest(), Optional.of(locks), TEARDOWN));
    }
  }

  /** Does something when a step begins. */
  private record At(String step, Runnable action) implements StepListener {
    @Override
    public void began(String begun) {
      if (begun.equals(step)) {
        action.run();
      }
    }

    @Override
    public void waiting(String waiting, String what) {}

    @Override
    public void done(String done, Duration took) {}
  }

  private List<String> tags(String key) {
    return foreign
        .session()
        .ec2()
        .describeTags(r -> r.filters(Filter.builder().name("key").values(key).build()))
        .tags()
        .stream()
        .map(each -> each.value())
        .toList();
  }

  @Test
  void a_drill_locks_its_stack_while_it_runs_and_leaves_nothing_of_it() {
    At looking =
        new At(
            "the load balancer",
            () ->
                assertThat(tags("azdrill:lock"))
                    .containsExactly("run=mine until=2026-01-05T09:10:00Z host=here pid=1"));

    RunEvidence evidence = drill(looking, false);

    assertThat(evidence.verdict()).as("%s", evidence.reasons()).isEqualTo(Verdict.PASSED);
    assertThat(evidence.header().stack()).contains("shop");
    assertThat(foreign.session().ec2().describeVpcs().vpcs()).isEmpty();
  }

  @Test
  void a_stack_that_is_kept_is_free_and_the_evidence_says_how_to_remove_it() {
    drill(StepListener.SILENT, true);

    assertThat(tags("azdrill:stack")).contains("shop");
    assertThat(tags("azdrill:lock")).isEmpty();
    assertThat(journal.entries())
        .extracting(each -> each.observation())
        .contains(new Observation.StackKept("shop", "azdrill teardown shop --platform endpoint"));
  }

  /** What holds in it would be kept with it, and nobody would know. */
  @Test
  void a_stack_that_is_kept_with_what_waits_for_its_undo_is_unsafe_and_says_how_to_undo_it() {
    Tag undo = Tag.builder().key("azdrill:undo:0123456789ab:100").value("{}").build();
    At breaking =
        new At(
            "the load balancer",
            () -> {
              String vpc = foreign.session().ec2().describeVpcs().vpcs().get(0).vpcId();
              Somebody.beside(foreign.session()).ec2().createTags(r -> r.resources(vpc).tags(undo));
            });

    RunEvidence evidence = drill(breaking, true);

    assertThat(evidence.verdict()).isEqualTo(Verdict.UNSAFE);
    assertThat(evidence.reasons().toString())
        .contains("an undo in stack shop was left behind: tags say that it waits: to ")
        .contains("; undo it: azdrill restore --stack shop, with the same --platform");
  }

  @Test
  void a_drill_whose_stack_is_taken_over_removes_nothing_and_is_unsafe() {
    int[] subnets = new int[1];
    At taking =
        new At(
            "the load balancer",
            () -> {
              locks("other").takeOver("shop");
              subnets[0] = foreign.session().ec2().describeSubnets().subnets().size();
            });

    RunEvidence evidence = drill(taking, false);

    assertThat(evidence.verdict()).isEqualTo(Verdict.UNSAFE);
    assertThat(evidence.reasons().toString())
        .contains("run other (process 5 on here) has taken it over");
    assertThat(foreign.session().ec2().describeSubnets().subnets())
        .hasSize(subnets[0])
        .isNotEmpty();
    assertThat(tags("azdrill:lock").toString()).contains("run=other");
  }

  @Test
  void a_stack_that_was_to_be_kept_and_is_taken_over_is_not_said_to_be_kept() {
    At taking = new At("the load balancer", () -> locks("other").takeOver("shop"));

    RunEvidence evidence = drill(taking, true);

    assertThat(evidence.verdict()).isEqualTo(Verdict.UNSAFE);
    assertThat(journal.entries())
        .extracting(each -> each.observation())
        .noneMatch(Observation.StackKept.class::isInstance);
  }

  @Test
  void a_drill_whose_name_another_run_takes_at_the_same_moment_is_refused_and_removes_nothing() {
    At takenMeanwhile =
        new At(
            "the VPC",
            () -> {
              TagSpecification bearing =
                  TagSpecification.builder()
                      .resourceType("vpc")
                      .tags(Tag.builder().key("azdrill:stack").value("shop").build())
                      .build();
              String vpc =
                  Somebody.beside(foreign.session())
                      .ec2()
                      .createVpc(r -> r.cidrBlock("10.0.0.0/16").tagSpecifications(bearing))
                      .vpc()
                      .vpcId();
              locks("other").take("shop");
              assertThat(vpc).isNotEmpty();
            });

    assertThatThrownBy(() -> drill(takenMeanwhile, false))
        .isInstanceOf(StackLocked.class)
        .hasMessageContaining("stack shop is locked by run other");

    assertThat(foreign.session().ec2().describeVpcs().vpcs()).hasSize(1);
    assertThat(tags("azdrill:lock").toString()).contains("run=other");
    assertThat(journal.entries())
        .extracting(each -> each.observation())
        .noneMatch(Observation.RunBrokenOff.class::isInstance);
  }
}
