package dev.azdrill.simulator.ec2.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.Somebody;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AccountAttributeName;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Region;

/** Source: Amazon EC2 API Reference, "DescribeRegions" and "DescribeAccountAttributes". */
class AccountViewTest {
  private final SimulatorPlatform platform = SimulatorPlatform.create("account");
  private final Ec2Client ec2 = Somebody.beside(platform.session()).ec2();

  @AfterEach
  void close() {
    platform.close();
  }

  private List<String> values(String attribute) {
    return ec2.describeAccountAttributes().accountAttributes().stream()
        .filter(each -> each.attributeName().equals(attribute))
        .flatMap(each -> each.attributeValues().stream())
        .map(each -> each.attributeValue())
        .toList();
  }

  @Test
  void the_regions_of_an_account_are_those_that_nobody_has_to_opt_in_to() {
    assertThat(ec2.describeRegions().regions())
        .hasSize(17)
        .allMatch(each -> each.optInStatus().equals("opt-in-not-required"))
        .extracting(Region::regionName, Region::endpoint)
        .contains(tuple("eu-west-2", "ec2.eu-west-2.amazonaws.com"));
    assertThat(ec2.describeRegions(r -> r.allRegions(true)).regions())
        .hasSizeGreaterThan(30)
        .extracting(Region::regionName)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_region_can_be_asked_for_by_name_and_by_filter() {
    assertThat(ec2.describeRegions(r -> r.regionNames("eu-south-2")).regions())
        .extracting(Region::optInStatus)
        .containsExactly("not-opted-in");
    assertThat(
            ec2.describeRegions(
                    r ->
                        r.filters(Filter.builder().name("region-name").values("eu-west-*").build()))
                .regions())
        .extracting(Region::regionName)
        .containsExactly("eu-west-1", "eu-west-2", "eu-west-3");
    assertThat(
            catchThrowableOfType(
                    Ec2Exception.class, () -> ec2.describeRegions(r -> r.regionNames("eu-west-9")))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void the_limits_that_are_told_are_those_that_hold() {
    int addresses = Integer.parseInt(values("vpc-max-elastic-ips").get(0));
    for (int i = 0; i < addresses; i++) {
      ec2.allocateAddress();
    }

    assertThat(catchThrowableOfType(Ec2Exception.class, ec2::allocateAddress).awsErrorDetails())
        .extracting(each -> each.errorCode())
        .isEqualTo("AddressLimitExceeded");
  }

  @Test
  void the_default_vpc_is_told() {
    assertThat(values("supported-platforms")).containsExactly("VPC");
    assertThat(values("default-vpc")).containsExactly("none");
    platform.region().createDefaultVpc();
    String vpc = ec2.describeVpcs().vpcs().get(0).vpcId();

    assertThat(
            ec2.describeAccountAttributes(r -> r.attributeNames(AccountAttributeName.DEFAULT_VPC))
                .accountAttributes())
        .extracting(AccountAttribute::attributeName)
        .containsExactly("default-vpc");
    assertThat(values("default-vpc")).containsExactly(vpc);
  }
}
