package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Placement;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

class PlacementsTest {
  @Test
  void each_of_two_load_balancers_stands_there_with_its_own_address() {
    Inventory stack =
        Inventory.builder()
            .add(Kind.LOAD_BALANCER, List.of(balancer("web"), balancer("admin")))
            .add(
                Kind.NETWORK_INTERFACE,
                List.of(node("web", "198.51.100.1"), node("admin", "198.51.100.2")))
            .build();

    assertThat(Placements.of(stack))
        .extracting(Placement::name)
        .containsExactly("198.51.100.1", "198.51.100.2");
  }

  @Test
  void the_address_of_another_is_not_taken_for_its_own() {
    Inventory stack =
        Inventory.builder()
            .add(Kind.LOAD_BALANCER, List.of(balancer("web")))
            .add(Kind.NETWORK_INTERFACE, List.of(node("admin", "198.51.100.2")))
            .build();

    assertThat(Placements.of(stack))
        .extracting(Placement::name)
        .containsExactly("no public address");
  }

  private static LoadBalancer balancer(String name) {
    return LoadBalancer.builder()
        .loadBalancerArn("arn:aws:elasticloadbalancing:eu-west-2:1:loadbalancer/app/" + name + "/1")
        .availabilityZones(
            AvailabilityZone.builder().zoneName("eu-west-2a").subnetId("subnet-1").build())
        .build();
  }

  private static NetworkInterface node(String balancer, String address) {
    return NetworkInterface.builder()
        .subnetId("subnet-1")
        .description("ELB app/" + balancer + "/1")
        .association(a -> a.publicIp(address))
        .build();
  }
}
