package dev.azdrill.simulator.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.cloudwatch.Evaluation.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * Rows as in the CloudWatch User Guide, oldest first: {@code 0} within the threshold, {@code X}
 * beyond it, {@code -} missing; "stay" keeps the state.
 */
class EvaluationTest {
  @ParameterizedTest(name = "{0}: missing {1}, ignore {2}, breaching {3}, notBreaching {4}")
  @CsvSource({
    "0 - X - X, OK,                OK,    OK,    OK",
    "- - - - -, INSUFFICIENT_DATA, stay,  ALARM, OK",
    "0 X X - X, ALARM,             ALARM, ALARM, ALARM",
    "- - X - -, ALARM,             stay,  ALARM, OK",
    "- - - - X, stay,              stay,  ALARM, OK",
    "- - - - 0, OK,                OK,    OK,    OK",
    "X X X 0 0, OK,                OK,    OK,    OK",
    "X 0 X X X, ALARM,             ALARM, ALARM, ALARM",
  })
  void three_of_three(
      String row, String missing, String ignore, String breaching, String notBreaching) {
    assertThat(three(row, Missing.MISSING)).as("missing").isEqualTo(missing);
    assertThat(three(row, Missing.IGNORE)).as("ignore").isEqualTo(ignore);
    assertThat(three(row, Missing.BREACHING)).as("breaching").isEqualTo(breaching);
    assertThat(three(row, Missing.NOT_BREACHING)).as("notBreaching").isEqualTo(notBreaching);
  }

  private static String three(String row, Missing missing) {
    Evaluation evaluation =
        new Evaluation(3, 3, ComparisonOperator.GREATER_THAN_THRESHOLD, 50, missing);
    StateValue fromOk = evaluation.of(points(row), StateValue.OK).state();
    StateValue fromAlarm = evaluation.of(points(row), StateValue.ALARM).state();
    return fromOk == fromAlarm ? fromOk.toString() : "stay";
  }

  private static List<OptionalDouble> points(String row) {
    List<OptionalDouble> latestFirst = new ArrayList<>();
    for (String point : List.of(row.trim().split(" "))) {
      latestFirst.add(
          0,
          switch (point) {
            case "0" -> OptionalDouble.of(10);
            case "X" -> OptionalDouble.of(90);
            default -> OptionalDouble.empty();
          });
    }
    return latestFirst;
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void with_all_data_there_an_alarm_is_m_of_the_latest_n(
      @ForAll @Size(7) List<Boolean> breaching,
      @ForAll @IntRange(min = 1, max = 5) int m,
      @ForAll Missing missing) {
    Evaluation evaluation =
        new Evaluation(5, m, ComparisonOperator.LESS_THAN_THRESHOLD, 50, missing);
    List<OptionalDouble> points =
        breaching.stream().map(b -> OptionalDouble.of(b ? 1 : 99)).toList();

    boolean alarm = breaching.subList(0, 5).stream().filter(b -> b).count() >= m;

    assertThat(evaluation.of(points, StateValue.INSUFFICIENT_DATA).state())
        .isEqualTo(alarm ? StateValue.ALARM : StateValue.OK);
  }
}
