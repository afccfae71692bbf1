package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedReasonTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "e", "expected", "   expected   "})
  void a_few_letters_tell_no_reason_from_another(String words) {
    QuotedReason reason = new QuotedReason(words);

    assertThat(reason.isTelling()).isFalse();
    assertThat(reason.advice()).contains("saw '" + words + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "not to ELB, 'web listens to [EC2], not to ELB', true",
    "not to ELB, 'web listens to ELBs, not to ELBs', false",
    "admits 0.0.0.0/0, 'sg-1 admits 0.0.0.0/0, on port 22', true",
    "admits 0.0.0.0/0, 'sg-1 admits 0.0.0.0/01', false",
    "ReplaceUnhealthy, 'are suspended: ReplaceUnhealthy', true",
    "its recover, 'nobody knows of its recovery', false",
  })
  void it_is_found_as_whole_words(String words, String reason, boolean isIn) {
    assertThat(new QuotedReason(words).isTelling()).isTrue();
    assertThat(new QuotedReason(words).isIn(reason)).isEqualTo(isIn);
  }

  @Test
  void what_a_pattern_would_take_for_a_sign_is_a_character() {
    assertThat(new QuotedReason(".*.*.*.*.*").isIn("anything at all")).isFalse();
  }
}
