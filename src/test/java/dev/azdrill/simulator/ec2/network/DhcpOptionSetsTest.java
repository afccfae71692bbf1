package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.simulator.RegionUnderTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NewDhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Source: Amazon VPC User Guide, "DHCP option sets in Amazon VPC". */
class DhcpOptionSetsTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId = "";

  @BeforeEach
  void client() {
    ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
  }

  private Vpc vpc() {
    return ec2.describeVpcs(r -> r.vpcIds(vpcId)).vpcs().get(0);
  }

  private DhcpOptions create(String key, String... values) {
    return ec2.createDhcpOptions(
            r ->
                r.dhcpConfigurations(
                    NewDhcpConfiguration.builder().key(key).values(values).build()))
        .dhcpOptions();
  }

  private List<DhcpOptions> described(String name, String value) {
    return ec2.describeDhcpOptions(
            r -> r.filters(Filter.builder().name(name).values(value).build()))
        .dhcpOptions();
  }

  @Test
  void a_new_vpc_has_the_one_of_the_region_which_names_amazons_name_server() {
    DhcpOptions initial =
        ec2.describeDhcpOptions(r -> r.dhcpOptionsIds(vpc().dhcpOptionsId())).dhcpOptions().get(0);

    assertThat(initial.dhcpConfigurations())
        .extracting(each -> each.key(), each -> each.values().get(0).value())
        .containsExactly(
            tuple("domain-name", "eu-west-2.compute.internal"),
            tuple("domain-name-servers", "AmazonProvidedDNS"));
  }

  @Test
  void one_that_is_made_is_found_by_what_it_says_and_given_to_a_vpc_until_it_has_another() {
    String before = vpc().dhcpOptionsId();
    DhcpOptions made = create("domain-name", "shop.example");
    assertThat(described("value", "shop.example")).containsExactly(made);
    assertThat(described("key", "ntp-servers")).isEmpty();

    ec2.associateDhcpOptions(r -> r.vpcId(vpcId).dhcpOptionsId(made.dhcpOptionsId()));
    assertThat(vpc().dhcpOptionsId()).isEqualTo(made.dhcpOptionsId());
    assertThat(refused(() -> ec2.deleteDhcpOptions(r -> r.dhcpOptionsId(made.dhcpOptionsId()))))
        .isEqualTo("DependencyViolation");

    ec2.associateDhcpOptions(r -> r.vpcId(vpcId).dhcpOptionsId("default"));
    assertThat(vpc().dhcpOptionsId()).isEqualTo("default");
    ec2.deleteDhcpOptions(r -> r.dhcpOptionsId(made.dhcpOptionsId()));
    assertThat(ec2.describeDhcpOptions().dhcpOptions())
        .extracting(DhcpOptions::dhcpOptionsId)
        .containsExactly(before);
  }

  @ParameterizedTest
  @CsvSource({
    "domain-name-servers, 10.0.0.2, InvalidParameterValue",
    "name-servers, AmazonProvidedDNS, InvalidParameterValue"
  })
  void what_would_have_no_effect_here_is_refused(String key, String value, String code) {
    assertThat(refused(() -> create(key, value))).isEqualTo(code);
    assertThat(ec2.describeDhcpOptions().dhcpOptions()).hasSize(1);
  }

  @Test
  void what_is_not_there_is_refused() {
    String nowhere = "dopt-0123456789abcdef0";
    assertThat(refused(() -> ec2.describeDhcpOptions(r -> r.dhcpOptionsIds(nowhere))))
        .isEqualTo("InvalidDhcpOptionID.NotFound");
    assertThat(refused(() -> ec2.associateDhcpOptions(r -> r.vpcId(vpcId).dhcpOptionsId(nowhere))))
        .isEqualTo("InvalidDhcpOptionID.NotFound");
    assertThat(refused(() -> ec2.createDhcpOptions(r -> {}))).isEqualTo("MissingParameter");
  }
}
