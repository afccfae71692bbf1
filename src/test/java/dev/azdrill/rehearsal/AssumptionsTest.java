package dev.azdrill.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.guarantee.SoundProduction;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;

class AssumptionsTest {
  @Test
  void a_file_says_how_the_application_boots_and_what_it_serves_and_needs() {
    Assumptions assumed =
        Assumptions.parse(
            "twin.yaml",
            """
            application:
              boot: 45s
              capacity: 120
              outbound: [payments.example.com:443]
            """);

    assertThat(assumed.boot()).contains(Duration.ofSeconds(45));
    assertThat(assumed.ofTwin().boot()).contains(Duration.ofSeconds(45));
    assertThat(assumed.ofTwin().capacity()).contains(120);
    assertThat(assumed.ofTwin().outbound()).containsExactly("payments.example.com:443");
    assertThat(assumed.words(Inventory.empty()))
        .contains(
            "the application answers 45s after its instance runs",
            "every request calls payments.example.com:443")
        .anyMatch(each -> each.startsWith("one instance serves 120 requests per second"));
  }

  @Test
  void what_is_not_said_is_assumed_and_told() {
    assertThat(Assumptions.parse("twin.yaml", "application: {capacity: 7}").boot()).isEmpty();
    assertThat(Assumptions.NONE.words(Inventory.empty()))
        .contains(
            "the application answers 10 to 60 s after its instance runs",
            "its groups have no scheduled actions (scheduledActions were not read)")
        .hasSize(6);
  }

  @Test
  void what_groups_launch_with_is_assumed_and_told_where_it_was_not_read_and_only_there() {
    Inventory known = SoundProduction.inventory();

    assertThat(Assumptions.NONE.words(known)).hasSize(5);
    assertThat(
            Assumptions.NONE.words(
                known.without(Kind.IMAGE, "denied").without(Kind.KEY_PAIR, "denied")))
        .hasSize(7)
        .contains(
            "the image ami-1, with which a group launches, exists (images were not read: denied)",
            "the key pair ours, with which a group launches, exists (keyPairs were not read:"
                + " denied)");
  }

  @Test
  void a_scheduled_action_does_not_run_and_is_told() {
    ScheduledUpdateGroupAction nightly =
        ScheduledUpdateGroupAction.builder()
            .autoScalingGroupName("web")
            .scheduledActionName("nightly")
            .build();

    assertThat(
            Assumptions.NONE.words(
                SoundProduction.inventory().with(Kind.SCHEDULED_ACTION, List.of(nightly))))
        .contains("the scheduled action nightly of web does not run meanwhile");
  }

  @Test
  void how_long_the_hooks_of_launches_take_is_said_or_nobody_completes_them() {
    Inventory held =
        SoundProduction.inventory()
            .with(
                Kind.LIFECYCLE_HOOK,
                List.of(
                    LifecycleHook.builder()
                        .autoScalingGroupName("web")
                        .lifecycleHookName("warm-up")
                        .lifecycleTransition("autoscaling:EC2_INSTANCE_LAUNCHING")
                        .heartbeatTimeout(300)
                        .defaultResult("ABANDON")
                        .build()));
    Assumptions said = Assumptions.parse("twin.yaml", "lifecycle-hooks: 45s");

    assertThat(said.on(held).all(Kind.LIFECYCLE_HOOK))
        .extracting(LifecycleHook::heartbeatTimeout, LifecycleHook::defaultResult)
        .containsExactly(tuple(45, "CONTINUE"));
    assertThat(Assumptions.NONE.on(held)).isEqualTo(held);
    assertThat(said.words(held))
        .contains("lifecycle hook warm-up of web is completed 45s after a launch");
    assertThat(Assumptions.NONE.words(held))
        .contains(
            "lifecycle hook warm-up of web is completed by nobody: it holds what is launched for"
                + " 300 s");
    assertThat(Assumptions.NONE.words(SoundProduction.inventory()))
        .noneMatch(each -> each.startsWith("lifecycle hook"));
  }

  @ParameterizedTest
  @CsvSource({
    "0s, 'expected whole seconds, one at least, saw 0s'",
    "PT1.5S, 'expected whole seconds, one at least, saw PT1.5'",
    "3h, 'expected at most 2h, saw 3h'"
  })
  void hooks_that_are_completed_at_once_or_never_are_refused(String value, String sentence) {
    assertThatThrownBy(() -> Assumptions.parse("twin.yaml", "lifecycle-hooks: " + value))
        .hasMessageContaining("lifecycle-hooks")
        .hasMessageContaining(sentence);
  }

  @Test
  void a_key_that_nobody_knows_is_refused_with_the_one_that_was_meant() {
    assertThatThrownBy(() -> Assumptions.parse("twin.yaml", "application: {bot: 45s}"))
        .hasMessageContaining("twin.yaml:1:")
        .hasMessageContaining("did you mean boot?");
  }

  @Test
  void a_boot_that_takes_longer_than_an_hour_is_refused() {
    assertThatThrownBy(() -> Assumptions.parse("twin.yaml", "application: {boot: 2h}"))
        .hasMessageContaining("application.boot")
        .hasMessageContaining("expected at most 1h, saw 2h");
  }

  @Test
  void a_file_that_assumes_nothing_is_refused() {
    assertThatThrownBy(() -> Assumptions.parse("twin.yaml", "{}"))
        .hasMessageContaining("add the key application");
  }
}
