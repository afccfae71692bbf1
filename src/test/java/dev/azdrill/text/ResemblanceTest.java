package dev.azdrill.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResemblanceTest {
  @Test
  void additions_changes_losses_and_swaps_count_once_each() {
    assertThat(Resemblance.distance("scenario", "scenario")).isZero();
    assertThat(Resemblance.distance("Scenario", "scenario")).isZero();
    assertThat(Resemblance.distance("scenaro", "scenario")).isEqualTo(1);
    assertThat(Resemblance.distance("scenairo", "scenario")).isEqualTo(1);
    assertThat(Resemblance.distance("", "abc")).isEqualTo(3);
    assertThat(Resemblance.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void the_nearest_is_only_suggested_when_it_is_near() {
    List<String> zones = List.of("eu-west-2b", "eu-west-2a");

    assertThat(Resemblance.nearest("eu-west-2x", zones)).contains("eu-west-2a");
    assertThat(Resemblance.nearest("nowhere", zones)).isEmpty();
    assertThat(Resemblance.nearest("x", List.of())).isEmpty();
  }
}
