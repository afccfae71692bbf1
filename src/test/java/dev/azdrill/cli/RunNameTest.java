package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.endpoint.Completing;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.Stack;
import java.net.URI;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunNameTest {
  private static final Selection ENDPOINT =
      Selection.endpoint(URI.create("http://127.0.0.1:5000"), Completing.ALWAYS, Optional.empty());

  @Test
  void on_the_simulator_the_stack_always_has_the_same_name_and_nobody_is_locked_out() {
    RunName name = RunName.of(Selection.simulator(), Optional.empty(), new Random(1));

    assertThat(name).isEqualTo(new RunName(Optional.empty(), "drill"));
    assertThat(name.owner()).isEmpty();
  }

  @Test
  void on_a_platform_that_outlives_the_run_the_name_ends_with_the_id_of_the_run() {
    RunName name = RunName.of(ENDPOINT, Optional.empty(), new Random(1));

    assertThat(name.stack()).matches("drill-[a-z0-9]{6}").endsWith(name.id().orElseThrow());
    assertThat(Stack.requireName(name.stack())).isEqualTo(name.stack());
    assertThat(name.owner().orElseThrow().run()).isEqualTo(name.id().orElseThrow());
    assertThat(RunName.of(ENDPOINT, Optional.empty(), new Random(2))).isNotEqualTo(name);
  }

  @Test
  void two_runs_of_a_given_name_are_still_two_runs() {
    RunName one = RunName.of(ENDPOINT, Optional.of("shop"), new Random(1));
    RunName two = RunName.of(ENDPOINT, Optional.of("shop"), new Random(2));

    assertThat(one.stack()).isEqualTo("shop").isEqualTo(two.stack());
    assertThat(one.id()).isNotEqualTo(two.id());
  }
}
