package dev.azdrill.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.network.model.Cidr;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BlueprintProperties {
  private static final Cidr VPC = Cidr.of("10.0.0.0/20");

  /** Networks in and around the VPC. */
  @Provide
  Arbitrary<List<Cidr>> subnets() {
    return Arbitraries.integers()
        .between(22, 26)
        .flatMap(
            prefix ->
                Arbitraries.longs()
                    .between(0, 0x13FF)
                    .map(a -> new Cidr(0x0A000000L + a - a % (1L << (32 - prefix)), prefix)))
        .list()
        .ofSize(6);
  }

  @Property
  void a_network_is_accepted_exactly_when_its_subnets_lie_inside_and_apart(
      @ForAll("subnets") List<Cidr> subnets) {
    boolean valid = subnets.stream().allMatch(VPC::contains);
    for (int i = 0; i < subnets.size(); i++) {
      for (int j = 0; j < i; j++) {
        valid &= !subnets.get(i).overlaps(subnets.get(j));
      }
    }
    Map<Tier, List<Cidr>> tiers = new EnumMap<>(Tier.class);
    tiers.put(Tier.PUBLIC, subnets.subList(0, 2));
    tiers.put(Tier.PRIVATE, subnets.subList(2, 4));
    tiers.put(Tier.DATABASE, subnets.subList(4, 6));
    if (valid) {
      assertThat(new Network(VPC, tiers, Nat.PER_ZONE, false, true).of(Tier.DATABASE))
          .isEqualTo(subnets.subList(4, 6));
    } else {
      assertThatThrownBy(() -> new Network(VPC, tiers, Nat.PER_ZONE, false, true))
          .isInstanceOf(BlueprintException.class)
          .hasMessageStartingWith("subnets.");
    }
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void a_size_is_accepted_exactly_when_it_is_in_order(
      @ForAll @IntRange(min = -2, max = 5) int min,
      @ForAll @IntRange(min = -2, max = 5) int desired,
      @ForAll @IntRange(min = -2, max = 5) int max) {
    if (0 <= min && min <= desired && 1 <= desired && desired <= max) {
      assertThat(new Group.Size(min, desired, max).desired()).isEqualTo(desired);
    } else {
      assertThatThrownBy(() -> new Group.Size(min, desired, max))
          .isInstanceOf(BlueprintException.class);
    }
  }

  /** Whatever line is lost or damaged, the answer is a blueprint or one sentence with a place. */
  @Property
  void a_damaged_file_is_a_blueprint_or_a_sentence(
      @ForAll @IntRange(min = 0, max = 200) int line, @ForAll("damages") String damage) {
    List<String> lines = new ArrayList<>(Blueprints.text("production").lines().toList());
    int at = line % lines.size();
    lines.set(at, damage.replace("LINE", lines.get(at)));
    try {
      Blueprint read = Blueprints.parse("damaged.yaml", String.join("\n", lines));
      assertThat(read.zones()).hasSizeBetween(2, 3);
    } catch (BlueprintException e) {
      assertThat(e).hasMessageMatching("damaged\\.yaml:\\d+:\\d+: .*expected .+, saw .+: .+");
    }
  }

  @Provide
  Arbitrary<String> damages() {
    return Arbitraries.of(
        "",
        "LINE x",
        "  LINE",
        "LINE:",
        "- LINE",
        "x: 1",
        "LINE]",
        "\tLINE",
        "LINE # fine",
        "[LINE");
  }
}
