package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.AffectedCalls;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import dev.azdrill.platform.Impairment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the platform imposes where AWS has no API for it, and counts. */
@Contract
@Needs(
    value = {"ssm", "autoscaling", "elasticloadbalancing"},
    abilities = Ability.TRAFFIC)
class ImpairmentContract {
  private static final Duration LONGER = Duration.ofMillis(700);

  private static void impose(Subject s, Impairment impairment) {
    Undo undo = Impaired.by(s.platform()).impose(impairment);
    s.later("lift it", undo::undo);
  }

  private static long effects(Subject s, Impairment impairment) {
    return s.platform().impairments().effects(impairment);
  }

  private static boolean tookLonger(Exchange exchange) {
    return exchange.took().compareTo(LONGER) >= 0;
  }

  @Test
  @Needs(abilities = Ability.APPLICATION_HEALTH)
  void clients_of_a_slow_application_wait_and_are_served(Subject s) {
    Application application = new Application(s);
    String slow = application.any().instanceId();
    Impairment impairment = new Impairment.ApplicationSlow(slow, 700);
    impose(s, impairment);

    List<Exchange> seen = application.ask();

    assertThat(seen)
        .filteredOn(each -> each.instanceId().equals(Optional.of(slow)))
        .isNotEmpty()
        .allMatch(each -> each.isSuccess() && tookLonger(each));
    assertThat(effects(s, impairment)).isPositive();
  }

  @Test
  @Needs(abilities = Ability.ZONE_NETWORK)
  void connections_through_a_slow_zone_take_longer(Subject s) {
    Application application = new Application(s);
    Impairment impairment = new Impairment.ZoneLatency(s.zone(0), 700);
    impose(s, impairment);

    List<Exchange> seen = application.ask();

    assertThat(seen)
        .filteredOn(each -> each.zone().equals(Optional.of(s.zone(0))))
        .isNotEmpty()
        .allMatch(each -> each.isSuccess() && tookLonger(each));
    assertThat(effects(s, impairment)).isPositive();
  }

  @Test
  @Needs(abilities = Ability.APPLICATION_HEALTH)
  void instances_that_do_not_boot_are_no_healthy_targets_until_they_do(Subject s) {
    Application application = new Application(s);
    String lost = application.any().instanceId();
    Impairment impairment = new Impairment.BootFailing(application.fleet().name());
    Undo undo = Impaired.by(s.platform()).impose(impairment);
    s.later("let them boot", undo::undo);

    s.ec2().terminateInstances(r -> r.instanceIds(lost));

    s.eventually("a boot that fails").until(() -> effects(s, impairment), count -> count > 0);
    assertThat(application.healthy()).hasSizeLessThan(2);
    undo.undo();
    application.awaitHealthy(lost);
  }

  @Test
  @Needs(abilities = Ability.API_IMPAIRMENT)
  void calls_that_are_throttled_are_made_again(Subject s) {
    Impairment impairment =
        new Impairment.ApiThrottling(
            new AffectedCalls(Optional.of("autoscaling"), Optional.empty()), 50);
    impose(s, impairment);

    for (int i = 0; i < 20; i++) {
      s.autoScaling().describeAutoScalingGroups();
    }

    assertThat(effects(s, impairment)).isPositive();
  }
}
