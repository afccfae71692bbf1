package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Subnet;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** The production architecture, sound in every way. */
public final class SoundProduction {
  private static final String ARN = "arn:aws:elasticloadbalancing:eu-west-2:123456789012:";
  static final String LOAD_BALANCER = ARN + "loadbalancer/app/web/0123456789abcdef";
  private static final String HTTP = ARN + "listener/app/web/0123456789abcdef/1111111111111111";
  private static final String TARGETS = ARN + "targetgroup/web/0123456789abcdef";

  private SoundProduction() {}

  public static Inventory inventory() {
    return ProductionNetwork.inventory()
        .add(
            Kind.INSTANCE, ProductionNetwork.ZONES.stream().map(SoundProduction::instance).toList())
        .add(Kind.LAUNCH_TEMPLATE_VERSION, List.of(template()))
        .add(
            Kind.IMAGE,
            List.of(
                Image.builder().imageId("ami-1").architecture("x86_64").state("available").build()))
        .add(Kind.KEY_PAIR, List.of(KeyPairInfo.builder().keyName("ours").build()))
        .add(Kind.AUTO_SCALING_GROUP, List.of(group()))
        .add(Kind.VPC_ATTRIBUTE, List.of())
        .add(Kind.SCHEDULED_ACTION, List.of())
        .add(Kind.IP_SET, List.of())
        .add(Kind.INSTANCE_PROFILE, List.of())
        .add(Kind.LIFECYCLE_HOOK, List.of())
        .add(Kind.LOAD_BALANCER, List.of(loadBalancer()))
        .add(Kind.LISTENER, listeners())
        .add(
            Kind.RULE,
            HTTP,
            List.of(
                Rule.builder()
                    .ruleArn(HTTP + "/default")
                    .actions(redirect())
                    .isDefault(true)
                    .build()))
        .add(
            Kind.TARGET_GROUP,
            List.of(
                TargetGroup.builder()
                    .targetGroupArn(TARGETS)
                    .targetGroupName("web")
                    .port(8080)
                    .healthCheckPort("traffic-port")
                    .healthCheckIntervalSeconds(10)
                    .unhealthyThresholdCount(2)
                    .healthyThresholdCount(2)
                    .matcher(m -> m.httpCode("200"))
                    .loadBalancerArns(LOAD_BALANCER)
                    .build()))
        .add(Kind.TARGET_GROUP_ATTRIBUTE, TARGETS, attributes())
        .add(Kind.TARGET_HEALTH, TARGETS, health())
        .add(Kind.DB_INSTANCE, List.of(database()))
        .add(Kind.DB_SUBNET_GROUP, List.of(subnetGroup()))
        .add(
            Kind.WEB_ACL,
            LOAD_BALANCER,
            List.of(
                WebACL.builder()
                    .name("web")
                    .defaultAction(d -> d.allow(a -> {}))
                    .rules(
                        software.amazon.awssdk.services.wafv2.model.Rule.builder()
                            .name("rate")
                            .action(a -> a.block(b -> {}))
                            .build())
                    .build()))
        .build()
        .map(Kind.NETWORK_INTERFACE, SoundProduction::attached);
  }

  /** As AWS sets them. */
  private static List<TargetGroupAttribute> attributes() {
    String health = "target_group_health.";
    return Map.of(
            health + "dns_failover.minimum_healthy_targets.count",
            "1",
            health + "dns_failover.minimum_healthy_targets.percentage",
            "off",
            health + "unhealthy_state_routing.minimum_healthy_targets.count",
            "1",
            health + "unhealthy_state_routing.minimum_healthy_targets.percentage",
            "off",
            "load_balancing.cross_zone.enabled",
            "use_load_balancer_configuration")
        .entrySet()
        .stream()
        .map(each -> attribute(each.getKey(), each.getValue()))
        .toList();
  }

  private static TargetGroupAttribute attribute(String key, String value) {
    return TargetGroupAttribute.builder().key(key).value(value).build();
  }

  private static NetworkInterface attached(NetworkInterface each) {
    String id = each.networkInterfaceId();
    return id.startsWith("eni-app-")
        ? each.toBuilder()
            .attachment(a -> a.instanceId("i-" + id.substring("eni-app-".length())))
            .build()
        : each;
  }

