package dev.azdrill.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnchangedTest {
  private static final AwsAction DATABASES = AwsAction.of("rds:DescribeDBInstances");
  private static final AwsAction GROUPS = AwsAction.of("autoscaling:DescribeAutoScalingGroups");

  private final Map<AwsAction, Long> editions = new HashMap<>();
  private int asked;

  private final DrillClock clock =
      new DrillClock() {
        @Override
        public Instant now() {
          return Instant.EPOCH;
        }

        @Override
        public void awaitChange(Duration atMost) {}

        @Override
        public void pass(Duration duration) {}

        @Override
        public OptionalLong edition(AwsAction read) {
          return editions.containsKey(read)
              ? OptionalLong.of(editions.get(read))
              : OptionalLong.empty();
        }
      };

  private Unchanged<Integer> told(AwsAction... reads) {
    return new Unchanged<>(clock, Set.of(reads), () -> ++asked);
  }

  @Test
  void what_is_known_to_be_as_it_was_is_not_asked_for_again() {
    editions.put(DATABASES, 7L);
    Unchanged<Integer> database = told(DATABASES);

    assertThat(database.get()).isEqualTo(1);
    assertThat(database.get()).isEqualTo(1);
    editions.put(DATABASES, 8L);
    assertThat(database.get()).isEqualTo(2);
  }

  @Test
  void one_of_several_that_may_be_another_is_enough_to_ask() {
    editions.put(DATABASES, 7L);
    editions.put(GROUPS, 7L);
    Unchanged<Integer> both = told(DATABASES, GROUPS);

    assertThat(both.get()).isEqualTo(1);
    editions.put(GROUPS, 8L);
    assertThat(both.get()).isEqualTo(2);
    assertThat(both.get()).isEqualTo(2);
  }

  @Test
  void where_nobody_can_tell_it_is_always_asked_for() {
    editions.put(DATABASES, 7L);
    Unchanged<Integer> unknown = told(DATABASES, GROUPS);
    Unchanged<Integer> byOthers = told();

    assertThat(unknown.get()).isEqualTo(1);
    assertThat(unknown.get()).isEqualTo(2);
    assertThat(byOthers.get()).isEqualTo(3);
    assertThat(byOthers.get()).isEqualTo(4);
  }

  @Test
  void what_changed_while_it_was_asked_for_is_asked_for_again() {
    editions.put(DATABASES, 7L);
    Unchanged<Integer> database =
        new Unchanged<>(
            clock,
            Set.of(DATABASES),
            () -> {
              editions.merge(DATABASES, asked == 0 ? 1L : 0L, Long::sum);
              return ++asked;
            });

    assertThat(database.get()).isEqualTo(1);
    assertThat(database.get()).isEqualTo(2);
    assertThat(database.get()).isEqualTo(2);
  }

  @Test
  void a_failure_has_told_nothing() {
    editions.put(DATABASES, 7L);
    Unchanged<Integer> database =
        new Unchanged<>(
            clock,
            Set.of(DATABASES),
            () -> {
              if (++asked == 2) {
                throw new IllegalStateException("silent");
              }
              return asked;
            });

    assertThat(database.get()).isEqualTo(1);
    editions.put(DATABASES, 8L);
    assertThatThrownBy(database::get).hasMessage("silent");
    editions.put(DATABASES, 7L);
    assertThat(database.get()).isEqualTo(3);
  }
}
