package dev.azdrill.inventory;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.wafv2.model.IPSet;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/**
 * A kind of thing that an {@link Inventory} holds.
 *
 * <p>Most kinds name themselves: a subnet carries its id. Some do not, and are held under the ARN
 * of their <em>owner</em>: a target's health under its target group, a rule under its listener, an
 * attribute under its load balancer or target group, an entry under its prefix list, a web ACL
 * under the load balancer that it protects.
 *
 * @param <T> the SDK's model class
 */
public final class Kind<T extends SdkPojo> {
  public static final Kind<AvailabilityZone> ZONE =
      new Kind<>("availabilityZones", AvailabilityZone.class, AvailabilityZone::builder);
  public static final Kind<Vpc> VPC = new Kind<>("vpcs", Vpc.class, Vpc::builder);

  /** Whether it resolves names, and of its attributes no other. */
  public static final Kind<DescribeVpcAttributeResponse> VPC_ATTRIBUTE =
      new Kind<>(
          "vpcAttributes",
          DescribeVpcAttributeResponse.class,
          DescribeVpcAttributeResponse::builder);

  public static final Kind<Subnet> SUBNET = new Kind<>("subnets", Subnet.class, Subnet::builder);
  public static final Kind<RouteTable> ROUTE_TABLE =
      new Kind<>("routeTables", RouteTable.class, RouteTable::builder);
  public static final Kind<InternetGateway> INTERNET_GATEWAY =
      new Kind<>("internetGateways", InternetGateway.class, InternetGateway::builder);
  public static final Kind<NatGateway> NAT_GATEWAY =
      new Kind<>("natGateways", NatGateway.class, NatGateway::builder);
  public static final Kind<Address> ADDRESS =
      new Kind<>("addresses", Address.class, Address::builder);
  public static final Kind<SecurityGroup> SECURITY_GROUP =
      new Kind<>("securityGroups", SecurityGroup.class, SecurityGroup::builder);
  public static final Kind<PrefixListEntry> PREFIX_LIST_ENTRY =
      new Kind<>("prefixListEntries", PrefixListEntry.class, PrefixListEntry::builder);
  public static final Kind<NetworkAcl> NETWORK_ACL =
      new Kind<>("networkAcls", NetworkAcl.class, NetworkAcl::builder);
  public static final Kind<NetworkInterface> NETWORK_INTERFACE =
      new Kind<>("networkInterfaces", NetworkInterface.class, NetworkInterface::builder);
  public static final Kind<Instance> INSTANCE =
      new Kind<>("instances", Instance.class, Instance::builder);
  public static final Kind<InstanceStatus> INSTANCE_STATUS =
      new Kind<>("instanceStatuses", InstanceStatus.class, InstanceStatus::builder);
  public static final Kind<LaunchTemplateVersion> LAUNCH_TEMPLATE_VERSION =
      new Kind<>(
          "launchTemplateVersions", LaunchTemplateVersion.class, LaunchTemplateVersion::builder);

  /** Those that {@linkplain GroupLaunches groups launch}, and no others. */
  public static final Kind<Image> IMAGE = new Kind<>("images", Image.class, Image::builder);

  /** Those that {@linkplain GroupLaunches groups launch with}, and no others. */
  public static final Kind<KeyPairInfo> KEY_PAIR =
      new Kind<>("keyPairs", KeyPairInfo.class, KeyPairInfo::builder);

  /** Those that {@linkplain GroupLaunches groups launch with}, and no others. */
  public static final Kind<InstanceProfile> INSTANCE_PROFILE =
      new Kind<>("instanceProfiles", InstanceProfile.class, InstanceProfile::builder);

  public static final Kind<AutoScalingGroup> AUTO_SCALING_GROUP =
      new Kind<>("autoScalingGroups", AutoScalingGroup.class, AutoScalingGroup::builder);
  public static final Kind<ScalingPolicy> SCALING_POLICY =
      new Kind<>("scalingPolicies", ScalingPolicy.class, ScalingPolicy::builder);
  public static final Kind<ScheduledUpdateGroupAction> SCHEDULED_ACTION =
      new Kind<>(
          "scheduledActions",
          ScheduledUpdateGroupAction.class,
          ScheduledUpdateGroupAction::builder);

