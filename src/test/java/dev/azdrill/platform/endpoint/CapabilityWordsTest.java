package dev.azdrill.platform.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.MissingCapability;
import dev.azdrill.platform.Provider;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.simulator.world.Service;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilityWordsTest {
  @Test
  void what_is_completed_names_whose_ec2_it_stands_on_and_why() {
    Capabilities words =
        new Capabilities(
            "moto 5",
            CapabilityWords.services(
                Map.of(
                    "ec2", new Provider.Native("moto 5"),
                    "rds", new Provider.Absent("not implemented")),
                EnumSet.of(Service.RDS, Service.CLOUDWATCH, Service.AUTO_SCALING)),
            Map.of());

    assertThat(words.service("ec2")).isEqualTo(new Provider.Native("moto 5"));
    assertThat(words.service("rds").line())
        .startsWith("completed by azdrill: controllers of azdrill ")
        .endsWith("on its EC2; it says: not implemented");
    assertThat(words.service("autoscaling").line()).endsWith("it has one of its own");
    assertThat(words.service("monitoring").line()).endsWith("could not reach azdrill's groups");
  }

  @Test
  void where_nothing_is_completed_nothing_can_be_broken() {
    assertThat(CapabilityWords.abilities(Set.of()))
        .hasSize(Ability.values().length)
        .allSatisfy((ability, provider) -> assertThat(provider.isThere()).isFalse());
  }

  @Test
  void a_zone_loses_power_only_where_both_its_groups_and_its_load_balancers_are_ours() {
    assertThat(isThere(Ability.ZONE_POWER, Service.AUTO_SCALING)).isFalse();
    assertThat(isThere(Ability.ZONE_POWER, Service.ELASTIC_LOAD_BALANCING)).isFalse();
    assertThat(isThere(Ability.ZONE_CAPACITY, Service.AUTO_SCALING)).isTrue();
    assertThat(isThere(Ability.APPLICATION_HEALTH, Service.ELASTIC_LOAD_BALANCING)).isTrue();
    assertThat(isThere(Ability.TRAFFIC, Service.ELASTIC_LOAD_BALANCING)).isTrue();
    assertThat(isThere(Ability.ZONE_POWER, Service.AUTO_SCALING, Service.ELASTIC_LOAD_BALANCING))
        .isTrue();
  }

  private static boolean isThere(Ability ability, Service first, Service... others) {
    return where(EnumSet.of(first, others)).ability(ability).isThere();
  }

  private static Capabilities where(Set<Service> completed) {
    return new Capabilities("moto 5", Map.of(), CapabilityWords.abilities(completed));
  }

  @Test
  void traffic_is_never_called_measured() {
    assertThat(where(EnumSet.allOf(Service.class)).ability(Ability.TRAFFIC).line())
        .contains("simulated")
        .doesNotContain("measured");
  }

  @Test
  void faults_and_traffic_that_are_lacking_say_why_instead_of_doing_nothing() {
    Capabilities none = where(Set.of());
    Impaired faults = new Impaired(new GuardedImpairments(none, Optional.empty()));
    TrafficPort traffic = new GuardedTraffic(none, Optional.empty());

    assertThatThrownBy(() -> faults.cutZonePower("eu-west-2a"))
        .isInstanceOf(MissingCapability.class)
        .hasMessageContaining("moto 5 lacks zone power loss: it needs azdrill's own");
    assertThatThrownBy(() -> faults.exhaustZoneCapacity("eu-west-2a"))
        .isInstanceOf(MissingCapability.class);
    assertThatThrownBy(() -> faults.hangApplication("i-1")).isInstanceOf(MissingCapability.class);
    assertThatThrownBy(() -> faults.failApplication("i-1", 500))
        .isInstanceOf(MissingCapability.class);
    assertThatThrownBy(
            () ->
                traffic.start(
                    new TrafficPort.Plan("door", false, "/", 1, Duration.ofSeconds(1), 1),
                    exchange -> {}))
        .isInstanceOf(MissingCapability.class);
    assertThat(traffic.source()).isEqualTo(TrafficSource.NONE);
  }
}
