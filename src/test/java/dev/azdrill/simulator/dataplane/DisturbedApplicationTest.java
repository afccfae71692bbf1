package dev.azdrill.simulator.dataplane;

import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.ONE;
import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.REPLIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import dev.azdrill.exchange.Outcome.Unanswered;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Reachability.Answer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What facts about an application do to those who ask it, alone and together. */
class DisturbedApplicationTest {
  private static final Fact HUNG = new Fact.ApplicationHung("i-a");
  private static final Fact FAILING = new Fact.ApplicationFailing("i-a", 500);
  private static final Fact ALSO_FAILING = new Fact.ApplicationFailing("i-a", 503);
  private static final Fact SLOW = slow(2_000);

  private final DataplaneUnderTest plane = new DataplaneUnderTest();

  private static Fact slow(long milliseconds) {
    return new Fact.ApplicationSlow("i-a", Duration.ofMillis(milliseconds));
  }

  private static Answer replied(int status, long milliseconds) {
    return new Answer.Replied(status, Duration.ofMillis(milliseconds));
  }

  private void establish(Fact fact) {
    plane.world.facts().establish(fact);
  }

  private void clear(Fact fact) {
    plane.world.facts().clear(fact);
  }

  @Test
  void a_slow_application_takes_longer_for_health_checks_and_for_clients() {
    establish(SLOW);

    plane.run(ONE, 10);

    assertThat(plane.probe()).isEqualTo(replied(200, 2_020));
    assertThat(plane.seen)
        .filteredOn(each -> each.instanceId().equals(Optional.of("i-a")))
        .isNotEmpty()
        .allMatch(Exchange::isSuccess)
        .allMatch(each -> each.took().compareTo(Duration.ofSeconds(2)) > 0);
    assertThat(plane.seen)
        .filteredOn(each -> each.instanceId().equals(Optional.of("i-b")))
        .isNotEmpty()
        .allMatch(each -> each.took().compareTo(Duration.ofSeconds(1)) < 0);
  }

  @Test
  void a_client_gives_up_on_an_application_that_is_slower_than_it_waits() {
    establish(slow(31_000));

    plane.run(ONE, 40);

    assertThat(plane.seen)
        .filteredOn(each -> each.outcome() == Unanswered.TIMEOUT)
        .isNotEmpty()
        .allMatch(each -> each.took().equals(Duration.ofSeconds(30)))
        .extracting(Exchange::cause)
        .containsOnly(
            Optional.of(
                new Cause.Unavailable(Cause.Component.APPLICATION, "i-a", Cause.Trouble.SLOW)));
  }

  @Test
  void each_slow_answer_is_counted() {
    establish(SLOW);
    plane.probe();
    plane.probe();
    assertThat(plane.world.facts().effects(SLOW)).isEqualTo(2);

    clear(SLOW);
    plane.probe();
    assertThat(plane.world.facts().effects(SLOW)).isEqualTo(2);

    establish(SLOW);
    assertThat(plane.world.facts().effects(SLOW)).isZero();
  }

  @Test
  void what_is_lifted_leaves_the_other_whichever_goes_first() {
    establish(FAILING);
    establish(SLOW);
    establish(ALSO_FAILING);
    assertThat(plane.probe()).isEqualTo(replied(500, 2_020));
    establish(HUNG);
    assertThat(plane.probe()).isInstanceOf(Answer.TimedOut.class);

    clear(FAILING);
    assertThat(plane.probe()).isInstanceOf(Answer.TimedOut.class);
    clear(HUNG);
    assertThat(plane.probe()).isEqualTo(replied(503, 2_020));
    clear(SLOW);
    assertThat(plane.probe()).isEqualTo(replied(503, 20));
    clear(ALSO_FAILING);
    assertThat(plane.probe()).isEqualTo(REPLIED);
  }

  @Test
  void delays_add_up() {
    establish(SLOW);
    establish(slow(500));
    assertThat(plane.probe()).isEqualTo(replied(200, 2_520));
    clear(SLOW);
    assertThat(plane.probe()).isEqualTo(replied(200, 520));
  }

  @Test
  void an_error_that_is_slow_is_an_error() {
    establish(SLOW);
    establish(FAILING);

    plane.run(ONE, 10);

    assertThat(plane.seen)
        .filteredOn(each -> each.instanceId().equals(Optional.of("i-a")))
        .isNotEmpty()
        .allMatch(each -> each.outcome().equals(new Outcome.Answered(500)))
        .allMatch(each -> each.took().compareTo(Duration.ofSeconds(2)) > 0);
  }

  @Test
  void a_busy_cpu_leaves_the_application_its_rest_and_shows_in_the_metric() {
    Fact busy = new Fact.CpuBusy("i-a", 60);
    establish(busy);

    plane.run(DataplaneUnderTest.plan(4, 40), 121);

    // 20 of the 40 requests per second that are left: half of 40 %, on top of 60 %.
    assertThat(plane.metrics.latest("InstanceId", "i-a")).isBetween(80.0, 81.0);
    assertThat(plane.metrics.latest("InstanceId", "i-b")).isBetween(21.0, 23.0);
    clear(busy);
    plane.pass(120);
    assertThat(plane.metrics.latest("InstanceId", "i-a")).isEqualTo(2.0);
  }

  @Test
  void what_the_rest_of_a_busy_cpu_cannot_serve_is_turned_away() {
    plane.run(DataplaneUnderTest.plan(4, 60), 10);
    Fact busy = new Fact.CpuBusy("i-a", 90);
    Fact busier = new Fact.CpuBusy("i-a", 50);
    establish(busy);
    establish(busier);
    plane.seen.clear();

    plane.run(DataplaneUnderTest.plan(4, 60), 60);

    assertThat(plane.outcomes()).containsKey("503");
    clear(busy);
    clear(busier);
    plane.pass(60);
    plane.seen.clear();
    plane.run(DataplaneUnderTest.plan(4, 60), 60);
    assertThat(plane.seen).allMatch(Exchange::isSuccess);
  }

  @Test
  void an_instance_that_starts_while_boots_fail_is_ready_a_boot_after_they_no_longer_do() {
    Fact failing = new Fact.BootFailing("web");
    establish(failing);
    assertThat(plane.probe()).as("one that ran before").isEqualTo(REPLIED);
    plane.instances.runningSince.put("i-a", plane.world.kernel().now());
    plane.pass(600);
    assertThat(plane.probe()).isInstanceOf(Answer.Refused.class);
    assertThat(plane.world.facts().effects(failing)).isEqualTo(1);

    clear(failing);
    assertThat(plane.probe()).isInstanceOf(Answer.Refused.class);
    plane.pass(14);
    assertThat(plane.probe()).isInstanceOf(Answer.Refused.class);
    plane.pass(1);
    assertThat(plane.probe()).isEqualTo(REPLIED);
  }

  @Test
  void boots_of_another_group_do_not_fail() {
    establish(new Fact.BootFailing("others"));
    plane.instances.runningSince.put("i-a", plane.world.kernel().now());
    plane.pass(15);
    assertThat(plane.probe()).isEqualTo(REPLIED);
  }

  @Test
  void an_instance_that_starts_after_failing_boots_boots_as_ever() {
    Fact failing = new Fact.BootFailing("web");
    establish(failing);
    clear(failing);
    plane.pass(5);
    plane.instances.runningSince.put("i-a", plane.world.kernel().now());
    plane.pass(14);
    assertThat(plane.probe()).isInstanceOf(Answer.Refused.class);
    plane.pass(1);
    assertThat(plane.probe()).isEqualTo(REPLIED);
  }
}
