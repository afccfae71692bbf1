package dev.azdrill.simulator.ec2.compute;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static dev.azdrill.simulator.ec2.Refused.words;
import static dev.azdrill.simulator.ec2.compute.InstancesTest.AL2023;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.azdrill.simulator.RegionUnderTest;
import dev.azdrill.simulator.world.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociationState;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * Sources: Amazon EC2 User Guide, "Attach an IAM role to an instance"; API Reference,
 * "AssociateIamInstanceProfile" and its neighbours; IAM API Reference, "CreateInstanceProfile".
 */
class AttachedInstanceProfilesTest {
  private static final String ARN = "arn:aws:iam::123456789012:instance-profile/";
  private static final Duration MOMENT = Duration.ofSeconds(15);

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String subnet;

  @BeforeEach
  void network() {
    ec2 = region.aws().ec2();
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    StandingProfiles.make(region.aws(), "/", "web");
    StandingProfiles.make(region.aws(), "/", "db");
    StandingProfiles.make(region.aws(), "/team/a/", "queue");
    subnet = ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.1.0/24")).subnet().subnetId();
  }

  private String run(Consumer<RunInstancesRequest.Builder> more) {
    return ec2.runInstances(
            r -> {
              r.imageId(AL2023).instanceType("t3.micro").subnetId(subnet).minCount(1).maxCount(1);
              more.accept(r);
            })
        .instances()
        .get(0)
        .instanceId();
  }

  private String running(Consumer<RunInstancesRequest.Builder> more) {
    String id = run(more);
    region.pass(Duration.ofMinutes(1));
    return id;
  }

  private Optional<String> shown(String instanceId) {
    Instance instance =
        ec2.describeInstances(r -> r.instanceIds(instanceId))
            .reservations()
            .get(0)
            .instances()
            .get(0);
    return Optional.ofNullable(instance.iamInstanceProfile()).map(IamInstanceProfile::arn);
  }

  private List<IamInstanceProfileAssociation> associations(
      Consumer<DescribeIamInstanceProfileAssociationsRequest.Builder> asked) {
    return ec2.describeIamInstanceProfileAssociations(asked).iamInstanceProfileAssociations();
  }

  private List<String> states(String instanceId) {
    return associations(r -> r.filters(by("instance-id", instanceId))).stream()
        .map(IamInstanceProfileAssociation::stateAsString)
        .toList();
  }

  private IamInstanceProfileAssociation associate(String instanceId, String name) {
    return ec2.associateIamInstanceProfile(
            r -> r.instanceId(instanceId).iamInstanceProfile(p -> p.name(name)))
        .iamInstanceProfileAssociation();
  }

