package dev.azdrill.platform.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is discovered of a twin is what it was made from. */
class TwinTest {
  @TestFactory
  Stream<DynamicTest> discovery_of_the_twin_gives_what_it_was_made_from() {
    return Blueprints.names().stream().map(Blueprints::shipped).flatMap(TwinTest::each);
  }

  private static Stream<DynamicTest> each(Blueprint blueprint) {
    Inventory original = standing(blueprint);
    Inventory discovered;
    List<String> leftOut;
    try (Twin twin = Twin.typical(original, "twin", TwinAssumptions.NONE)) {
      leftOut = twin.leftOut();
      discovered =
          new Discovery(twin.platform().session()).byVpc(original.all(Kind.VPC).get(0).vpcId());
    }
    return Stream.concat(
        Stream.of(
            DynamicTest.dynamicTest(
                blueprint.name() + ": nothing is left out", () -> assertThat(leftOut).isEmpty())),
        Kind.all().stream()
            .map(
                kind ->
                    DynamicTest.dynamicTest(
                        blueprint.name() + ": " + kind,
                        () -> assertSame(kind, original, discovered))));
  }

  private static void assertSame(Kind<?> kind, Inventory original, Inventory twin) {
    List<?> expected = original.owned(kind);
    assertThat(twin.owned(kind)).isEqualTo(expected);
    assertThat(twin.knows(kind)).isEqualTo(original.knows(kind));
  }

  private static Inventory standing(Blueprint blueprint) {
    try (SimulatorPlatform platform = SimulatorPlatform.create("original")) {
      Stack stack =
          new Provisioner(platform.session(), StepListener.SILENT)
              .provision(blueprint, blueprint.name(), "original");
      return new Discovery(platform.session()).byVpc(stack.vpcId());
    }
  }
}
