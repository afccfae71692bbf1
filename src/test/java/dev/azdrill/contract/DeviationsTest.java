package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.Ability;
import dev.azdrill.simulator.world.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of deviations is about sentences that exist and can run. */
class DeviationsTest {
  private static final int SENTENCES_MIN = 200;
  private static final double FLOOR_SHARE = 0.95;

  @Test
  void there_are_sentences() {
    assertThat(Sentence.all()).hasSizeGreaterThanOrEqualTo(SENTENCES_MIN);
  }

  @ParameterizedTest
  @EnumSource
  void every_deviation_is_one_of_a_sentence_that_can_run_there(Candidate candidate) {
    Expected expected = Expected.of(candidate);
    List<String> able =
        Sentence.all().stream()
            .filter(each -> each.missing(expected.there()).isEmpty())
            .map(Sentence::id)
            .toList();
    assertThat(able).containsAll(expected.deviates().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void every_deviation_has_a_reason(Candidate candidate) {
    assertThat(Expected.of(candidate).deviates().values())
        .allSatisfy(reason -> assertThat(reason).isNotBlank().doesNotContain("TODO", "|", "\n"));
  }

  @ParameterizedTest
  @EnumSource
  void only_services_and_abilities_are_listed_that_exist(Candidate candidate) {
    List<String> known = new ArrayList<>();
    Arrays.stream(Service.values()).map(Service::signingName).forEach(known::add);
    Arrays.stream(Ability.values()).map(Ability::words).forEach(known::add);
    assertThat(known).containsAll(Expected.of(candidate).there());
  }

  @ParameterizedTest
  @EnumSource
  void a_floor_is_near_what_can_run(Candidate candidate) {
    Expected expected = Expected.of(candidate);
    long able =
        Sentence.all().stream().filter(each -> each.missing(expected.there()).isEmpty()).count();
    assertThat(expected.floor())
        .as("of %d sentences that can run on %s", able, candidate.label())
        .isBetween((int) (able * FLOOR_SHARE), (int) able);
  }

  @Test
  void the_simulator_deviates_in_nothing() {
    assertThat(Expected.of(Candidate.SIMULATOR).deviates()).isEmpty();
  }
}