  private static Filter by(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  @Test
  void what_is_launched_with_a_profile_is_associated_with_it_from_the_beginning() {
    String web = run(r -> r.iamInstanceProfile(p -> p.name("web")));
    String sameByArn = run(r -> r.iamInstanceProfile(p -> p.arn(ARN + "web")));
    String other = run(r -> r.iamInstanceProfile(p -> p.arn(ARN + "team/a/queue")));
    run(r -> {});

    assertThat(shown(web)).contains(ARN + "web");
    assertThat(associations(r -> {})).hasSize(3);
    IamInstanceProfileAssociation association =
        associations(r -> r.filters(by("instance-id", web))).get(0);
    assertThat(association.associationId()).matches("iip-assoc-0[0-9a-f]{16}");
    assertThat(association.state()).isEqualTo(IamInstanceProfileAssociationState.ASSOCIATED);
    assertThat(association.timestamp()).isEqualTo(region.aws().clock().now());
    assertThat(association.iamInstanceProfile().id())
        .matches("AIPA[A-Z2-7]{17}")
        .isEqualTo(idOf(sameByArn))
        .isNotEqualTo(idOf(other));
    assertThat(associations(r -> r.associationIds(association.associationId())))
        .containsExactly(association);
    assertThat(associations(r -> r.filters(by("state", "associating")))).isEmpty();
    assertThat(
            ec2.describeInstances(r -> r.filters(by("iam-instance-profile.arn", ARN + "*/queue")))
                .reservations())
        .hasSize(1);
  }

  private String idOf(String instanceId) {
    return associations(r -> r.filters(by("instance-id", instanceId)))
        .get(0)
        .iamInstanceProfile()
        .id();
  }

  @Test
  void a_profile_is_given_to_a_running_instance_replaced_and_taken_away() {
    String id = running(r -> {});

    IamInstanceProfileAssociation first = associate(id, "web");
    assertThat(first.state()).isEqualTo(IamInstanceProfileAssociationState.ASSOCIATING);
    assertThat(states(id)).containsExactly("associating");
    assertThat(words(() -> associate(id, "db")))
        .isEqualTo("There is an existing association for instance " + id);
    region.pass(MOMENT);
    assertThat(states(id)).containsExactly("associated");
    assertThat(shown(id)).contains(ARN + "web");

    IamInstanceProfileAssociation second =
        ec2.replaceIamInstanceProfileAssociation(
                r -> r.associationId(first.associationId()).iamInstanceProfile(p -> p.name("db")))
            .iamInstanceProfileAssociation();
    assertThat(second.associationId()).isNotEqualTo(first.associationId());
    assertThat(states(id)).containsExactly("disassociating", "associating");
    region.pass(MOMENT);
    assertThat(states(id)).containsExactly("associated");
    assertThat(shown(id)).contains(ARN + "db");

    assertThat(
            ec2.disassociateIamInstanceProfile(r -> r.associationId(second.associationId()))
                .iamInstanceProfileAssociation()
                .state())
        .isEqualTo(IamInstanceProfileAssociationState.DISASSOCIATING);
    assertThat(refused(() -> disassociate(second.associationId()))).isEqualTo("IncorrectState");
    region.pass(MOMENT);
    assertThat(states(id)).isEmpty();
    assertThat(shown(id)).isEmpty();
    assertThat(refused(() -> disassociate(second.associationId())))
        .isEqualTo("InvalidAssociationID.NotFound");
  }

  private void disassociate(String id) {
    ec2.disassociateIamInstanceProfile(r -> r.associationId(id));
  }

  @Test
  void an_association_that_is_ended_before_it_is_complete_is_never_shown() {
    String id = running(r -> {});

    String association = associate(id, "web").associationId();
    region.pass(Timing.INSTANCE_PROFILE_CHANGE.typical().dividedBy(2));
    disassociate(association);
    region.pass(Timing.INSTANCE_PROFILE_CHANGE.typical().dividedBy(2));
    assertThat(states(id)).containsExactly("disassociating");
    assertThat(shown(id)).isEmpty();
    region.pass(MOMENT);

    assertThat(states(id)).isEmpty();
    assertThat(shown(id)).isEmpty();
  }

  @Test
  void a_stopped_instance_is_given_a_profile_and_none_of_it_is_replaced() {
    String id = run(r -> {});
    assertThat(refused(() -> associate(id, "web"))).isEqualTo("IncorrectInstanceState");
    region.pass(Duration.ofMinutes(1));
    ec2.stopInstances(r -> r.instanceIds(id));
    region.pass(Duration.ofMinutes(2));

    String association = associate(id, "web").associationId();
    region.pass(MOMENT);
    assertThat(
            words(
                () ->
                    ec2.replaceIamInstanceProfileAssociation(
                        r -> r.associationId(association).iamInstanceProfile(p -> p.name("db")))))
        .isEqualTo("The association " + association + " is not the active association");
    assertThat(states(id)).containsExactly("associated");
  }

  @Test
  void the_associations_of_an_instance_end_with_it() {
    String id = running(r -> r.iamInstanceProfile(p -> p.name("web")));

    ec2.terminateInstances(r -> r.instanceIds(id));
    region.pass(Duration.ofMinutes(2));

    assertThat(states(id)).isEmpty();
    assertThat(refused(() -> associate(id, "web"))).isEqualTo("IncorrectInstanceState");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b | | Value (a b) for parameter iamInstanceProfile.name is invalid."
            + " Invalid IAM Instance Profile name",
        "path/web | | Invalid IAM Instance Profile name",
        "'' | | Invalid IAM Instance Profile name",
        " | web | Invalid IAM Instance Profile ARN",
        " | arn:aws:iam::123456789012:role/web | Invalid IAM Instance Profile ARN",
        " | arn:aws:iam::1234:instance-profile/web | Invalid IAM Instance Profile ARN",
        " | arn:aws:iam::123456789012:instance-profile//web | Invalid IAM Instance Profile ARN",
        "nobody-made-this | | Value (nobody-made-this) for parameter iamInstanceProfile.name is"
            + " invalid. Invalid IAM Instance Profile name",
        "WEB | | Invalid IAM Instance Profile name",
        "arn:aws:iam::123456789012:instance-profile/web | | Invalid IAM Instance Profile name",
        " | arn:aws:iam::123456789012:instance-profile/nobody | Value (arn:aws:iam::123456789012"
            + ":instance-profile/nobody) for parameter iamInstanceProfile.arn is invalid."
            + " Invalid IAM Instance Profile ARN",
        " | arn:aws:iam::210987654321:instance-profile/web | Invalid IAM Instance Profile ARN",
        " | arn:aws:iam::123456789012:instance-profile/queue | Invalid IAM Instance Profile ARN",
        "web | arn:aws:iam::123456789012:instance-profile/web | may not be used in combination"
      })
  void what_is_no_profile_that_stands_is_refused_and_changes_nothing(
      String name, String arn, String message) {
    IamInstanceProfileSpecification asked =
        IamInstanceProfileSpecification.builder().name(name).arn(arn).build();
    String id = running(r -> {});

    assertThat(words(() -> run(r -> r.iamInstanceProfile(asked)))).contains(message);
    assertThat(refused(() -> run(r -> r.iamInstanceProfile(asked))))
        .isIn("InvalidParameterValue", "InvalidParameterCombination");
    assertThat(
            words(
                () ->
                    ec2.associateIamInstanceProfile(
                        r -> r.instanceId(id).iamInstanceProfile(asked))))
        .contains(message);
    assertThat(ec2.describeInstances().reservations()).hasSize(1);
    assertThat(associations(r -> {})).isEmpty();
  }

