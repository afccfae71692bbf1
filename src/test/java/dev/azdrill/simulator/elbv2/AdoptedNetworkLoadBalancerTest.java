package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.LoadBalancing.Decision;
import dev.azdrill.simulator.world.LoadBalancing.Request;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;

/** A network load balancer that was taken over goes on like one that was created. */
class AdoptedNetworkLoadBalancerTest {
  private final ElbUnderTest original = new ElbUnderTest("adopted network");

  @AfterEach
  void close() {
    original.close();
  }

  @Test
  void it_is_described_as_it_was_there_and_passes_on() {
    AllocateAddressResponse elastic = original.ec2().allocateAddress(r -> r.domain("vpc"));
    LoadBalancer door =
        original
            .client()
            .createLoadBalancer(
                r ->
                    r.name("door")
                        .type("network")
                        .subnetMappings(
                            SubnetMapping.builder()
                                .subnetId(original.subnets.get("a"))
                                .allocationId(elastic.allocationId())
                                .build()))
            .loadBalancers()
            .get(0);
    String group =
        original
            .client()
            .createTargetGroup(
                r ->
                    r.name("app")
                        .protocol("TCP")
                        .port(8080)
                        .vpcId(original.vpc)
                        .healthCheckIntervalSeconds(10))
            .targetGroups()
            .get(0)
            .targetGroupArn();
    original
        .client()
        .createListener(
            r ->
                r.loadBalancerArn(door.loadBalancerArn())
                    .protocol("TCP")
                    .port(80)
                    .defaultActions(ElbUnderTest.forward(group)));
    String target = original.target(group, "a");
    original.pass(200);
    Inventory there = original.inventory();
    Adoption adoption = new Adoption(there);

    try (ElbUnderTest twin = original.twin(adoption)) {
      assertThat(adoption.leftOut()).isEmpty();
      for (Kind<?> kind :
          List.of(
              Kind.NETWORK_INTERFACE,
              Kind.ADDRESS,
              Kind.LOAD_BALANCER,
              Kind.LOAD_BALANCER_ATTRIBUTE,
              Kind.LISTENER,
              Kind.TARGET_GROUP,
              Kind.TARGET_GROUP_ATTRIBUTE,
              Kind.TARGET_HEALTH)) {
        assertThat(twin.inventory().owned(kind)).as(kind.name()).isEqualTo(there.owned(kind));
      }
      assertThat(twin.health(group, target).stateAsString()).isEqualTo("healthy");
      assertThat(twin.loadBalancing.resolve(door.dnsName())).containsExactly(elastic.publicIp());
      assertThat(
              twin.loadBalancing.decide(
                  twin.node("a").networkInterfaceId(), 80, new Request("GET", "door", "/", false)))
          .isInstanceOf(Decision.Pass.class);
    }
  }
}
