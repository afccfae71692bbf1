package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackNamesTest {
  private final StackNames names = new StackNames(Optional.of("x7k2p1"));

  @Test
  void where_there_is_no_other_run_a_stack_is_called_as_its_blueprint() {
    assertThat(StackNames.plain().of("production")).isEqualTo("production");
  }

  @Test
  void where_there_may_be_other_runs_the_name_ends_with_the_id_of_this_one() {
    assertThat(names.of("production")).isEqualTo("production-x7k2p1");
    assertThat(names.of("production")).isEqualTo("production-x7k2p1");
  }

  @Test
  void long_names_are_cut_and_stay_different() {
    assertThat(names.of("web-and-api-a")).isEqualTo("web-and-api-x7k2p1");
    assertThat(names.of("web-and-api-b")).isEqualTo("web-and-ap2-x7k2p1");
    assertThat(names.of("web-and-api-a")).isEqualTo("web-and-api-x7k2p1");
  }

  @Test
  void a_cut_leaves_no_two_hyphens() {
    assertThat(names.of("ten-letter-and")).isEqualTo("ten-letter-x7k2p1");
  }

  @Test
  void a_name_that_is_too_long_everywhere_is_too_long_here() {
    assertThat(names.of("a-name-that-is-too-long")).isEqualTo("a-name-that-is-too-long");
  }
}