  @Test
  void ids_that_are_none_are_refused() {
    assertThat(refused(() -> associate("i-00000000000000000", "web")))
        .isEqualTo("InvalidInstanceID.NotFound");
    assertThat(words(() -> disassociate("i-1"))).isEqualTo("Invalid value for associationId.");
    assertThat(refused(() -> associations(r -> r.associationIds("iip-assoc-00000000000000000"))))
        .isEqualTo("InvalidAssociationID.NotFound");
    assertThat(refused(() -> associations(r -> r.filters(by("colour", "red")))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void a_profile_without_a_role_is_refused_wherever_an_instance_would_get_it() {
    String id = running(r -> {});
    String carrying = running(r -> r.iamInstanceProfile(p -> p.name("db")));
    region
        .aws()
        .iam()
        .removeRoleFromInstanceProfile(r -> r.instanceProfileName("web").roleName("web"));

    String noRole = "IAM Instance Profile \"" + ARN + "web\" has no associated IAM Roles";
    assertThat(words(() -> run(r -> r.iamInstanceProfile(p -> p.name("web"))))).isEqualTo(noRole);
    assertThat(words(() -> run(r -> r.iamInstanceProfile(p -> p.arn(ARN + "web")))))
        .isEqualTo(noRole);
    assertThat(words(() -> associate(id, "web"))).isEqualTo(noRole);
    String association =
        associations(r -> r.filters(by("instance-id", carrying))).get(0).associationId();
    assertThat(
            words(
                () ->
                    ec2.replaceIamInstanceProfileAssociation(
                        r -> r.associationId(association).iamInstanceProfile(p -> p.name("web")))))
        .isEqualTo(noRole);
    assertThat(states(carrying)).containsExactly("associated");
    assertThat(states(id)).isEmpty();
  }

  @Test
  void an_instance_keeps_a_profile_that_is_deleted_and_starts_with_it_again() {
    String id = running(r -> r.iamInstanceProfile(p -> p.name("web")));

    StandingProfiles.remove(region.aws(), "web");

    assertThat(shown(id)).contains(ARN + "web");
    assertThat(states(id)).containsExactly("associated");
    assertThat(words(() -> run(r -> r.iamInstanceProfile(p -> p.name("web")))))
        .endsWith("Invalid IAM Instance Profile name");
    ec2.stopInstances(r -> r.instanceIds(id));
    region.pass(Duration.ofMinutes(2));
    ec2.startInstances(r -> r.instanceIds(id));
    region.pass(Duration.ofMinutes(2));
    assertThat(shown(id)).contains(ARN + "web");
  }

  @Test
  void a_template_whose_profile_does_not_stand_yet_is_made_with_a_warning() {
    String template = "later";
    assertThat(
            ec2.createLaunchTemplate(
                    r ->
                        r.launchTemplateName(template)
                            .launchTemplateData(
                                d ->
                                    d.imageId(AL2023)
                                        .instanceType("t3.micro")
                                        .iamInstanceProfile(p -> p.name(template))))
                .warning()
                .errors())
        .extracting("code")
        .containsExactly("InvalidParameterValue");
    assertThat(words(() -> launchFrom(template))).endsWith("Invalid IAM Instance Profile name");

    StandingProfiles.make(region.aws(), "/", template);

    assertThat(shown(launchFrom(template))).contains(ARN + template);
  }

  private String launchFrom(String template) {
    return ec2.runInstances(
            r ->
                r.launchTemplate(t -> t.launchTemplateName(template))
                    .subnetId(subnet)
                    .minCount(1)
                    .maxCount(1))
        .instances()
        .get(0)
        .instanceId();
  }

  @Test
  void a_group_whose_profile_was_deleted_launches_nothing_until_it_stands_again() {
    ec2.createLaunchTemplate(
        r ->
            r.launchTemplateName("web")
                .launchTemplateData(
                    d ->
                        d.imageId(AL2023)
                            .instanceType("t3.micro")
                            .iamInstanceProfile(p -> p.name("web"))));
    AutoScalingClient groups = region.aws().autoScaling();
    groups.createAutoScalingGroup(
        r ->
            r.autoScalingGroupName("web")
                .minSize(0)
                .maxSize(1)
                .vpcZoneIdentifier(subnet)
                .launchTemplate(t -> t.launchTemplateName("web")));
    StandingProfiles.remove(region.aws(), "web");

    groups.updateAutoScalingGroup(r -> r.autoScalingGroupName("web").desiredCapacity(1));
    region.pass(Duration.ofMinutes(1));

    assertThat(groups.describeAutoScalingInstances().autoScalingInstances()).isEmpty();
    assertThat(
            groups
                .describeScalingActivities(r -> r.autoScalingGroupName("web"))
                .activities()
                .get(0)
                .statusMessage())
        .contains("Invalid IAM Instance Profile name");

    region.aws().iam().deleteRole(r -> r.roleName("web"));
    StandingProfiles.make(region.aws(), "/", "web");
    region.pass(Duration.ofMinutes(30));
    assertThat(groups.describeAutoScalingInstances().autoScalingInstances())
        .singleElement()
        .satisfies(each -> assertThat(shown(each.instanceId())).contains(ARN + "web"));
  }

  @Test
  void a_group_is_not_made_of_a_template_whose_profile_can_be_none() {
    assertThat(
            ec2.createLaunchTemplate(
                    r ->
                        r.launchTemplateName("web")
                            .launchTemplateData(
                                d ->
                                    d.imageId(AL2023)
                                        .instanceType("t3.micro")
                                        .iamInstanceProfile(p -> p.name("no good"))))
                .warning()
                .errors())
        .extracting("code")
        .containsExactly("InvalidParameterValue");

    assertThat(
            catchThrowable(
                () ->
                    region
                        .aws()
                        .autoScaling()
                        .createAutoScalingGroup(
                            r ->
                                r.autoScalingGroupName("web")
                                    .minSize(1)
                                    .maxSize(1)
                                    .vpcZoneIdentifier(subnet)
                                    .launchTemplate(t -> t.launchTemplateName("web")))))
        .hasMessageContaining("Invalid IAM Instance Profile name");
  }
}
