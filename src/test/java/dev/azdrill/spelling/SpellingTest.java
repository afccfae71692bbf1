package dev.azdrill.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  @Test
  void additions_changes_losses_and_swaps_count_once_each() {
    assertThat(Spelling.distance("scenario", "scenario")).isZero();
    assertThat(Spelling.distance("Scenario", "scenario")).isZero();
    assertThat(Spelling.distance("scenaro", "scenario")).isEqualTo(1);
    assertThat(Spelling.distance("scenairo", "scenario")).isEqualTo(1);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void the_nearest_is_only_suggested_when_it_is_near() {
    List<String> zones = List.of("eu-west-2b", "eu-west-2a");

    assertThat(Spelling.nearest("eu-west-2x", zones)).contains("eu-west-2a");
    assertThat(Spelling.nearest("nowhere", zones)).isEmpty();
    assertThat(Spelling.nearest("x", List.of())).isEmpty();
  }
}
