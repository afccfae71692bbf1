package dev.azdrill.simulator.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.rds.model.RdsException;

/** What an account has without asking, and who names no network stands in. */
class DefaultVpcTest {
  private static final Filter DEFAULT =
      Filter.builder().name("default-for-az").values("true").build();

  private final SimulatorPlatform platform = SimulatorPlatform.create("default vpc");
  private final AwsSession aws = Somebody.beside(platform.session());
  private final Ec2Client ec2 = aws.ec2();

  @AfterEach
  void close() {
    platform.close();
  }

  private String code(Runnable call) {
    return catchThrowableOfType(Ec2Exception.class, call::run).awsErrorDetails().errorCode();
  }

  private List<Subnet> subnets() {
    return ec2.describeSubnets(r -> r.filters(DEFAULT)).subnets();
  }

  private Instance run(Consumer<RunInstancesRequest.Builder> more) {
    String image =
        aws.ssm()
            .getParameter(
                r ->
                    r.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))
            .parameter()
            .value();
    return ec2.runInstances(
            RunInstancesRequest.builder()
                .imageId(image)
                .instanceType(InstanceType.T3_MICRO)
                .minCount(1)
                .maxCount(1)
                .applyMutation(more)
                .build())
        .instances()
        .get(0);
  }

  @Test
  void it_has_a_public_subnet_in_each_zone_and_a_way_to_the_internet() {
    Vpc vpc = ec2.createDefaultVpc(r -> {}).vpc();

    assertThat(vpc.isDefault()).isTrue();
    assertThat(vpc.cidrBlock()).isEqualTo("172.31.0.0/16");
    assertThat(subnets())
        .extracting(Subnet::availabilityZone, Subnet::cidrBlock)
        .containsExactly(
            tuple("eu-west-2a", "172.31.0.0/20"),
            tuple("eu-west-2b", "172.31.16.0/20"),
            tuple("eu-west-2c", "172.31.32.0/20"));
    assertThat(subnets()).allMatch(Subnet::mapPublicIpOnLaunch);
    assertThat(
            ec2.describeRouteTables(r -> {}).routeTables().get(0).routes().stream()
                .filter(each -> "0.0.0.0/0".equals(each.destinationCidrBlock()))
                .map(Route::gatewayId))
        .singleElement()
        .asString()
        .startsWith("igw-");
    assertThat(
            ec2.describeVpcAttribute(r -> r.vpcId(vpc.vpcId()).attribute("enableDnsHostnames"))
                .enableDnsHostnames()
                .value())
        .isTrue();
  }

  @Test
  void there_is_one() {
    ec2.createDefaultVpc(r -> {});

    assertThat(code(() -> ec2.createDefaultVpc(r -> {}))).isEqualTo("DefaultVpcAlreadyExists");
    assertThat(ec2.describeVpcs(r -> {}).vpcs()).hasSize(1);
  }

  @Test
  void where_it_is_refused_nothing_of_it_is_left() {
    for (int i = 0; i < 5; i++) {
      ec2.createInternetGateway(r -> {});
    }

    assertThat(code(() -> ec2.createDefaultVpc(r -> {}))).isEqualTo("InternetGatewayLimitExceeded");
    assertThat(ec2.describeVpcs(r -> {}).vpcs()).isEmpty();
    assertThat(ec2.describeSubnets(r -> {}).subnets()).isEmpty();
  }

  @Test
  void an_instance_without_a_subnet_stands_in_it_with_a_public_address() {
    ec2.createDefaultVpc(r -> {});
    String group =
        ec2.createSecurityGroup(r -> r.groupName("web").description("of the default VPC"))
            .groupId();

    Instance one = run(r -> r.securityGroups("web"));
    Instance other = run(r -> r.placement(p -> p.availabilityZone("eu-west-2c")));
    platform.session().clock().pass(Duration.ofMinutes(2));

    assertThat(one.securityGroups().get(0).groupId()).isEqualTo(group);
    assertThat(other.placement().availabilityZone()).isEqualTo("eu-west-2c");
    assertThat(
            ec2
                .describeInstances(r -> r.instanceIds(one.instanceId(), other.instanceId()))
                .reservations()
                .stream()
                .flatMap(each -> each.instances().stream()))
        .hasSize(2)
        .allMatch(each -> each.publicIpAddress() != null);
    assertThat(code(() -> run(r -> r.securityGroups("nobody")))).isEqualTo("InvalidGroup.NotFound");
  }

  /** As Terraform says that nobody asks for one. */
  @Test
  void an_empty_zone_is_no_zone() {
    ec2.createDefaultVpc(r -> {});
    String second = subnets().get(1).subnetId();

    assertThat(run(r -> r.placement(p -> p.availabilityZone(""))).subnetId())
        .isEqualTo(subnets().get(0).subnetId());
    assertThat(run(r -> r.subnetId(second).placement(p -> p.availabilityZone(""))).subnetId())
        .isEqualTo(second);
  }

  @Test
  void without_it_nobody_stands_anywhere() {
    assertThat(code(() -> run(r -> {}))).isEqualTo("VPCIdNotSpecified");
    assertThat(code(() -> ec2.createSecurityGroup(r -> r.groupName("web").description("d"))))
        .isEqualTo("VPCIdNotSpecified");
    assertThat(code(() -> ec2.createDefaultSubnet(r -> r.availabilityZone("eu-west-2a"))))
        .isEqualTo("DefaultVpcDoesNotExist");
  }

  @Test
  void a_default_subnet_that_was_deleted_can_be_had_again() {
    ec2.createDefaultVpc(r -> {});
    String b = subnets().get(1).subnetId();
    assertThat(code(() -> ec2.createDefaultSubnet(r -> r.availabilityZone("eu-west-2b"))))
        .isEqualTo("DefaultSubnetAlreadyExistsInAvailabilityZone");
    ec2.deleteSubnet(r -> r.subnetId(b));

    Subnet again = ec2.createDefaultSubnet(r -> r.availabilityZone("eu-west-2b")).subnet();

    assertThat(again.cidrBlock()).isEqualTo("172.31.16.0/20");
    assertThat(again.defaultForAz()).isTrue();
    assertThat(code(() -> ec2.createDefaultSubnet(r -> r.availabilityZone("us-east-1a"))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void a_group_that_names_zones_and_a_database_that_names_no_subnets_stand_in_it() {
    ec2.createDefaultVpc(r -> {});
    String image = run(r -> {}).imageId();
    ec2.createLaunchTemplate(
        r ->
            r.launchTemplateName("web")
                .launchTemplateData(d -> d.imageId(image).instanceType(InstanceType.T3_MICRO)));

    aws.autoScaling()
        .createAutoScalingGroup(
            r ->
                r.autoScalingGroupName("web")
                    .minSize(2)
                    .maxSize(2)
                    .availabilityZones("eu-west-2a", "eu-west-2b")
                    .launchTemplate(t -> t.launchTemplateName("web")));
    aws.rds()
        .createDBInstance(
            r ->
                r.dbInstanceIdentifier("db")
                    .engine("postgres")
                    .dbInstanceClass("db.t3.micro")
                    .allocatedStorage(20)
                    .masterUsername("app")
                    .masterUserPassword("correct-horse-9"));
    platform.session().clock().pass(Duration.ofMinutes(20));

    assertThat(aws.autoScaling().describeAutoScalingGroups().autoScalingGroups().get(0).instances())
        .extracting(each -> each.availabilityZone() + " " + each.lifecycleStateAsString())
        .containsExactlyInAnyOrder("eu-west-2a InService", "eu-west-2b InService");
    assertThat(aws.rds().describeDBInstances().dbInstances().get(0).dbSubnetGroup())
        .matches(each -> each.dbSubnetGroupName().equals("default"))
        .matches(each -> each.subnets().size() == 3);
    assertThat(aws.rds().describeDBInstances().dbInstances().get(0).dbInstanceStatus())
        .isEqualTo("available");
  }

  /** Source: Amazon EC2 API Reference, "AuthorizeSecurityGroupIngress", GroupName. */
  @Test
  void a_security_group_of_it_is_known_by_its_name() {
    assertThat(code(() -> ec2.deleteSecurityGroup(r -> r.groupName("web"))))
        .isEqualTo("VPCIdNotSpecified");
    ec2.createDefaultVpc(r -> {});
    String web =
        ec2.createSecurityGroup(r -> r.groupName("web").description("the web servers")).groupId();
    ec2.authorizeSecurityGroupIngress(
        r -> r.groupName("web").ipProtocol("tcp").fromPort(80).toPort(80).cidrIp("0.0.0.0/0"));
    ec2.authorizeSecurityGroupIngress(
        r ->
            r.groupName("default")
                .ipPermissions(
                    IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(5432)
                        .toPort(5432)
                        .userIdGroupPairs(UserIdGroupPair.builder().groupName("web").build())
                        .build()));

    assertThat(
            ec2.describeSecurityGroups(r -> r.groupNames("web"))
                .securityGroups()
                .get(0)
                .ipPermissions())
        .singleElement()
        .satisfies(each -> assertThat(each.fromPort()).isEqualTo(80));
    assertThat(
            ec2.describeSecurityGroups(r -> r.groupNames("default"))
                .securityGroups()
                .get(0)
                .ipPermissions())
        .flatExtracting(each -> each.userIdGroupPairs())
        .extracting(each -> each.groupId())
        .contains(web);
    assertThat(code(() -> ec2.deleteSecurityGroup(r -> r.groupName("nobody"))))
        .isEqualTo("InvalidGroup.NotFound");
  }

  @Test
  void a_database_that_is_refused_leaves_no_default_subnet_group() {
    ec2.createDefaultVpc(r -> {});

    assertThat(
            catchThrowableOfType(
                RdsException.class,
                () ->
                    aws.rds()
                        .createDBInstance(
                            r ->
                                r.dbInstanceIdentifier("orders")
                                    .dbInstanceClass("db.t3.micro")
                                    .engine("postgres"))))
        .hasMessageContaining("Invalid storage size");
    assertThat(aws.rds().describeDBSubnetGroups().dbSubnetGroups()).isEmpty();
  }
}
