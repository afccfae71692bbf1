package dev.azdrill.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
  @ParameterizedTest
  @CsvSource({
    "200,true",
    "204,true",
    "299,true",
    "100,false",
    "302,false",
    "399,false",
    "400,false",
    "403,false",
    "404,false",
    "429,false",
    "500,false",
    "503,false"
  })
  void only_2xx_is_served(int status, boolean isServed) {
    assertThat(new Outcome.Answered(status).isSuccess()).isEqualTo(isServed);
  }

  @ParameterizedTest
  @CsvSource({"TIMEOUT", "REFUSED", "UNRESOLVED"})
  void no_answer_serves_nobody(Outcome.Unanswered outcome) {
    assertThat(outcome.isSuccess()).isFalse();
  }
}
