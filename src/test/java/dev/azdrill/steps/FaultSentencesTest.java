package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.drill.Drill;
import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.fault.ApiThrottling;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.FaultSentence;
import dev.azdrill.fault.OpenSubject;
import dev.azdrill.fault.ParameterType;
import io.cucumber.java.en.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of the catalogue has a sentence, and the sentence injects that fault. */
@ResourceLock(PlayedFeatures.RUN)
@Order(2)
class FaultSentencesTest {
  @TempDir Path folder;

  static List<FaultKind<?>> kinds() {
    return FaultCatalogue.own();
  }

  /** A step with its own annotation would not change when the catalogue does. */
  @ParameterizedTest
  @MethodSource("kinds")
  void every_fault_has_sentences_and_each_is_a_step(FaultKind<?> kind) {
    assertThat(kind.sentences()).as(kind.word()).isNotEmpty();
    for (FaultSentence each : kind.sentences()) {
      assertThat(stepsOf(each.expression())).as(each.expression()).hasSize(1);
      assertThat(each.example()).doesNotContain("{");
    }
  }

  private static List<String> stepsOf(String expression) {
    return Arrays.stream(FaultSteps.class.getMethods())
        .filter(
            method ->
                Stream.of(method.getAnnotationsByType(When.class))
                    .anyMatch(each -> each.value().equals(expression)))
        .map(method -> method.getName())
        .toList();
  }

  /** Read from the drills that the scenarios kept: what was injected, not what was meant. */
  @Test
  void the_sentence_of_a_fault_injects_that_fault() throws IOException {
    List<Said> all =
        kinds().stream()
            .flatMap(kind -> kind.sentences().stream().map(each -> new Said(kind, each)))
            .toList();
    StringBuilder text = new StringBuilder("Feature: Faults\n");
    for (int i = 0; i < all.size(); i++) {
      // One each: what one fault took away another does not find.
      text.append(
          PlayedFeatures.scenario(
              String.valueOf(i),
              "Given the production architecture is running in 3 zones",
              "When " + all.get(i).sentence().example()));
    }

    new PlayedFeatures(folder, Simulators.sound()).text("faults.feature", text.toString());

    for (int i = 0; i < all.size(); i++) {
      List<Fault> injected = injected(String.valueOf(i));
      assertThat(injected).as(all.get(i).sentence().example()).hasSize(1);
      same(all.get(i), injected.get(0));
    }
  }

  private static void same(Said said, Fault injected) {
    FaultKind<?> kind = said.kind();
    String example = said.sentence().example();
    assertThat(FaultCatalogue.of(injected).map(FaultKind::word)).as(example).contains(kind.word());
    Map<String, String> actual = kind.argumentsOf(injected).values();
    Fault expected = kind.of(said.sentence().exampleArguments());
    kind.argumentsOf(expected)
        .values()
        .forEach(
            (key, value) -> {
              if (OpenSubject.isWord(value)) {
                assertThat(actual.get(key)).as(example).isNotNull().doesNotStartWith("any-");
              } else {
                assertThat(actual).as(example).containsEntry(key, value);
              }
            });
  }

  private List<Fault> injected(String scenario) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("report"))) {
      for (Path each : files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
        Drill drill = DrillFile.read(each).drill();
        if (drill.name().equals(scenario)) {
          return drill.faults();
        }
      }
    }
    throw new AssertionError("expected the drill of scenario " + scenario + ", saw none");
  }

  @Test
  void sentences_name_every_api_that_a_fault_can_hit() {
    ParameterTypes types = new ParameterTypes();
    ParameterType.Choice services =
        (ParameterType.Choice) ApiThrottling.KIND.parameter("service").orElseThrow().type();

    assertThat(
            Stream.of("EC2", "Auto Scaling", "Elastic Load Balancing", "RDS", "AWS")
                .map(types::api))
        .containsExactlyInAnyOrderElementsOf(services.options());
  }

  @Test
  void what_no_fault_is_called_is_refused() {
    assertThatThrownBy(() -> FaultCatalogue.said("the moon is gone", List.of()))
        .hasMessageContaining("expected the sentence of a fault of the catalogue");
    assertThatThrownBy(() -> FaultCatalogue.said("zone {string} loses power", List.of()))
        .hasMessageContaining("expected a value for each placeholder");
  }

  /** A sentence of a fault. */
  private record Said(FaultKind<?> kind, FaultSentence sentence) {}
}
