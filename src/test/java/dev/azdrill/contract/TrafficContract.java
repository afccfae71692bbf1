package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What clients see of an application behind a load balancer. */
@Contract
@Needs(
    value = {"ssm", "autoscaling", "elasticloadbalancing"},
    abilities = Ability.TRAFFIC)
class TrafficContract {
  @Test
  void clients_are_served_from_every_zone(Subject s) {
    List<Exchange> seen = new Application(s).ask();

    assertThat(seen).isNotEmpty().allMatch(Exchange::isSuccess);
    assertThat(seen)
        .extracting(Exchange::zone)
        .contains(Optional.of(s.zone(0)), Optional.of(s.zone(1)));
  }

  @Test
  void clients_are_turned_away_when_the_application_does_not_admit_the_load_balancer(Subject s) {
    Application application = new Application(s);

    application.shutOut();
    s.eventually("no healthy target").until(application::healthy, List::isEmpty);

    assertThat(application.ask()).isNotEmpty().noneMatch(Exchange::isSuccess);
  }

  @Test
  @Needs(abilities = Ability.APPLICATION_HEALTH)
  void clients_see_the_status_of_an_application_that_fails(Subject s) {
    Application application = new Application(s);

    // They ask already when it begins to fail: those that fail are soon replaced.
    List<Exchange> seen = application.askWhile(() -> failAll(s, application));

    assertThat(seen).extracting(Exchange::outcome).contains(new Outcome.Answered(500));
  }

  private static void failAll(Subject s, Application application) {
    application
        .fleet()
        .inService()
        .forEach(
            each -> {
              Undo undo = Impaired.by(s.platform()).failApplication(each.instanceId(), 500);
              s.later("let it serve again", undo::undo);
            });
  }

  @Test
  @Needs(abilities = Ability.ZONE_POWER)
  void clients_are_served_again_by_the_other_zone_after_a_loss_of_power(Subject s) {
    Application application = new Application(s);
    Undo undo = Impaired.by(s.platform()).cutZonePower(s.zone(0));
    s.later("give the zone its power back", undo::undo);
    s.eventually("two instances in the other zone")
        .until(
            application.fleet()::zones, zones -> zones.size() == 2 && !zones.contains(s.zone(0)));
    s.eventually("two healthy targets").until(application::healthy, all -> all.size() == 2);
    s.aws().clock().pass(Duration.ofMinutes(3));

    assertThat(application.ask())
        .isNotEmpty()
        .allMatch(Exchange::isSuccess)
        .extracting(Exchange::zone)
        .containsOnly(Optional.of(s.zone(1)));
  }
}