  private static Instance instance(String zone) {
    return Instance.builder()
        .instanceId("i-" + zone)
        .state(s -> s.name("running"))
        .subnetId("subnet-private-" + zone)
        .metadataOptions(m -> m.httpTokens("required").httpEndpoint("enabled"))
        .build();
  }

  private static LaunchTemplateVersion template() {
    return LaunchTemplateVersion.builder()
        .launchTemplateId("lt-1")
        .launchTemplateName("web")
        .versionNumber(1L)
        .defaultVersion(true)
        .launchTemplateData(
            ResponseLaunchTemplateData.builder()
                .imageId("ami-1")
                .instanceType("t3.micro")
                .keyName("ours")
                .securityGroupIds("sg-app")
                .metadataOptions(m -> m.httpTokens("required"))
                .build())
        .build();
  }

  private static AutoScalingGroup group() {
    return AutoScalingGroup.builder()
        .autoScalingGroupName("web")
        .launchTemplate(t -> t.launchTemplateId("lt-1").version("$Latest"))
        .minSize(2)
        .desiredCapacity(2)
        .maxSize(6)
        .vpcZoneIdentifier("subnet-private-a,subnet-private-b")
        .healthCheckType("ELB")
        .targetGroupARNs(TARGETS)
        .instances(
            ProductionNetwork.ZONES.stream()
                .map(
                    zone ->
                        software.amazon.awssdk.services.autoscaling.model.Instance.builder()
                            .instanceId("i-" + zone)
                            .availabilityZone("eu-west-2" + zone)
                            .lifecycleState("InService")
                            .healthStatus("Healthy")
                            .build())
                .toList())
        .healthCheckGracePeriod(60)
        .build();
  }

  private static LoadBalancer loadBalancer() {
    List<AvailabilityZone> zones = new ArrayList<>();
    for (String zone : ProductionNetwork.ZONES) {
      zones.add(
          AvailabilityZone.builder()
              .zoneName("eu-west-2" + zone)
              .subnetId("subnet-public-" + zone)
              .build());
    }
    return LoadBalancer.builder()
        .state(LoadBalancerState.builder().code(LoadBalancerStateEnum.ACTIVE).build())
        .loadBalancerArn(LOAD_BALANCER)
        .loadBalancerName("web")
        .scheme("internet-facing")
        .type("application")
        .vpcId(ProductionNetwork.VPC)
        .securityGroups("sg-alb")
        .availabilityZones(zones)
        .build();
  }

  private static Action redirect() {
    return Action.builder()
        .type("redirect")
        .redirectConfig(r -> r.protocol("HTTPS").port("443").statusCode("HTTP_301"))
        .build();
  }

  private static List<Listener> listeners() {
    return List.of(
        Listener.builder()
            .loadBalancerArn(LOAD_BALANCER)
            .listenerArn(HTTP)
            .port(80)
            .protocol("HTTP")
            .defaultActions(redirect())
            .build(),
        Listener.builder()
            .loadBalancerArn(LOAD_BALANCER)
            .listenerArn(HTTP.replace('1', '2'))
            .port(443)
            .protocol("HTTPS")
            .sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06")
            .certificates(
                Certificate.builder().certificateArn("arn:aws:acm:::certificate/1").build())
            .defaultActions(Action.builder().type("forward").targetGroupArn(TARGETS).build())
            .build());
  }

  private static List<TargetHealthDescription> health() {
    return ProductionNetwork.ZONES.stream()
        .map(
            zone ->
                TargetHealthDescription.builder()
                    .target(t -> t.id("i-" + zone).port(8080))
                    .targetHealth(h -> h.state("healthy"))
                    .build())
        .toList();
  }

  private static DBSubnetGroup subnetGroup() {
    return DBSubnetGroup.builder()
        .dbSubnetGroupName("data")
        .vpcId(ProductionNetwork.VPC)
        .subnets(
            ProductionNetwork.ZONES.stream()
                .map(zone -> Subnet.builder().subnetIdentifier("subnet-database-" + zone).build())
                .toList())
        .build();
  }

  private static DBInstance database() {
    return DBInstance.builder()
        .dbInstanceIdentifier("data")
        .dbSubnetGroup(subnetGroup())
        .vpcSecurityGroups(VpcSecurityGroupMembership.builder().vpcSecurityGroupId("sg-db").build())
        .endpoint(e -> e.address("data.example").port(5432))
        .dbInstanceStatus("available")
        .multiAZ(true)
        .storageEncrypted(true)
        .publiclyAccessible(false)
        .build();
  }
}
