package dev.azdrill.simulator.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.RegionUnderTest;
import dev.azdrill.simulator.ec2.Ec2;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.AmiCatalogue;
import dev.azdrill.simulator.world.NetworkState;
import dev.azdrill.simulator.world.Reachability.Answer;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/** The application on an instance that was taken over from elsewhere. */
class AdoptedApplicationTest {
  private static final Answer REFUSED = new Answer.Refused();

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private String vpcId;
  private Instance asks;
  private Instance asked;

  @BeforeEach
  void twoInstances() {
    Ec2Client ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    String subnet =
        ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock("10.0.1.0/24")).subnet().subnetId();
    asks = run(ec2, subnet);
    asked = run(ec2, subnet);
    region.pass(Duration.ofHours(1));
  }

  @Test
  void on_an_instance_that_was_launched_long_ago_it_is_ready_at_once() {
    assertThat(probe(described(), region.aws().clock().now()))
        .isEqualTo(DataplaneUnderTest.REPLIED);
  }

  @Test
  void on_one_that_was_launched_just_now_it_boots() {
    assertThat(probe(described(), asked.launchTime().plusSeconds(10))).isEqualTo(REFUSED);
  }

  @Test
  void on_one_that_fails_its_checks_it_does_not_answer() {
    Inventory described =
        described()
            .map(
                Kind.INSTANCE_STATUS,
                status ->
                    status.toBuilder()
                        .systemStatus(s -> s.status(SummaryStatus.IMPAIRED))
                        .instanceStatus(s -> s.status(SummaryStatus.IMPAIRED))
                        .build());

    assertThat(probe(described, region.aws().clock().now()))
        .isNotEqualTo(DataplaneUnderTest.REPLIED)
        .isNotEqualTo(REFUSED);
  }

  /** What the one instance gets from the other in a region in which both were taken over now. */
  private Answer probe(Inventory described, Instant now) {
    World world =
        World.create(new Kernel(now, Seed.of("twin")), RegionLocation.london(), Timings.typical());
    Ec2 ec2 = new Ec2(world, name -> Optional.empty());
    Dataplane dataplane =
        new Dataplane(
            world,
            new NetworkState(world.network(), ec2.source()),
            ec2.compute(),
            new Neighbours.Published());
    Adoption adoption = new Adoption(described);
    ec2.adopt(adoption);
    assertThat(adoption.leftOut()).isEmpty();
    return dataplane.probe(
        asks.networkInterfaces().get(0).networkInterfaceId(), asked.privateIpAddress(), 80, "/");
  }

  private Inventory described() {
    return new Discovery(region.platform().session()).byVpc(vpcId);
  }

  private static Instance run(Ec2Client ec2, String subnet) {
    return ec2.runInstances(
            r ->
                r.imageId(AmiCatalogue.AL2023_X86_64.imageId())
                    .instanceType("t3.micro")
                    .subnetId(subnet)
                    .minCount(1)
                    .maxCount(1))
        .instances()
        .get(0);
  }
}
