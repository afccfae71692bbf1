package dev.azdrill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultCatalogueTest {
  static java.util.List<FaultKind<?>> kinds() {
    return FaultCatalogue.own();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void the_word_alone_names_a_fault_of_its_kind(FaultKind<?> kind) {
    Fault fault = FaultCatalogue.parse(kind.word());

    assertThat(fault).isInstanceOf(kind.type());
    assertThat(FaultCatalogue.of(fault)).contains(kind);
    assertThat(FaultCatalogue.parse(kind.words(fault))).isEqualTo(fault);
    assertThat(kind.does()).endsWith(".");
    assertThat(kind.parameters()).extracting(FaultParameter::key).doesNotHaveDuplicates();
    assertThat(kind.parameters())
        .allMatch(each -> each.otherwise().stream().allMatch(each.type()::admits));
  }

  @Test
  void what_is_typed_is_what_it_says() {
    assertThat(FaultCatalogue.parse("zone-power-loss:zone=eu-west-2b"))
        .isEqualTo(new ZonePowerLoss("eu-west-2b"));
    assertThat(FaultCatalogue.parse("instance-stop:instances=50%:zone=eu-west-2b"))
        .isEqualTo(
            new InstanceStop(
                new InstanceSelection.Some("50%", java.util.Optional.of("eu-west-2b"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zone-powr-loss|saw 'zone-powr-loss': did you mean zone-power-loss?",
        "''|saw ''",
        "zone-power-loss zone=eu-west-2a|saw 'zone-power-loss zone=eu-west-2a': write it as in zone-power-loss:zone=any-zone",
        "zone-power-loss(zone=eu-west-2a)|write it as in zone-power-loss:zone=any-zone",
        "zone=eu-west-2a|saw 'zone=eu-west-2a': a parameter follows its fault after a colon, as in FAULT:zone=eu-west-2a",
        "zone-power-losses|did you mean zone-power-loss?",
        "zone-power-loss:|zone-power-loss: expected key=value, saw '': write it as in zone-power-loss:zone=any-zone",
        "zone-power-loss:zone|expected key=value, saw 'zone'",
        "zone-power-loss:zone=|expected key=value, saw 'zone='",
        "zone-power-loss:zon=eu-west-2a|zon: expected one of zone, saw 'zon': did you mean zone?",
        "zone-power-loss:zone=nowhere|zone: expected an Availability Zone such as eu-west-2a, or any-zone or primary-zone, saw 'nowhere'",
        "zone-power-loss:zone=any-zon|did you mean any-zone?",
        "zone-power-loss:zone=any-zone:zone=any-zone|expected each key once, saw zone twice",
        "instance-stop:instances=0|instances: expected a number from 1, a percentage such as 50%, or all, saw '0'",
        "instance-stop:instances=101%|saw '101%'",
        "instance-stop:instances=2:instance=any-instance|expected instance or instances, not both",
        "instance-stop:zone=any-zone|expected zone only beside instances, saw zone",
      })
  void what_is_wrong_is_one_sentence(String text, String sentence) {
    assertThatThrownBy(() -> FaultCatalogue.parse(text))
        .isInstanceOf(FaultArgumentException.class)
        .hasMessageContaining(sentence);
  }
}
