package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprints;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;

/** What somebody else put into the network of a stack keeps it, and is not removed with it. */
class ForeignInterfacesTest {
  private static String subnet(AwsSession aws) {
    Filter own = Filter.builder().name("tag:azdrill:stack").values("shop").build();
    return aws.ec2().describeSubnets(r -> r.filters(own)).subnets().get(0).subnetId();
  }

  @Test
  void a_network_interface_of_somebody_else_is_told_with_what_is_to_be_done() {
    try (SimulatorPlatform region = SimulatorPlatform.create("foreign")) {
      AwsSession aws = region.session();
      AwsSession somebody = Somebody.beside(aws);
      Provisioner provisioner = new Provisioner(aws, StepListener.SILENT);
      provisioner.provision(Blueprints.shipped("demo"), "shop", "test");
      String foreign =
          somebody
              .ec2()
              .createNetworkInterface(r -> r.subnetId(subnet(aws)).description("a probe"))
              .networkInterface()
              .networkInterfaceId();

      assertThatThrownBy(() -> provisioner.tearDown("shop"))
          .isInstanceOf(ProvisioningException.class)
          .hasMessageContaining("expected no network interface to be left in vpc-")
          .hasMessageContaining(
              "last saw ["
                  + foreign
                  + " (a probe), which somebody else made: delete it, and tear the stack down"
                  + " again]");

      somebody.ec2().deleteNetworkInterface(r -> r.networkInterfaceId(foreign));
      provisioner.tearDown("shop");
      assertThat(aws.ec2().describeVpcs().vpcs())
          .noneMatch(vpc -> vpc.tags().stream().anyMatch(tag -> tag.value().equals("shop")));
    }
  }
}
