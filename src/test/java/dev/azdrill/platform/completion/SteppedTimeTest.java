package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;

class SteppedTimeTest {
  private final Kernel kernel = new Kernel(CompletedRegion.START, Seed.of("stepped"));
  private final World world = World.create(kernel, RegionLocation.london(), Timings.typical());
  private final AtomicLong wall = new AtomicLong();
  private final List<Long> readings = new ArrayList<>();
  private Inventory described = Inventory.empty();
  private Runnable whileReading = () -> {};
  private final QueuedActs acts = new QueuedActs();
  private final Ec2View view =
      new Ec2View(
          world,
          this::read,
          new Retries(kernel, new FailedCleanups(), acts),
          () -> Duration.between(CompletedRegion.START, kernel.now()).toNanos());
  private final SteppedTime time =
      new SteppedTime(
          kernel,
          view,
          List.of(acts),
          new SteppedClock.Ceiling(60, wall::get, pause -> wall.addAndGet(pause.toNanos())));

  private Inventory read() {
    readings.add(seconds());
    whileReading.run();
    return described;
  }

  private static Instance instance(InstanceStateName state) {
    return Instance.builder()
        .instanceId("i-1")
        .state(InstanceState.builder().name(state).build())
        .build();
  }

  private long seconds() {
    return Duration.between(CompletedRegion.START, kernel.now()).toSeconds();
  }

  private void pass(int seconds) {
    time.clock().pass(Duration.ofSeconds(seconds));
  }

  @Test
  void nothing_is_read_while_no_time_passes() {
    view.catchUp();

    assertThat(readings).isEmpty();
  }

  @Test
  void somebody_else_may_have_changed_it_so_it_is_read_now_and_then() {
    pass(150);

    assertThat(readings).containsExactly(60L, 120L);
  }

  @ParameterizedTest
  @EnumSource(
      value = InstanceStateName.class,
      names = {"PENDING", "STOPPING", "SHUTTING_DOWN"})
  void an_instance_that_is_under_way_is_looked_at_every_few_seconds(InstanceStateName state) {
    view.put(instance(state));

    pass(12);

    assertThat(readings).containsExactly(5L, 10L);
    assertThat(time.resolution()).isEqualTo(SteppedTime.READ);
  }

  @ParameterizedTest
  @EnumSource(
      value = NatGatewayState.class,
      names = {"PENDING", "DELETING"})
  void so_is_a_nat_gateway(NatGatewayState state) {
    described =
        described.with(
            Kind.NAT_GATEWAY,
            List.of(NatGateway.builder().natGatewayId("nat-1").state(state).build()));
    view.refresh();

    pass(6);

    assertThat(readings).containsExactly(0L, 5L);
  }

  @ParameterizedTest
  @EnumSource(
      value = InstanceStateName.class,
      names = {"RUNNING", "STOPPED", "TERMINATED"})
  void an_instance_that_stays_as_it_is_is_not(InstanceStateName state) {
    view.put(instance(state));

    pass(12);

    assertThat(readings).isEmpty();
  }

  @Test
  void what_was_written_past_the_ports_is_read_before_time_passes() {
    pass(3);
    time.wrote();
    time.wrote();

    pass(1);

    assertThat(readings).containsExactly(3L);
  }

  @Test
  void what_was_written_past_the_ports_is_read_before_a_request_is_answered() {
    time.wrote();

    view.catchUp();
    view.catchUp();

    assertThat(readings).containsExactly(0L);
  }

  @Test
  void what_the_ports_wrote_is_read_before_time_passes_and_no_request_waits_for_that() {
    view.writing();
    view.catchUp();
    assertThat(readings).isEmpty();

    pass(1);
    pass(1);

    assertThat(readings).containsExactly(0L);
  }

  @Test
  void what_was_merely_learnt_is_not_read_again() {
    view.learn(instance(InstanceStateName.TERMINATED), view.writes());

    pass(1);

    assertThat(readings).isEmpty();
  }

  @Test
  void what_is_about_to_end_is_seen_before_unless_it_was_already() {
    time.ending();
    assertThat(readings).isEmpty();

    time.wrote();
    time.ending();
    time.ending();

    assertThat(readings).containsExactly(0L);
  }

  @Test
  void what_was_written_while_it_was_read_is_read_again() {
    whileReading =
        () -> {
          if (readings.size() == 1) {
            time.wrote();
          }
        };
    time.wrote();

    pass(1);

    assertThat(readings).containsExactly(0L, 0L);
  }

  @Test
  void a_reading_that_was_overtaken_by_a_write_of_ours_is_made_again_at_once() {
    whileReading =
        () -> {
          if (readings.size() == 1) {
            view.writing();
          }
        };
    pass(60);

    assertThat(readings).containsExactly(60L, 60L);
  }

  @Test
  void what_lives_by_the_wall_clock_is_waited_for_on_it_once_each_time_it_was_asked_for() {
    time.asked();
    pass(12);
    assertThat(wall.get()).isEqualTo(Duration.ofMillis(200).toNanos());

    pass(12);
    assertThat(wall.get()).isEqualTo(Duration.ofMillis(200).toNanos());
  }

  @Test
  void so_is_what_is_under_way_in_the_foreign_ec2() {
    view.put(instance(InstanceStateName.PENDING));

    pass(12);

    assertThat(wall.get()).isEqualTo(Duration.ofMillis(200).toNanos());
  }

  @Test
  void what_was_decided_is_done_before_a_request_is_answered_and_before_time_passes() {
    List<Long> done = new ArrayList<>();
    acts.later(() -> done.add(seconds()));
    view.catchUp();
    assertThat(done).containsExactly(0L);

    kernel.quietly(
        Duration.ofSeconds(2),
        "decides",
        () -> {
          acts.later(() -> done.add(seconds()));
          return false;
        });
    pass(5);

    assertThat(done).containsExactly(0L, 2L);
  }

  @Test
  void who_waits_looks_again_after_what_was_decided_is_done() {
    kernel.quietly(
        Duration.ofSeconds(2),
        "decides",
        () -> {
          acts.later(() -> {});
          return false;
        });

    time.clock().awaitChange(Duration.ofHours(1));

    assertThat(seconds()).isEqualTo(2);
  }

  @Test
  void one_that_cannot_be_read_is_told_of_and_does_not_end_the_time() {
    whileReading =
        () -> {
          throw new IllegalStateException("nobody there");
        };

    pass(200);

    assertThat(readings).startsWith(60L, 65L, 70L).hasSize(29);
    assertThat(time.trouble().orElseThrow()).contains("could not be read", "nobody there");
    assertThat(time.resolution()).isEqualTo(Duration.ofSeconds(200));
    assertThat(wall.get())
        .as("it is not asked without pause, on the wall clock")
        .isGreaterThanOrEqualTo(PacedTime.READ.multipliedBy(readings.size()).toNanos());

    whileReading = () -> {};
    pass(1000);
    assertThat(time.resolution())
        .as("what happened meanwhile was seen so late")
        .isEqualTo(Duration.ofSeconds(205));
  }
}
