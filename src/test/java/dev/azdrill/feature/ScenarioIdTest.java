package dev.azdrill.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScenarioIdTest {
  private static ScenarioId at(String uri, int line) {
    return ScenarioId.of(URI.create(uri), "The zone's power", line);
  }

  @Test
  void it_does_not_depend_on_where_the_checkout_is() {
    List<ScenarioId> same =
        List.of(
            at("file:///somewhere/azdrill/features/deep/zone-loss.feature", 7),
            at("file:///elsewhere/features/deep/zone-loss.feature", 7),
            at("classpath:dev/azdrill/features/deep/zone-loss.feature", 7),
            at("classpath:/features/deep/zone-loss.feature", 7));

    assertThat(same).allMatch(each -> each.equals(same.get(0)));
    assertThat(same.get(0).id()).isEqualTo("deep/zone-loss.feature:7 The zone's power");
  }

  @Test
  void files_of_one_name_in_different_folders_are_told_apart() {
    URI here = Path.of("src/a/x.feature").toUri();

    assertThat(ScenarioId.of(here, "S", 1).feature()).isEqualTo("src/a/x.feature");
    assertThat(at("classpath:com/example/shop.feature", 3).feature())
        .isEqualTo("com/example/shop.feature");
  }

  @Test
  void its_journal_is_named_after_feature_line_and_name() {
    assertThat(at("file:///c/features/zone-loss.feature", 7).file())
        .isEqualTo(Path.of("zone-loss", "7-the-zone-s-power.jsonl"));
    assertThat(new ScenarioId("a.feature", "ゾーン", 7).file()).isEqualTo(Path.of("a", "7.jsonl"));
    assertThat(new ScenarioId("a.feature", "x".repeat(300), 7).file().getFileName().toString())
        .hasSizeLessThan(100);
  }

  @Test
  void they_are_ordered_by_feature_and_line() {
    assertThat(
            Stream.of(
                    new ScenarioId("b.feature", "S", 1),
                    new ScenarioId("a.feature", "S", 10),
                    new ScenarioId("a.feature", "S", 9))
                .sorted()
                .map(ScenarioId::id))
        .containsExactly("a.feature:9 S", "a.feature:10 S", "b.feature:1 S");
  }

  @Test
  void its_seed_is_made_of_the_runs_and_its_own_name() {
    assertThat(new ScenarioId("a.feature", "S", 9).seed("azdrill"))
        .isEqualTo("azdrill/a.feature:9 S");
  }
}
