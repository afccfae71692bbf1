package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How stop conditions are typed. */
class StopConditionTest {
  @ParameterizedTest
  @CsvSource({
    "error-rate>5%, 5, PT1M",
    "error-rate>5, 5, PT1M",
    "error-rate > 0.5 %, 0.5, PT1M",
    "error-rate>0%, 0, PT1M",
    "error-rate>99.9%:window=90s, 99.9, PT1M30S",
    "error-rate>5%:window=PT2M, 5, PT2M"
  })
  void a_rate_is_read_and_written_the_same(String text, BigDecimal percent, Duration window) {
    StopCondition read = StopCondition.parse(text);

    assertThat(read).isEqualTo(new StopCondition.ErrorRate(percent, window));
    assertThat(StopCondition.parse(read.option())).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkout-5xx", "a b", "x=y", "error-rate>5%"})
  void an_alarm_is_read_and_written_the_same(String name) {
    StopCondition read = StopCondition.parse("alarm=" + name);

    assertThat(read).isEqualTo(new StopCondition.AlarmNotOk(name));
    assertThat(StopCondition.parse(read.option())).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alarm",
        "alarm=",
        "alarm= ",
        "error-rate",
        "error-rate>",
        "error-rate>x%",
        "error-rate>100%",
        "error-rate>-1%",
        "error-rate<5%",
        "error-rate>5%:window=",
        "error-rate>5%:window=soon",
        "error-rate>5%:window=0s",
        "latency>5%"
      })
  void anything_else_is_refused_with_a_sentence(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StopCondition.parse(text))
        .withMessageStartingWith("expected ");
  }
}