  public static final Kind<LifecycleHook> LIFECYCLE_HOOK =
      new Kind<>("lifecycleHooks", LifecycleHook.class, LifecycleHook::builder);
  public static final Kind<LoadBalancer> LOAD_BALANCER =
      new Kind<>("loadBalancers", LoadBalancer.class, LoadBalancer::builder);
  public static final Kind<LoadBalancerAttribute> LOAD_BALANCER_ATTRIBUTE =
      new Kind<>(
          "loadBalancerAttributes", LoadBalancerAttribute.class, LoadBalancerAttribute::builder);
  public static final Kind<Listener> LISTENER =
      new Kind<>("listeners", Listener.class, Listener::builder);
  public static final Kind<Rule> RULE = new Kind<>("rules", Rule.class, Rule::builder);
  public static final Kind<TargetGroup> TARGET_GROUP =
      new Kind<>("targetGroups", TargetGroup.class, TargetGroup::builder);
  public static final Kind<TargetGroupAttribute> TARGET_GROUP_ATTRIBUTE =
      new Kind<>(
          "targetGroupAttributes", TargetGroupAttribute.class, TargetGroupAttribute::builder);
  public static final Kind<TargetHealthDescription> TARGET_HEALTH =
      new Kind<>("targetHealth", TargetHealthDescription.class, TargetHealthDescription::builder);
  public static final Kind<DBInstance> DB_INSTANCE =
      new Kind<>("dbInstances", DBInstance.class, DBInstance::builder);
  public static final Kind<DBSubnetGroup> DB_SUBNET_GROUP =
      new Kind<>("dbSubnetGroups", DBSubnetGroup.class, DBSubnetGroup::builder);
  public static final Kind<WebACL> WEB_ACL = new Kind<>("webAcls", WebACL.class, WebACL::builder);

  /** Those to which {@linkplain Named web ACLs refer}, and no others. */
  public static final Kind<IPSet> IP_SET = new Kind<>("ipSets", IPSet.class, IPSet::builder);

  private static final List<Kind<?>> ALL =
      List.of(
          ZONE,
          VPC,
          VPC_ATTRIBUTE,
          SUBNET,
          ROUTE_TABLE,
          INTERNET_GATEWAY,
          NAT_GATEWAY,
          ADDRESS,
          SECURITY_GROUP,
          PREFIX_LIST_ENTRY,
          NETWORK_ACL,
          NETWORK_INTERFACE,
          INSTANCE,
          INSTANCE_STATUS,
          LAUNCH_TEMPLATE_VERSION,
          IMAGE,
          KEY_PAIR,
          INSTANCE_PROFILE,
          AUTO_SCALING_GROUP,
          SCALING_POLICY,
          SCHEDULED_ACTION,
          LIFECYCLE_HOOK,
          LOAD_BALANCER,
          LOAD_BALANCER_ATTRIBUTE,
          LISTENER,
          RULE,
          TARGET_GROUP,
          TARGET_GROUP_ATTRIBUTE,
          TARGET_HEALTH,
          DB_INSTANCE,
          DB_SUBNET_GROUP,
          WEB_ACL,
          IP_SET);

  private final String name;
  private final Class<T> type;
  private final Supplier<? extends SdkPojo> builder;

  private Kind(String name, Class<T> type, Supplier<? extends SdkPojo> builder) {
    this.name = name;
    this.type = type;
    this.builder = builder;
  }

  /** The name in files: {@code routeTables}. */
  public String name() {
    return name;
  }

  /** The SDK's model class. */
  public Class<T> type() {
    return type;
  }

  SdkPojo newBuilder() {
    return builder.get();
  }

  /** All kinds, in the order in which files list them. */
  public static List<Kind<?>> all() {
    return ALL;
  }

  /** The kind of this name. */
  public static Optional<Kind<?>> named(String name) {
    return ALL.stream().filter(kind -> kind.name.equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name;
  }
}
