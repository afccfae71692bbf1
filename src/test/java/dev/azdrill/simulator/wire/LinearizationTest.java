package dev.azdrill.simulator.wire;

import static dev.azdrill.simulator.wire.Call.Action.CREATE;
import static dev.azdrill.simulator.wire.Call.Action.DELETE;
import static dev.azdrill.simulator.wire.Call.Action.READ;
import static dev.azdrill.simulator.wire.Call.Action.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinearizationTest {
  private static Call done(long asked, long answered, Call.Action action, String value) {
    return new Call(asked, answered, action, value, true);
  }

  private static Call refused(long asked, long answered, Call.Action action) {
    return new Call(asked, answered, action, "", false);
  }

  @Test
  void what_overlaps_may_have_happened_in_either_order() {
    List<Call> calls =
        List.of(
            done(1, 2, CREATE, "a"),
            done(3, 6, WRITE, "b"),
            done(4, 5, READ, "a"),
            done(7, 8, READ, "b"));

    assertThat(Linearization.isPossible(calls)).isTrue();
    assertThat(
            Linearization.isPossible(
                List.of(done(1, 4, CREATE, "a"), done(2, 3, READ, "a"), done(5, 6, DELETE, ""))))
        .isTrue();
  }

  @Test
  void a_stale_read_a_lost_write_and_a_duplicate_are_found() {
    assertThat(
            Linearization.isPossible(
                List.of(done(1, 2, CREATE, "a"), done(3, 4, WRITE, "b"), done(5, 6, READ, "a"))))
        .as("a stale read")
        .isFalse();
    assertThat(
            Linearization.isPossible(
                List.of(
                    done(1, 2, CREATE, "a"),
                    done(3, 8, WRITE, "b"),
                    done(4, 5, READ, "b"),
                    done(6, 7, READ, "a"))))
        .as("what was read once is not unread")
        .isFalse();
    assertThat(Linearization.isPossible(List.of(done(1, 4, CREATE, "a"), done(2, 3, CREATE, "b"))))
        .as("a duplicate")
        .isFalse();
    assertThat(Linearization.isPossible(List.of(refused(1, 2, CREATE)))).isFalse();
    assertThat(
            Linearization.isPossible(
                List.of(done(1, 2, CREATE, "a"), refused(3, 4, READ), done(5, 6, DELETE, ""))))
        .as("gone and back again")
        .isFalse();
  }
}
