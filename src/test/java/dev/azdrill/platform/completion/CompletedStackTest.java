package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The production architecture, half of it in a foreign EC2 and half of it in what completes it. */
class CompletedStackTest {
  private static final String STACK = "completed";

  private final CompletedRegion completed = new CompletedRegion();
  private final Provisioner provisioner = new Provisioner(completed.aws(), StepListener.SILENT);

  @AfterEach
  void close() {
    completed.close();
  }

  private Inventory provision() {
    provisioner.provision(Blueprints.shipped("production"), STACK, "test");
    return new Discovery(completed.aws()).byStack(STACK);
  }

  private List<TargetHealthStateEnum> health(Inventory stack) {
    String group = stack.all(Kind.TARGET_GROUP).get(0).targetGroupArn();
    return new Discovery(completed.aws())
        .targetHealth(group).stream().map(each -> each.targetHealth().state()).toList();
  }

  /** By its subnet's zone: the interfaces that RDS has in the foreign EC2. */
  private Map<String, String> databaseInterfaces() {
    Map<String, String> byZone = new TreeMap<>();
    for (NetworkInterface each : completed.standing().all(Kind.NETWORK_INTERFACE)) {
      if (each.tagSet().stream()
          .anyMatch(
              tag ->
                  tag.key().equals(ForeignNetwork.OWNER_TAG) && tag.value().equals("amazon-rds"))) {
        byZone.put(each.availabilityZone(), each.networkInterfaceId());
      }
    }
    return byZone;
  }

  @Test
  void it_is_provisioned_serves_and_leaves_nothing_in_the_foreign_ec2_when_it_is_torn_down() {
    Ground somebodys = new Ground(completed);
    completed.foreign().ec2().createNetworkInterface(r -> r.subnetId(somebodys.subnets().get(0)));
    completed.look();
    Inventory before = completed.standing();

    Inventory stack = provision();
    assertThat(health(stack)).containsExactly(healthy(), healthy());
    assertThat(stack.all(Kind.DB_INSTANCE))
        .singleElement()
        .extracting(DBInstance::multiAZ)
        .isEqualTo(true);
    assertThat(completed.standing().all(Kind.NETWORK_INTERFACE).size())
        .isGreaterThan(before.all(Kind.NETWORK_INTERFACE).size());

    provisioner.tearDown(STACK);

    // EC2 goes on describing what is terminated and deleted for an hour.
    completed.passThere(Duration.ofHours(2));
    assertThat(completed.standing()).isEqualTo(before);
    assertThat(completed.foreign().ec2().describeLaunchTemplates().launchTemplates())
        .extracting(each -> each.launchTemplateName())
        .containsExactly("workers");
    assertThat(completed.ports().residue().sentences()).isEmpty();
  }

  private static TargetHealthStateEnum healthy() {
    return TargetHealthStateEnum.HEALTHY;
  }

  @Test
  void target_health_follows_a_security_group_that_is_revoked_in_the_foreign_ec2() {
    Inventory stack = provision();
    SecurityGroup application =
        stack.all(Kind.SECURITY_GROUP).stream()
            .filter(
                each ->
                    stack.all(Kind.INSTANCE).get(0).securityGroups().stream()
                        .anyMatch(g -> g.groupId().equals(each.groupId())))
            .findFirst()
            .orElseThrow();
    List<IpPermission> rules = application.ipPermissions();
    completed
        .foreign()
        .ec2()
        .revokeSecurityGroupIngress(r -> r.groupId(application.groupId()).ipPermissions(rules));
    completed
        .aws()
        .autoScaling()
        .suspendProcesses(
            r ->
                r.autoScalingGroupName(
                    stack.all(Kind.AUTO_SCALING_GROUP).get(0).autoScalingGroupName()));

    completed.passHere(Duration.ofMinutes(1));
    assertThat(health(stack)).as("before a reading").containsOnly(healthy());
    completed.pass(Duration.ofMinutes(1));
    assertThat(health(stack)).containsOnly(TargetHealthStateEnum.UNHEALTHY);

    completed
        .foreign()
        .ec2()
        .authorizeSecurityGroupIngress(r -> r.groupId(application.groupId()).ipPermissions(rules));
    completed.pass(Duration.ofMinutes(2));
    assertThat(health(stack)).containsOnly(healthy());
  }

  @Test
  void a_failover_swaps_the_databases_zones_and_its_interfaces_stay_where_they_are() {
    Inventory stack = provision();
    DBInstance before = stack.all(Kind.DB_INSTANCE).get(0);
    Map<String, String> interfaces = databaseInterfaces();
    assertThat(interfaces)
        .containsOnlyKeys(before.availabilityZone(), before.secondaryAvailabilityZone());

    completed
        .aws()
        .rds()
        .rebootDBInstance(
            r -> r.dbInstanceIdentifier(before.dbInstanceIdentifier()).forceFailover(true));
    completed.pass(Duration.ofMinutes(10));

    DBInstance after =
        new Discovery(completed.aws()).dbInstance(before.dbInstanceIdentifier()).orElseThrow();
    assertThat(after.availabilityZone()).isEqualTo(before.secondaryAvailabilityZone());
    assertThat(after.secondaryAvailabilityZone()).isEqualTo(before.availabilityZone());
    assertThat(databaseInterfaces()).isEqualTo(interfaces);
  }

  @Test
  void a_pending_certificate_of_the_foreign_acm_is_refused_by_a_listener() {
    Inventory stack = provision();
    String door = stack.all(Kind.LOAD_BALANCER).get(0).loadBalancerArn();
    String group = stack.all(Kind.TARGET_GROUP).get(0).targetGroupArn();
    String pending =
        completed
            .foreign()
            .acm()
            .requestCertificate(r -> r.domainName("drill.example.com"))
            .certificateArn();

    assertThatThrownBy(() -> listen(door, group, pending))
        .isInstanceOf(ElasticLoadBalancingV2Exception.class)
        .hasMessageContaining(pending);
    assertThatThrownBy(() -> listen(door, group, pending.replaceFirst("/.*", "/nobodys")))
        .isInstanceOf(ElasticLoadBalancingV2Exception.class);

    completed.passThere(Duration.ofHours(1));
    listen(door, group, pending);
  }

  private void listen(String door, String group, String certificate) {
    completed
        .aws()
        .elasticLoadBalancing()
        .createListener(
            r ->
                r.loadBalancerArn(door)
                    .protocol(ProtocolEnum.HTTPS)
                    .port(8443)
                    .certificates(Certificate.builder().certificateArn(certificate).build())
                    .defaultActions(
                        Action.builder()
                            .type(ActionTypeEnum.FORWARD)
                            .targetGroupArn(group)
                            .build()));
  }
}
