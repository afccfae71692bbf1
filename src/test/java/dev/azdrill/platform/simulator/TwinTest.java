package dev.azdrill.platform.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.NameResolution;
import dev.azdrill.inventory.Snapshot;
import dev.azdrill.inventory.SnapshotTest;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.topology.RandomBlueprints;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** What is discovered of a twin is what it was made from. */
class TwinTest {
  private static final int TRIES = Math.max(1, Integer.getInteger("azdrill.tries", 50) / 8);

  @TestFactory
  Stream<DynamicTest> discovery_of_the_twin_gives_what_it_was_made_from() {
    return Blueprints.names().stream()
        .map(Blueprints::shipped)
        .flatMap(blueprint -> each(blueprint.name(), standing(blueprint, there -> {})));
  }

  @TestFactory
  Stream<DynamicTest> discovery_of_the_twin_of_what_the_aws_cli_printed_gives_what_it_printed() {
    return each("the AWS CLI", Snapshot.read(SnapshotTest.CLI).of(Optional.of(SnapshotTest.VPC)));
  }

  @TestFactory
  Stream<DynamicTest> discovery_of_the_twin_gives_the_key_pair_that_its_group_launches_with() {
    return each(
        "a key pair",
        standing(
            Blueprints.shipped("demo"),
            there -> {
              Ec2Client ec2 = Somebody.beside(there.session()).ec2();
              ec2.createKeyPair(r -> r.keyName("ours").keyType("ed25519"));
              ec2.createLaunchTemplateVersion(
                  r ->
                      r.launchTemplateName(
                              ec2.describeLaunchTemplates()
                                  .launchTemplates()
                                  .get(0)
                                  .launchTemplateName())
                          .sourceVersion("1")
                          .launchTemplateData(d -> d.keyName("ours")));
            }));
  }

  @TestFactory
  Stream<DynamicTest> discovery_of_the_twin_gives_that_its_vpc_resolves_no_names() {
    Inventory original =
        standing(
            Blueprints.shipped("demo"),
            there ->
                Somebody.beside(there.session())
                    .ec2()
                    .modifyVpcAttribute(
                        r -> r.vpcId(vpcOf(there)).enableDnsSupport(v -> v.value(false))));
    assertThat(NameResolution.lackingIn(original)).hasSize(1);
    return each("no names", original);
  }

  private static String vpcOf(SimulatorPlatform there) {
    return new Discovery(there.session()).byStack("demo").all(Kind.VPC).get(0).vpcId();
  }

  /** Any architecture, some time after its group was told to grow: much is under way then. */
  @TestFactory
  Stream<DynamicTest> discovery_of_the_twin_of_any_architecture_gives_it_also_while_it_grows() {
    return IntStream.range(0, TRIES).boxed().flatMap(TwinTest::growing);
  }

  private static Stream<DynamicTest> growing(int seed) {
    Random random = new Random(seed);
    Blueprint blueprint = new RandomBlueprints(seed).next();
    return each(
        "seed " + seed,
        standing(
            blueprint,
            there -> {
              grow(Somebody.beside(there.session()).autoScaling());
              there.session().clock().pass(Duration.ofSeconds(random.nextInt(300)));
            }));
  }

  private static void grow(AutoScalingClient scaling) {
    for (AutoScalingGroup group : scaling.describeAutoScalingGroups().autoScalingGroups()) {
      scaling.updateAutoScalingGroup(
          r ->
              r.autoScalingGroupName(group.autoScalingGroupName())
                  .maxSize(group.maxSize() + 1)
                  .desiredCapacity(group.desiredCapacity() + 1));
    }
  }

  private static Stream<DynamicTest> each(String name, Inventory original) {
    Inventory discovered;
    List<LeftOut> leftOut;
    try (Twin twin = Twin.typical(original, "twin", TwinAssumptions.NONE)) {
      leftOut = twin.leftOut();
      discovered =
          new Discovery(twin.platform().session()).byVpc(original.all(Kind.VPC).get(0).vpcId());
    }
    return Stream.concat(
        Stream.of(
            DynamicTest.dynamicTest(
                name + ": nothing is left out", () -> assertThat(leftOut).isEmpty())),
        Kind.all().stream()
            .filter(original::knows)
            .map(
                kind ->
                    DynamicTest.dynamicTest(
                        name + ": " + kind, () -> assertSame(kind, original, discovered))));
  }

  private static void assertSame(Kind<?> kind, Inventory original, Inventory twin) {
    assertThat(twin.knows(kind)).isTrue();
    // The files of the AWS CLI have no order among them.
    assertThat(List.<Object>copyOf(twin.owned(kind)))
        .containsExactlyInAnyOrderElementsOf(original.owned(kind));
  }

  private static Inventory standing(Blueprint blueprint, Consumer<SimulatorPlatform> then) {
    try (SimulatorPlatform platform = SimulatorPlatform.create("original")) {
      Stack stack =
          new Provisioner(platform.session(), StepListener.SILENT)
              .provision(blueprint, blueprint.name(), "original");
      then.accept(platform);
      return new Discovery(platform.session()).byVpc(stack.vpcId());
    }
  }
}
