package dev.azdrill.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.guarantee.SoundProduction;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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
        .contains("the application answers 10 to 60 s after its instance runs")
        .hasSize(6);
  }

  @Test
  void what_groups_launch_with_is_assumed_and_told_where_it_was_not_read_and_only_there() {
    Inventory known = SoundProduction.inventory();

    assertThat(Assumptions.NONE.words(known)).hasSize(6);
    assertThat(
            Assumptions.NONE.words(
                known.without(Kind.IMAGE, "denied").without(Kind.KEY_PAIR, "denied")))
        .hasSize(8)
        .contains(
            "the image ami-1, with which a group launches, exists (images were not read: denied)",
            "the key pair ours, with which a group launches, exists (keyPairs were not read:"
                + " denied)");
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
