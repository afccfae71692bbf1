package dev.azdrill.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class CapabilitiesTest {
  private final Capabilities capabilities =
      new Capabilities(
          "moto 5",
          Map.of(
              "ec2", new Provider.Native("moto 5"),
              "rds", new Provider.Completed("controllers of azdrill"),
              "wafv2", new Provider.Absent("not implemented")),
          Map.of(Ability.TRAFFIC, new Provider.Completed("simulated")));

  @Test
  void what_is_there_by_whomever_is_enough() {
    assertThatCode(() -> capabilities.require(List.of("ec2", "rds"))).doesNotThrowAnyException();
    assertThatCode(() -> capabilities.require(Ability.TRAFFIC)).doesNotThrowAnyException();
  }

  @Test
  void what_is_lacking_skips_the_scenario_with_the_reason() {
    assertThatThrownBy(() -> capabilities.require(List.of("ec2", "wafv2")))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("moto 5 lacks wafv2: not implemented");
  }

  @Test
  void what_nobody_asked_for_is_lacking() {
    assertThat(capabilities.service("acm").isThere()).isFalse();
    assertThatThrownBy(() -> capabilities.require(List.of("acm")))
        .hasMessage("moto 5 lacks acm: not probed");
    assertThatThrownBy(() -> capabilities.require(Ability.ZONE_POWER))
        .hasMessage("moto 5 lacks zone power loss: not supported by this platform");
  }

  @Test
  void there_is_a_line_for_each_service_and_for_each_ability() {
    assertThat(capabilities.lines())
        .containsExactly(
            "ec2                          native: moto 5",
            "rds                          completed by azdrill: controllers of azdrill",
            "wafv2                        absent: not implemented",
            "zone power loss              absent: not supported by this platform",
            "zone capacity loss           absent: not supported by this platform",
            "application failure          absent: not supported by this platform",
            "zone network degradation     absent: not supported by this platform",
            "database storage exhaustion  absent: not supported by this platform",
            "certificate expiry           absent: not supported by this platform",
            "zonal shift                  absent: not supported by this platform",
            "CPU surge                    absent: not supported by this platform",
            "API impairment               absent: not supported by this platform",
            "client traffic               completed by azdrill: simulated");
  }
}
