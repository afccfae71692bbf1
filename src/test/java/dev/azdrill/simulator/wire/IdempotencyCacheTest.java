package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.simulator.world.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client token promises, whatever bytes carry the request. */
class IdempotencyCacheTest {
  private static final Pattern ID = Pattern.compile("lt-[0-9a-f]+");
  private static final String TYPE = "&LaunchTemplateData.InstanceType=t3.micro";

  private final SimulatorPlatform platform = SimulatorPlatform.create("tokens");

  @AfterEach
  void close() {
    platform.close();
  }

  private RawRequest.Answer create(String form) throws IOException {
    return RawRequest.of(Service.EC2, "CreateLaunchTemplate", form).to(platform);
  }

  private static String id(RawRequest.Answer answer) {
    Matcher id = ID.matcher(answer.body());
    assertThat(id.find()).as(answer.body()).isTrue();
    return id.group();
  }

  @Test
  void parameters_in_another_order_and_encoding_are_the_same_request() throws IOException {
    String first = id(create("&LaunchTemplateName=web&ClientToken=t" + TYPE));
    String again =
        id(create("&Version=2016-11-15&ClientToken=%74" + TYPE + "&LaunchTemplateName=w%65b"));

    assertThat(again).isEqualTo(first);
  }

  @Test
  void another_parameter_under_the_same_token_is_refused() throws IOException {
    id(create("&LaunchTemplateName=web&ClientToken=t" + TYPE));

    assertThat(create("&LaunchTemplateName=other&ClientToken=t" + TYPE).body())
        .contains("IdempotentParameterMismatch");
  }

  @Test
  void a_token_is_forgotten_after_a_day() throws IOException {
    id(create("&LaunchTemplateName=web&ClientToken=t" + TYPE));
    platform.session().clock().pass(Duration.ofHours(23));
    id(create("&LaunchTemplateName=web&ClientToken=t" + TYPE));
    platform.session().clock().pass(Duration.ofHours(1));

    assertThat(create("&LaunchTemplateName=web&ClientToken=t" + TYPE).body())
        .contains("AlreadyExists");
  }

  @Test
  void a_token_does_not_bring_back_what_was_deleted() throws IOException {
    String form = "&LaunchTemplateName=web&ClientToken=t" + TYPE;
    String first = id(create(form));
    RawRequest.of(Service.EC2, "DeleteTags", "&ResourceId.1=" + first).to(platform);
    assertThat(id(create(form))).as("its tags were deleted, it was not").isEqualTo(first);
    RawRequest.of(Service.EC2, "DeleteLaunchTemplate", "&LaunchTemplateName=web").to(platform);

    String second = id(create(form));

    assertThat(second).isNotEqualTo(first);
    assertThat(id(create(form))).isEqualTo(second);
  }

  @Test
  void a_token_of_a_terminated_instance_is_refused() throws IOException {
    String subnet = subnet();
    String form =
        "&MinCount=1&MaxCount=1&InstanceType=t3.micro&ClientToken=t&SubnetId="
            + subnet
            + "&ImageId=resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    Matcher instance =
        Pattern.compile("<instanceId>(i-[0-9a-f]+)<")
            .matcher(RawRequest.of(Service.EC2, "RunInstances", form).to(platform).body());
    assertThat(instance.find()).isTrue();
    RawRequest.of(Service.EC2, "TerminateInstances", "&InstanceId.1=" + instance.group(1))
        .to(platform);

    assertThat(RawRequest.of(Service.EC2, "RunInstances", form).to(platform).body())
        .contains("IdempotentInstanceTerminated");
  }

  private String subnet() throws IOException {
    String vpc =
        first(
            "vpc-[0-9a-f]{17}", RawRequest.of(Service.EC2, "CreateVpc", "&CidrBlock=10.0.0.0/16"));
    return first(
        "subnet-[0-9a-f]{17}",
        RawRequest.of(Service.EC2, "CreateSubnet", "&CidrBlock=10.0.0.0/24&VpcId=" + vpc));
  }

  private String first(String pattern, RawRequest request) throws IOException {
    String body = request.to(platform).body();
    Matcher found = Pattern.compile(pattern).matcher(body);
    assertThat(found.find()).as(body).isTrue();
    return found.group();
  }
}
