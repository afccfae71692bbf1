package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.simulator.RegionUnderTest;
import dev.azdrill.topology.Blueprints;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;

/** The catalogue over stacks that stand in the region, as the features judge them. */
class ProvisionedGuaranteesTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  private Inventory provisioned(String blueprint) {
    new Provisioner(region.aws(), StepListener.SILENT)
        .provision(Blueprints.shipped(blueprint), blueprint, "test");
    return new Discovery(region.aws()).byStack(blueprint);
  }

  @Test
  void production_guarantees_everything_and_every_mutant_of_it_is_killed() {
    Inventory production = provisioned("production");

    assertThat(Guarantees.prove(production))
        .allSatisfy(
            proof ->
                assertThat(proof.verdict()).as(proof.because()).isEqualTo(GuaranteeVerdict.PROVEN));
    for (Guarantee each : Guarantees.all()) {
      for (Mutant mutant : each.mutants()) {
        assertThat(each.prove(mutant.of(production)).verdict())
            .as("%s: %s", each.id(), mutant.name())
            .isEqualTo(GuaranteeVerdict.VIOLATED);
      }
    }
  }

  @Test
  void the_demo_lacks_what_production_guarantees() {
    Inventory demo = provisioned("demo");

    assertThat(Guarantees.prove(demo)).noneMatch(Proof::proven);
    for (String id :
        List.of(
            "only-load-balancer-is-reachable",
            "no-public-addresses",
            "load-balancer-speaks-https")) {
      assertThat(Guarantees.named(id).orElseThrow().prove(demo).verdict())
          .as(id)
          .isEqualTo(GuaranteeVerdict.VIOLATED);
    }
    assertThat(
            Guarantees.named("only-load-balancer-is-reachable")
                .orElseThrow()
                .prove(demo)
                .counterexample())
        .isPresent();
  }

  @Test
  void somebody_who_opens_the_application_is_noticed() {
    Inventory before = provisioned("production");
    String group = new Architecture(before).applicationGroups().iterator().next();
    region
        .aws()
        .ec2()
        .authorizeSecurityGroupIngress(
            r ->
                r.groupId(group)
                    .ipPermissions(
                        IpPermission.builder()
                            .ipProtocol("tcp")
                            .fromPort(22)
                            .toPort(22)
                            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                            .build()));

    Inventory after = new Discovery(region.aws()).byStack("production");

    assertThat(TierAdmission.ofApplication().prove(after).verdict())
        .isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(TierAdmission.ofApplication().prove(after).because())
        .contains("admits 0.0.0.0/0, which is not the load balancer, on port 22");
    // Not reachable all the same: no instance has a public address.
    assertThat(OnlyTheLoadBalancer.guarantee().prove(after).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(after.all(Kind.INSTANCE)).hasSize(2);
  }
}
