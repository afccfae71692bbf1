package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneState;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.LocationType;

@Contract
@Needs({"sts", "ssm"})
class IdentityContract {
  @Test
  void an_account_has_twelve_digits(Subject s) {
    assertThat(s.aws().sts().getCallerIdentity().account()).matches("[0-9]{12}");
  }

  @Test
  void a_region_has_at_least_three_zones_and_all_are_available(Subject s) {
    assertThat(s.ec2().describeAvailabilityZones().availabilityZones())
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(
            zone -> {
              assertThat(zone.state()).isEqualTo(AvailabilityZoneState.AVAILABLE);
              assertThat(zone.zoneName()).startsWith(s.aws().region());
              assertThat(zone.zoneId()).isNotEmpty();
            })
        .extracting(AvailabilityZone::zoneId)
        .doesNotHaveDuplicates();
  }

  @Test
  void an_unknown_zone_is_refused(Subject s) {
    assertThat(Refusal.of(() -> s.ec2().describeAvailabilityZones(r -> r.zoneNames("eu-west-2z"))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void the_newest_image_has_a_public_name(Subject s) {
    String image = s.image();

    assertThat(s.ec2().describeImages(r -> r.imageIds(image)).images())
        .singleElement()
        .satisfies(each -> assertThat(each.imageId()).isEqualTo(image));
  }

  @Test
  void a_name_that_nobody_gave_is_not_found(Subject s) {
    assertThat(Refusal.of(() -> s.aws().ssm().getParameter(r -> r.name("/azdrill/nothing"))))
        .isEqualTo("ParameterNotFound");
  }

  @Test
  void an_instance_type_is_offered_in_every_zone_that_says_so(Subject s) {
    assertThat(
            s.ec2()
                .describeInstanceTypeOfferings(
                    r ->
                        r.locationType(LocationType.AVAILABILITY_ZONE)
                            .filters(Subject.by("instance-type", "t3.micro")))
                .instanceTypeOfferings())
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(each -> assertThat(each.instanceType()).isEqualTo(InstanceType.T3_MICRO));
  }

  @Test
  void an_unknown_instance_type_is_refused(Subject s) {
    assertThat(
            Refusal.of(
                () -> s.ec2().describeInstanceTypes(r -> r.instanceTypesWithStrings("t9.huge"))))
        .isEqualTo("InvalidInstanceType");
  }
}
