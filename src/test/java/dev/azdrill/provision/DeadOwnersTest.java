package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprints;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class DeadOwnersTest {
  private static final String STACK = "shop";

  private final Landscape landscape = new Landscape("dead owners");

  @Test
  void what_its_owner_removes_at_the_same_time_is_removed() {
    AwsSession aws = landscape.session();
    Footprint before = Footprint.of(aws);
    Stack stack =
        new Provisioner(aws, StepListener.SILENT)
            .provision(Blueprints.shipped("demo"), STACK, "run-1");
    leaveAnInterface(aws, stack);
    FasterOwner owner = new FasterOwner(landscape.session());

    try (AwsSession slower = landscape.session(owner)) {
      new Provisioner(slower, StepListener.SILENT).tearDown(STACK);
    }

    assertThat(owner.removed)
        .contains(
            "DisassociateAddressRequest", "ReleaseAddressRequest", "DeleteNetworkInterfaceRequest");
    assertThat(Footprint.of(aws)).isEqualTo(before);
  }

  /** As a load balancer has one that a completion made for it, with an address. */
  private static void leaveAnInterface(AwsSession aws, Stack stack) {
    String subnet =
        aws.ec2()
            .describeSubnets(r -> r.filters(Ec2Labels.filter("vpc-id", stack.vpcId())))
            .subnets()
            .get(0)
            .subnetId();
    String left =
        Somebody.beside(aws)
            .ec2()
            .createNetworkInterface(
                r ->
                    r.subnetId(subnet)
                        .description("ELB app/gone/0123456789abcdef")
                        .tagSpecifications(owned(ResourceType.NETWORK_INTERFACE)))
            .networkInterface()
            .networkInterfaceId();
    String address =
        Somebody.beside(aws)
            .ec2()
            .allocateAddress(
                r -> r.domain(DomainType.VPC).tagSpecifications(owned(ResourceType.ELASTIC_IP)))
            .allocationId();
    Somebody.beside(aws)
        .ec2()
        .associateAddress(r -> r.allocationId(address).networkInterfaceId(left));
  }

  private static TagSpecification owned(ResourceType type) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(Tag.builder().key("azdrill:owner").value("amazon-elb").build())
        .build();
  }

  /** Removes what the session that it watches is about to remove. */
  private static final class FasterOwner implements ExecutionInterceptor {
    private final AwsSession aws;
    private final List<String> removed = new ArrayList<>();

    FasterOwner(AwsSession aws) {
      this.aws = aws;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      SdkRequest request = context.request();
      if (request instanceof DisassociateAddressRequest address) {
        Somebody.beside(aws).ec2().disassociateAddress(address);
      } else if (request instanceof ReleaseAddressRequest address) {
        Somebody.beside(aws).ec2().releaseAddress(address);
      } else if (request instanceof DeleteNetworkInterfaceRequest left) {
        Somebody.beside(aws).ec2().deleteNetworkInterface(left);
      } else {
        return;
      }
      removed.add(request.getClass().getSimpleName());
    }
  }
}
