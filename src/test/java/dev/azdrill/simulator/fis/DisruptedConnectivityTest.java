package dev.azdrill.simulator.fis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateRequest;

/** Experiments that disrupt the connectivity of subnets. */
class DisruptedConnectivityTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ground ground;

  @BeforeEach
  void stand() {
    ground = new Ground(region);
  }

  private static CreateExperimentTemplateRequest.Builder disrupt(
      Map<String, String> targets, Map<String, String> parameters) {
    return Ground.blank()
        .targets(
            Map.of("S", Ground.ready("aws:ec2:subnet").toBuilder().parameters(targets).build()))
        .actions(
            Map.of(
                "cut",
                Ground.action(
                    "aws:network:disrupt-connectivity", parameters, Map.of("Subnets", "S"))));
  }

  private static CreateExperimentTemplateRequest.Builder disruptZoneA(String scope) {
    return disrupt(
        Map.of("availabilityZoneIdentifier", "eu-west-2a"),
        Map.of("scope", scope, "duration", "PT2M"));
  }

  private NetworkAcl acl(String zone) {
    return ground
        .ec2()
        .describeNetworkAcls(
            r ->
                r.filters(
                    Filter.builder()
                        .name("association.subnet-id")
                        .values(ground.subnet(zone))
                        .build()))
        .networkAcls()
        .get(0);
  }

  private List<String> entries(String zone, boolean egress) {
    return acl(zone).entries().stream()
        .filter(each -> each.egress() == egress)
        .map(DisruptedConnectivityTest::words)
        .toList();
  }

  private static String words(NetworkAclEntry entry) {
    return entry.ruleNumber() + " " + entry.ruleActionAsString() + " " + entry.cidrBlock();
  }

  private int acls() {
    return ground
        .ec2()
        .describeNetworkAcls(
            r -> r.filters(Filter.builder().name("vpc-id").values(ground.vpcId()).build()))
        .networkAcls()
        .size();
  }

  @Test
  void the_subnets_of_the_zone_get_an_acl_that_denies_all_and_their_own_back() {
    String own = acl("a").networkAclId();
    String id = ground.begin(disruptZoneA("all"));

    assertThat(acl("a").networkAclId()).isNotEqualTo(own);
    assertThat(acl("a").tags()).anySatisfy(tag -> assertThat(tag.key()).isEqualTo("managedByFIS"));
    assertThat(entries("a", true)).containsExactly("32767 deny 0.0.0.0/0");
    assertThat(entries("a", false)).containsExactly("32767 deny 0.0.0.0/0");
    assertThat(acl("b").networkAclId()).isEqualTo(own);

    region.pass(Duration.ofMinutes(2));
    assertThat(ground.status(id)).isEqualTo("completed");
    assertThat(acl("a").networkAclId()).isEqualTo(own);
    assertThat(acls()).as("nothing is left of it").isEqualTo(1);
  }

  @Test
  void an_experiment_that_is_stopped_gives_it_back_too() {
    String own = acl("a").networkAclId();
    String id = ground.begin(disruptZoneA("all"));

    ground.fis().stopExperiment(r -> r.id(id));
    region.pass(Duration.ofSeconds(2));

    assertThat(ground.status(id)).isEqualTo("stopped");
    assertThat(acl("a").networkAclId()).isEqualTo(own);
    assertThat(acls()).isEqualTo(1);
  }

  @Test
  void other_zones_alone_are_denied() {
    ground.begin(disruptZoneA("availability-zone"));

    assertThat(entries("a", false))
        .containsExactly("1 deny 10.77.2.0/24", "2 allow 0.0.0.0/0", "32767 deny 0.0.0.0/0");
    assertThat(entries("a", true)).isEqualTo(entries("a", false));
  }

  @Test
  void the_vpc_alone_is_reached() {
    ground.begin(disruptZoneA("vpc"));

    assertThat(entries("a", true)).containsExactly("1 allow 10.77.0.0/16", "32767 deny 0.0.0.0/0");
  }

  @Test
  void a_service_of_the_region_is_denied() {
    ground.begin(disruptZoneA("dynamodb"));

    assertThat(entries("a", true))
        .containsExactly("1 deny 52.94.15.0/24", "2 allow 0.0.0.0/0", "32767 deny 0.0.0.0/0");
  }

  @Test
  void an_acl_that_somebody_else_has_put_there_meanwhile_stays() {
    ground.begin(disruptZoneA("all"));
    String mine =
        ground.ec2().createNetworkAcl(r -> r.vpcId(ground.vpcId())).networkAcl().networkAclId();
    String association =
        acl("a").associations().stream()
            .filter(each -> each.subnetId().equals(ground.subnet("a")))
            .findFirst()
            .orElseThrow()
            .networkAclAssociationId();
    ground.ec2().replaceNetworkAclAssociation(r -> r.associationId(association).networkAclId(mine));

    region.pass(Duration.ofMinutes(3));

    assertThat(acl("a").networkAclId()).isEqualTo(mine);
    assertThat(acls()).as("the default one, and mine").isEqualTo(2);
  }

  @Test
  void what_could_not_be_done_for_all_is_undone_for_the_others() {
    for (int i = 0; i < 198; i++) {
      ground.ec2().createNetworkAcl(r -> r.vpcId(ground.vpcId()));
    }
    String own = acl("a").networkAclId();

    String id =
        ground.begin(disrupt(Map.of(), Map.of("scope", "availability-zone", "duration", "PT2M")));

    assertThat(ground.status(id)).isEqualTo("failed");
    assertThat(acl("a").networkAclId()).isEqualTo(own);
    assertThat(acl("b").networkAclId()).isEqualTo(own);
    assertThat(acls()).as("as many as before").isEqualTo(199);
  }
}
