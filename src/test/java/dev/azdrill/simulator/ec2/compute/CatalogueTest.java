package dev.azdrill.simulator.ec2.compute;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ArchitectureType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** The catalogues: what can be launched, and on what. */
class CatalogueTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  @Test
  void the_newest_amazon_linux_is_found_as_terraform_looks_for_it() {
    assertThat(
            ec2()
                .describeImages(
                    r ->
                        r.owners("amazon")
                            .filters(
                                filter("name", "al2023-ami-2023.*-x86_64"),
                                filter("state", "available"),
                                filter("virtualization-type", "hvm")))
                .images())
        .singleElement()
        .satisfies(
            image -> assertThat(image.blockDeviceMappings().get(0).ebs().volumeSize()).isEqualTo(8))
        .extracting(Image::architectureAsString)
        .isEqualTo("x86_64");
  }

  @Test
  void nobody_owns_an_image_of_his_own() {
    assertThat(ec2().describeImages(r -> r.owners("self")).images()).isEmpty();
    assertThat(refused(() -> ec2().describeImages(r -> r.imageIds("ami-00000000000000000"))))
        .isEqualTo("InvalidAMIID.NotFound");
  }

  @ParameterizedTest
  @CsvSource({
    "t3.micro, 2, 1024, x86_64",
    "t4g.small, 2, 2048, arm64",
    "m6i.xlarge, 4, 16384, x86_64"
  })
  void an_instance_type_has_the_figures_of_the_guide(
      String name, int vcpus, long mib, String architecture) {
    assertThat(
            ec2()
                .describeInstanceTypes(r -> r.instanceTypes(InstanceType.fromValue(name)))
                .instanceTypes())
        .singleElement()
        .satisfies(
            type -> {
              assertThat(type.vCpuInfo().defaultVCpus()).isEqualTo(vcpus);
              assertThat(type.memoryInfo().sizeInMiB()).isEqualTo(mib);
              assertThat(type.processorInfo().supportedArchitectures())
                  .containsExactly(ArchitectureType.fromValue(architecture));
            });
  }

  @Test
  void a_type_is_offered_in_every_zone() {
    assertThat(
            ec2()
                .describeInstanceTypeOfferings(
                    r ->
                        r.locationType(LocationType.AVAILABILITY_ZONE)
                            .filters(filter("instance-type", "t3.micro")))
                .instanceTypeOfferings())
        .extracting("location")
        .containsExactly("eu-west-2a", "eu-west-2b", "eu-west-2c");
  }

  @Test
  void a_type_that_does_not_exist_is_refused() {
    assertThat(
            refused(
                () -> ec2().describeInstanceTypes(r -> r.instanceTypesWithStrings("t3.enormous"))))
        .isEqualTo("InvalidInstanceType");
  }

  private Ec2Client ec2() {
    return region.aws().ec2();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }
}
