package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.Matrix;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Progress;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What a run left that died, found by its tags and removed by another. */
class LeftoversTest {
  private static final Blueprint PRODUCTION = Blueprints.shipped("production");
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  private final Set<Long> processes = new HashSet<>(List.of(1L, 2L));

  private LockOwner owner(String run, long pid) {
    return new LockOwner(run, "here", pid, () -> NOW, processes::contains);
  }

  private List<StandingStack> stacks(AwsSession aws, boolean areServicesAsked) {
    return Stacks.on(aws, service -> areServicesAsked, owner("looker", 2));
  }

  /** Lets the program die before a step. */
  private record Dying(String step) implements StepListener {
    @Override
    public void began(String begun) {
      if (begun.equals(step)) {
        throw new Calls.Death("before " + step);
      }
    }

    @Override
    public void waiting(String waiting, String what) {}

    @Override
    public void done(String done, Duration took) {}
  }

  private static List<String> steps() {
    List<String> steps = new ArrayList<>();
    AwsSession aws = new Landscape("steps").session();
    StepListener listener =
        new StepListener() {
          @Override
          public void began(String step) {
            steps.add(step);
          }

          @Override
          public void waiting(String step, String what) {}

          @Override
          public void done(String step, Duration took) {}
        };
    new Provisioner(aws, listener).provision(PRODUCTION, "shop", "1");
    return steps;
  }

  private static List<String> left(SimulatorPlatform foreign) {
    return Footprint.of(foreign.session()).things();
  }

  /** On EC2 alone: what azdrill answered beside it has ended with the run. */
  @Test
  void a_half_finished_stack_on_a_completed_platform_is_listed_and_removed_by_another_run() {
    List<String> steps = steps();
    for (int i = steps.size(); i >= 2; i -= Matrix.every(4)) {
      String fatal = i < steps.size() ? steps.get(i) : "none";
      SimulatorPlatform foreign = SimulatorPlatform.create("left before " + fatal);
      List<String> before = left(foreign);
      EndpointPlatform dead = over(foreign);
      processes.add(1L);
      Provisioner dying =
          new Provisioner(
              dead.session(), new Dying(fatal), new StackLocks(dead.session(), owner("dead", 1)));
      if (fatal.equals("none")) {
        dying.provision(PRODUCTION, "shop", "1");
      } else {
        assertThatThrownBy(() -> dying.provision(PRODUCTION, "shop", "1"))
            .isInstanceOf(Calls.Death.class);
      }
      dead.close();
      processes.remove(1L);

      EndpointPlatform next = over(foreign);
      assertThat(stacks(next.session(), false)).as("before " + fatal).hasSize(1);
      assertThat(stacks(next.session(), false).get(0))
          .matches(each -> each.name().equals("shop"))
          .matches(each -> each.lock().words().startsWith("expired: run dead (process 1 on here)"))
          .matches(each -> each.resources().containsKey("vpc"));
      try (StackLocks locks = new StackLocks(next.session(), owner("next", 2))) {
        new Provisioner(next.session(), StepListener.SILENT, locks).tearDown("shop");
      }

      assertThat(left(foreign)).as("left after a death before " + fatal).isEqualTo(before);
      assertThat(stacks(next.session(), false)).isEmpty();
      next.close();
      foreign.close();
    }
  }

  private static EndpointPlatform over(SimulatorPlatform foreign) {
    return EndpointPlatform.over(foreign.region(), "left", Progress.SILENT);
  }

  @Test
  void a_whole_stack_is_listed_with_all_that_bears_its_tag() {
    AwsSession aws = new Landscape("whole").session();
    new Provisioner(aws, StepListener.SILENT, new StackLocks(aws, owner("first", 1)))
        .provision(PRODUCTION, "shop", "1");

    List<StandingStack> all = stacks(aws, true);

    assertThat(all).hasSize(1);
    StandingStack shop = all.get(0);
    assertThat(shop.blueprint().orElseThrow()).startsWith("production@");
    assertThat(shop.created()).contains("2026-01-05T09:00:00Z");
    assertThat(shop.lock())
        .isEqualTo(
            new LockState(
                true, "held by run first (process 1 on here) until 2026-01-05T09:10:00Z"));
    assertThat(shop.resources())
        .containsEntry("auto-scaling-group", 1)
        .containsEntry("certificate", 1)
        .containsEntry("database", 1)
        .containsEntry("database-subnet-group", 1)
        .containsEntry("elastic-ip", 2)
        .containsEntry("instance", 2)
        .containsEntry("internet-gateway", 1)
        .containsEntry("launch-template", 1)
        .containsEntry("load-balancer", 1)
        .containsEntry("natgateway", 2)
        .containsEntry("route-table", 4)
        .containsEntry("security-group", 3)
        .containsEntry("subnet", 6)
        .containsEntry("target-group", 1)
        .containsEntry("vpc", 1)
        .containsEntry("web-acl", 1)
        .hasSize(16);
  }

  @Test
  void what_aws_still_describes_after_its_end_is_not_left() {
    AwsSession aws = new Landscape("gone").session();
    Provisioner provisioner =
        new Provisioner(aws, StepListener.SILENT, new StackLocks(aws, owner("first", 1)));
    provisioner.provision(PRODUCTION, "shop", "1");

    provisioner.tearDown("shop");

    assertThat(aws.ec2().describeInstances().reservations()).isNotEmpty();
    assertThat(stacks(aws, true)).isEmpty();
  }

  @Test
  void what_is_left_without_a_vpc_is_listed_under_its_stack() {
    AwsSession aws = new Landscape("addresses").session();
    TagSpecification bearing =
        TagSpecification.builder()
            .resourceType("elastic-ip")
            .tags(new Labels("shop").tags("1", "nat-address-a", Ec2Labels::tag))
            .build();
    Somebody.beside(aws).ec2().allocateAddress(r -> r.tagSpecifications(bearing));

    List<StandingStack> all = stacks(aws, true);

    assertThat(all).hasSize(1);
    assertThat(all.get(0).vpcIds()).isEmpty();
    assertThat(all.get(0).resources()).containsOnlyKeys("elastic-ip");
    assertThat(all.get(0).lock().words()).isEqualTo("free");
  }
}
