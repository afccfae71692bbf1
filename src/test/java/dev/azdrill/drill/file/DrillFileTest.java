package dev.azdrill.drill.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.azdrill.ProductClasses;
import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.Objectives;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.FaultPlan;
import dev.azdrill.fault.Witness;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.yaml.DocumentException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DrillFileTest {
  private static final String DRILL =
      """
      name: Zone a is lost at peak load
      fault: {zone-power-loss: {zone: eu-west-2a}}
      recovery:
        - zone-evicted: {zone: eu-west-2a, within: 90s}
        - clients-served
      restoration: [instances-spread]
      objectives: {rto: 2min, max-errors: 500, availability: 99.5, longest-outage: 60s, acknowledged-writes: true}
      """;

  private static Drill read(String text) {
    return DrillFile.parse("mine.yaml", text).drill();
  }

  @Test
  void a_file_is_the_value_that_it_describes() {
    assertThat(read(DRILL))
        .isEqualTo(
            Drill.of(
                "Zone a is lost at peak load",
                new ZonePowerLoss("eu-west-2a"),
                List.of(
                    TimedExpectation.within(
                        new Expectation.ZoneEvicted("eu-west-2a"), Duration.ofSeconds(90)),
                    TimedExpectation.inTime(new Expectation.ClientsServed())),
                List.of(TimedExpectation.inTime(new Expectation.InstancesSpread())),
                new Objectives(
                    Optional.of(Duration.ofMinutes(2)),
                    Optional.of(500),
                    Optional.of(new BigDecimal("99.5")),
                    Optional.of(Duration.ofMinutes(1)),
                    true)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: Zone a is lost at peak load|name: 42|1:1: name: expected a text, saw the number or truth value '42': put it into quotes",
        "name: Zone a is lost at peak load|name: ''|1:1: name: expected a name of 1 to 200 characters",
        "name: Zone a is lost at peak load|nam: x|1:1: nam: expected one of name, fault, recovery, restoration, steps, objectives, limits, stop, saw 'nam': did you mean name?",
        "zone-power-loss|zone-powr-loss|2:9: fault.zone-powr-loss: expected one of FAULTS, saw 'zone-powr-loss': did you mean zone-power-loss?",
        "{zone-power-loss: {zone: eu-west-2a}}|zone-power-loss|2:1: fault: expected a mapping with one key",
        "loss: {zone: eu-west-2a}}|loss: {zone: eu-west-2a}, instance-stop: {instance: any-instance}}|2:1: fault: expected a mapping with one key, one of instance-termination",
        "loss: {zone: eu-west-2a}|loss: []|fault.zone-power-loss: expected a mapping, saw a list",
        "loss: {zone: eu-west-2a}|loss: {zone: eu-west-2}|expected an Availability Zone such as eu-west-2a, or any-zone or primary-zone, saw 'eu-west-2': write one of these",
        "loss: {zone: eu-west-2a}|loss: {zone: any-zon}|saw 'any-zon': did you mean any-zone?",
        "loss: {zone: eu-west-2a}|loss: {zone: any-instance}|expected an Availability Zone such as",
        "loss: {zone: eu-west-2a}|loss: {zone: eu-west-2a, percent: 50}|fault.zone-power-loss.percent: expected one of zone, saw 'percent': remove it",
        "within: 90s|within: -90s|4:38: recovery[0].zone-evicted.within: expected a duration, saw '-90s': write one such as 30s, 5m or 1h",
        "within: 90s|within: 90|expected a duration, saw '90'",
        "within: 90s|within: 90s, within: 80s|recovery[0].zone-evicted.within: expected each key once, saw it twice",
        "- clients-served|- clients-serves|5:5: recovery[1]: expected one of target-evicted,",
        "- clients-served|- capacity-restored: {without: [i-0123456789abcdef0, i-0123456789abcdef0]}|recovery[1].capacity-restored.without[1]: expected each name once, saw i-0123456789abcdef0 twice",
        "- clients-served|- capacity-restored: {without: [eu-west-2a]}|recovery[1].capacity-restored.without[0]: expected an instance such as",
        "- clients-served|- capacity-at-least: {instances: 0}|expected 1 or more, saw 0: raise it",
        "- clients-served|- capacity-at-least: {instances: '3'}|expected a number, true or false, saw the text '3'",
        "- clients-served|- capacity-at-least|expected capacity-at-least with the key instances, saw the word alone: write capacity-at-least: {instances: ...}",
        "- clients-served|- clients-served:|recovery[1].clients-served: expected a mapping, saw nothing",
        "[instances-spread]|instances-spread|restoration: expected a list, saw 'instances-spread'",
        "rto: 2min|rto: soon|objectives.rto: expected a duration, saw 'soon'",
        "max-errors: 500|max-errors: -1|objectives.max-errors: expected 0 or more, saw -1: raise it",
        "max-errors: 500|max-errors: 1e3|objectives.max-errors: expected a whole number",
        "availability: 99.5|availability: 0.0|objectives.availability: expected a percentage above 0 and up to 100 with at most 9 decimals, saw '0.0': write one such as 99.9",
        "availability: 99.5|availability: 100.1|objectives.availability: expected a percentage above 0 and up to 100 with at most 9 decimals, saw '100.1': write one such as 99.9",
        "availability: 99.5|availability: 99.5%|objectives.availability: expected a number, true or false, saw the text '99.5%'",
        "availability: 99.5|avalability: 99.5|did you mean availability?",
        "acknowledged-writes: true|acknowledged-writes: 'yes'|expected a number, true or false, saw the text 'yes'",
        "acknowledged-writes: true|acknowledged-writes: 1|objectives.acknowledged-writes: expected true or false, saw '1'",
        "name: Zone|--- a|expected",
      })
  void what_is_wrong_is_one_sentence_with_its_place(String from, String to, String sentence) {
    assertThat(DRILL).contains(from);
    assertThatThrownBy(() -> read(DRILL.replace(from, to)))
        .isInstanceOf(DocumentException.class)
        .hasMessageStartingWith("mine.yaml:")
        .hasMessageContaining(
            sentence.replace("FAULTS", String.join(", ", FaultCatalogue.words())));
  }

  @Test
  void a_second_document_and_an_alias_are_refused() {
    assertThatThrownBy(() -> read(DRILL + "---\n" + DRILL))
        .hasMessageContaining("expected one document, saw a second one");
    assertThatThrownBy(
            () ->
                read(
                    DRILL
                        .replace("zone: eu-west-2a}}", "zone: &a eu-west-2a}}")
                        .replace("zone: eu-west-2a,", "zone: *a,")))
        .hasMessageContaining("the alias *a");
  }

  @Test
  void every_fault_is_in_the_catalogue() {
    Set<String> faults =
        ProductClasses.ALL.stream()
            .filter(each -> each.getPackageName().startsWith("dev.azdrill.fault"))
            .filter(each -> each.isAssignableTo(Fault.class))
            .filter(each -> !each.isInterface())
            .filter(each -> !each.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());

    assertThat(FaultCatalogue.own().stream().map(each -> each.type().getName()))
        .containsExactlyInAnyOrderElementsOf(faults);
  }

  @Test
  void every_expectation_has_a_form() {
    assertThat(Forms.EXPECTATIONS.stream().<Class<?>>map(ExpectationForm::type))
        .containsExactlyInAnyOrderElementsOf(values(Expectation.class).toList());
  }

  private static Stream<Class<?>> values(Class<?> sealed) {
    return sealed.isSealed()
        ? Stream.of(sealed.getPermittedSubclasses()).flatMap(DrillFileTest::values)
        : Stream.of(sealed);
  }

  @Test
  void every_form_has_a_word_of_its_own() {
    assertThat(
            Stream.concat(
                FaultCatalogue.words().stream(),
                Forms.EXPECTATIONS.stream().map(ExpectationForm::word)))
        .doesNotHaveDuplicates();
  }

  /** A fault of a user's own. */
  private record Own(String subject) implements Fault {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public Fault resolve(FaultContext context) {
      return this;
    }

    @Override
    public FaultPlan plan(FaultContext context) {
      throw new FaultException("never");
    }

    @Override
    public Optional<Witness> witness(FaultContext context, Instant from) {
      return Optional.empty();
    }
  }

  @Test
  void what_has_no_form_is_not_written() {
    Drill own = Drill.of("Own", new Own("x"), List.of(), List.of(), Objectives.NONE);
    Drill nowhere =
        Drill.of("X", new ZonePowerLoss("nowhere"), List.of(), List.of(), Objectives.NONE);

    assertThatThrownBy(() -> DrillYaml.of(own))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("saw own on x");
    assertThatThrownBy(() -> DrillYaml.of(nowhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected an Availability Zone");
  }

  @ParameterizedTest
  @EnumSource
  void built_in_drills_can_be_written_and_read(BuiltInDrill drill) {
    Drill open = BuiltInDrills.file(drill).drill();

    assertThat(read(DrillYaml.of(open))).isEqualTo(open);
  }

  @Test
  void what_is_left_open_needs_something_in_the_stack() {
    DrillFile file = BuiltInDrills.file(BuiltInDrill.DATABASE_FAILOVER);

    assertThatThrownBy(() -> file.on(Inventory.empty()))
        .isInstanceOf(FaultException.class)
        .hasMessage("expected a database for any-database, saw none in the stack");
  }

  @Test
  void the_zones_that_a_file_names_are_known() {
    assertThat(
            DrillFile.parse(
                    "mine.yaml",
                    DRILL
                        .replace(
                            "{zone-power-loss: {zone: eu-west-2a}}",
                            "{zone-power-loss: {zone: any-zone}}")
                        .replace(
                            "- clients-served",
                            "- targets-healthy: {without: [eu-west-2b, any-instance]}"))
                .zones())
        .containsExactly("eu-west-2a", "eu-west-2b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- undo: zone-powr-loss|steps[1].undo: expected the word of a fault, such as instance-termination, saw 'zone-powr-loss': did you mean zone-power-loss?",
        "- undo: instance-stop|steps[1].undo: expected a fault that is broken when this step is reached, saw 'instance-stop': undo one of zone-power-loss",
        "'- undo\n  - undo: zone-power-loss'|steps[2].undo: expected a fault that is broken when this step is reached, saw 'zone-power-loss': inject it before",
        "'- undo: zone-power-loss\n  - undo: zone-power-loss'|steps[2].undo: expected a fault that is broken",
        "- undo: 3|steps[1].undo: expected a text",
      })
  void what_was_not_broken_is_not_undone(String step, String sentence) {
    String text =
        "name: x\nsteps:\n  - inject: {zone-power-loss: {}}\n  " + step.replace("\\n", "\n") + "\n";

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining(sentence);
  }
}
