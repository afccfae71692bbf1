package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/** What happens when a zone loses its power or its capacity. */
@Contract
@Needs(
    value = {"ssm", "autoscaling", "elasticloadbalancing"},
    abilities = {Ability.ZONE_POWER, Ability.ZONE_CAPACITY})
class ZoneLossContract {
  /** Cuts the power; it comes back when the sentence ends, if not before. */
  private static Undo cut(Subject s, String zone) {
    Undo undo = Impaired.by(s.platform()).cutZonePower(zone);
    s.later("give " + zone + " its power back", undo::undo);
    return undo;
  }

  private static void awaitOutside(Subject s, Fleet fleet, String zone) {
    s.eventually("two instances outside " + zone)
        .until(fleet::zones, zones -> zones.size() == 2 && !zones.contains(zone));
  }

  @Test
  void a_group_stands_in_the_other_zone_after_a_loss_of_power(Subject s) {
    Application application = new Application(s);

    cut(s, s.zone(0));

    awaitOutside(s, application.fleet(), s.zone(0));
  }

  @Test
  void a_target_in_a_dark_zone_is_evicted(Subject s) {
    Application application = new Application(s);
    String dark =
        application.fleet().inService().stream()
            .filter(each -> each.availabilityZone().equals(s.zone(0)))
            .findFirst()
            .orElseThrow()
            .instanceId();

    cut(s, s.zone(0));

    s.eventually("the target to be evicted")
        .until(application::healthy, all -> !all.contains(dark));
    application.awaitHealthy(dark);
  }

  @Test
  void launches_in_a_dark_zone_are_refused_for_want_of_capacity(Subject s) {
    Application application = new Application(s);

    cut(s, s.zone(0));

    awaitOutside(s, application.fleet(), s.zone(0));
    assertThat(failures(s, application.fleet()))
        .isNotEmpty()
        .allMatch(
            message ->
                message.contains("We currently do not have sufficient t3.micro capacity")
                    && message.contains("(" + s.zone(0) + ")"));
  }

  private static List<String> failures(Subject s, Fleet fleet) {
    return s
        .autoScaling()
        .describeScalingActivities(r -> r.autoScalingGroupName(fleet.name()))
        .activities()
        .stream()
        .filter(each -> each.statusCode() == ScalingActivityStatusCode.FAILED)
        .map(Activity::statusMessage)
        .toList();
  }

  @Test
  void a_group_is_balanced_again_when_power_is_back(Subject s) {
    Application application = new Application(s);
    Undo power = cut(s, s.zone(0));
    awaitOutside(s, application.fleet(), s.zone(0));

    power.undo();

    s.eventually("one instance in each zone")
        .until(
            application.fleet()::zones,
            zones -> zones.size() == 2 && zones.containsAll(List.of(s.zone(0), s.zone(1))));
  }

  @Test
  void a_zone_without_capacity_is_passed_over(Subject s) {
    Fleet fleet = Fleet.of(s, 2);
    String lost =
        fleet.await(2).stream()
            .filter(each -> each.availabilityZone().equals(s.zone(0)))
            .findFirst()
            .orElseThrow()
            .instanceId();
    Undo undo = Impaired.by(s.platform()).exhaustZoneCapacity(s.zone(0));
    s.later("give it capacity again", undo::undo);

    s.ec2().terminateInstances(r -> r.instanceIds(lost));

    awaitOutside(s, fleet, s.zone(0));
  }
}
