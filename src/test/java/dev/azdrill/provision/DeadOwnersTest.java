package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;

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

  @Test
  void whatever_somebody_else_removes_at_the_same_time_is_removed() {
    Landscape landscape = new Landscape("two at once");
    AwsSession aws = landscape.session();
    Footprint before = Footprint.of(aws);
    new Provisioner(aws, StepListener.SILENT)
        .provision(Blueprints.shipped("production"), STACK, "run-1");
    Set<String> refused = new TreeSet<>();

    try (AwsSession second = landscape.session(way -> new CarriedOutTwice(way, refused))) {
      new Provisioner(second, StepListener.SILENT).tearDown(STACK);
    }

    assertThat(refused)
        .contains(
            "DeleteLaunchTemplate",
            "DeleteListener",
            "DeleteRouteTable",
            "DeleteSecurityGroup",
            "DeleteSubnet",
            "DeleteVpc",
            "DeleteWebACL",
            "DetachInternetGateway",
            "DisassociateRouteTable",
            "ReleaseAddress");
    assertThat(Footprint.of(aws)).isEqualTo(before);
  }

  @Test
  void an_instance_that_is_terminated_twice_is_terminated_although_ec2_misses_its_interface() {
    AwsSession aws = landscape.session();
    Footprint before = Footprint.of(aws);
    Stack stack =
        new Provisioner(aws, StepListener.SILENT)
            .provision(Blueprints.shipped("demo"), STACK, "run-1");
    String left = leaveAnInstance(aws, stack);
    ForgottenInterface ec2 = new ForgottenInterface(landscape.session());

    try (AwsSession second = landscape.session(ec2)) {
      new Provisioner(second, StepListener.SILENT).tearDown(STACK);
    }

    assertThat(ec2.terminated).containsExactly(left);
    assertThat(Footprint.of(aws)).isEqualTo(before);
  }

  @Test
  void what_is_never_found_is_told_and_does_not_hold_up_teardown_for_ever() {
    AwsSession aws = landscape.session();
    new Provisioner(aws, StepListener.SILENT).provision(Blueprints.shipped("demo"), STACK, "run-1");

    try (AwsSession lost = landscape.session(new LostNetwork())) {
      Provisioner provisioner = new Provisioner(lost, StepListener.SILENT);
      assertThatThrownBy(() -> provisioner.tearDown(STACK))
          .isInstanceOf(ProvisioningException.class)
          .hasMessageContaining("InvalidVpcID.NotFound");
    }
  }

  /** As a completed group launched it in a run that died. */
  private static String leaveAnInstance(AwsSession aws, Stack stack) {
    String subnet =
        aws.ec2()
            .describeSubnets(r -> r.filters(Ec2Labels.filter("vpc-id", stack.vpcId())))
            .subnets()
            .get(0)
            .subnetId();
    String image =
        aws.ssm()
            .getParameter(
                r ->
                    r.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))
            .parameter()
            .value();
    return Somebody.beside(aws)
        .ec2()
        .runInstances(
            r ->
                r.minCount(1)
                    .maxCount(1)
                    .imageId(image)
                    .instanceType(InstanceType.T3_MICRO)
                    .subnetId(subnet)
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.INSTANCE)
                            .tags(Tag.builder().key(Labels.STACK).value(STACK).build())
                            .build()))
        .instances()
        .get(0)
        .instanceId();
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

  /** Somebody else's removal of the same thing is carried out each time, and a moment earlier. */
  private record CarriedOutTwice(SdkHttpClient way, Set<String> refused) implements SdkHttpClient {
    private static final Pattern ACTION =
        Pattern.compile("(?:Action=|[.])((?:Delete|Release|Disassociate|Detach)[A-Za-z]+)");

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      Matcher removal = ACTION.matcher(text(request));
      ExecutableHttpRequest sent = way.prepareRequest(request);
      if (!removal.find()) {
        return sent;
      }
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          sent.call();
          HttpExecuteResponse second = sent.call();
          if (!second.httpResponse().isSuccessful()) {
            refused.add(removal.group(1));
          }
          return second;
        }

        @Override
        public void abort() {
          sent.abort();
        }
      };
    }

    private static String text(HttpExecuteRequest request) {
      String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
      return request
          .contentStreamProvider()
          .map(
              provider -> {
                try (InputStream stream = provider.newStream()) {
                  return target + " " + new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .orElse(target);
    }

    @Override
    public void close() {
      way.close();
    }
  }

  /**
   * An EC2 that refuses to terminate what is terminated, as LocalStack does: it misses the network
   * interface that went with it.
   */
  private static final class ForgottenInterface implements ExecutionInterceptor {
    private final AwsSession aws;
    private final List<String> terminated = new ArrayList<>();

    ForgottenInterface(AwsSession aws) {
      this.aws = Somebody.beside(aws);
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
      if (context.request() instanceof TerminateInstancesRequest request) {
        aws.ec2().terminateInstances(request);
        terminated.addAll(request.instanceIds());
        throw Ec2Exception.builder()
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("InvalidNetworkInterfaceID.NotFound")
                    .errorMessage("The network interface ID does not exist")
                    .build())
            .build();
      }
      return context.request();
    }
  }

  /** Describes a VPC and does not find it. */
  private static final class LostNetwork implements ExecutionInterceptor {
    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
      return context.request() instanceof DeleteVpcRequest request
          ? request.toBuilder().vpcId("vpc-0123456789abcdef0").build()
          : context.request();
    }
  }
}
