package dev.azdrill.simulator.ec2.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

class ShapeCopierTest {
  @Test
  void all_that_a_template_is_asked_for_has_its_place_in_what_it_answers() {
    assertThat(members(RequestLaunchTemplateData.builder()))
        .isSubsetOf(members(ResponseLaunchTemplateData.builder()));
  }

  @Test
  void nearly_all_that_a_template_says_has_its_place_in_a_launch() {
    List<String> lost = members(ResponseLaunchTemplateData.builder());
    lost = lost.stream().filter(m -> !members(RunInstancesRequest.builder()).contains(m)).toList();

    assertThat(lost)
        .as("attributes that choose among instance types, and ancient ones")
        .containsExactlyInAnyOrder("InstanceRequirements", "RamDiskId", "ElasticGpuSpecifications");
  }

  @Test
  void a_second_value_is_laid_over_the_first() {
    RunInstancesRequest below =
        RunInstancesRequest.builder()
            .imageId("ami-1")
            .instanceType("t3.micro")
            .securityGroupIds("sg-1")
            .metadataOptions(m -> m.httpTokens("required"))
            .build();
    RunInstancesRequest above =
        RunInstancesRequest.builder()
            .instanceType("t3.large")
            .networkInterfaces(
                InstanceNetworkInterfaceSpecification.builder().groups("sg-2").build())
            .build();

    assertThat(ShapeCopier.into(above, below.toBuilder()).build())
        .isEqualTo(
            below.toBuilder()
                .instanceType("t3.large")
                .networkInterfaces(above.networkInterfaces())
                .build());
  }

  private static List<String> members(SdkPojo value) {
    return value.sdkFields().stream().map(SdkField::memberName).toList();
  }
}
