package dev.azdrill.inventory;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call of the AWS CLI whose output can be read: how it is recognised, and what it says.
 *
 * @param kind what it describes
 * @param key the member of its output that holds the things
 * @param command of the AWS CLI
 * @param identity the members that together identify a thing; none for what is known by its owner
 */
record DescribeCall(Kind<?> kind, String key, String command, List<String> identity) {
  /** Instances stand in reservations. */
  static final String RESERVATIONS = "Reservations";

  /** What both load balancers and target groups have; the keys within tell which. */
  static final String ATTRIBUTES = "Attributes";

  /** One thing, and no list of them. */
  static final String WEB_ACL = "WebACL";

  static final String IP_SET = "IPSet";
  static final String INSTANCE_PROFILE = "InstanceProfile";

  /** The keys under which there is one thing, and no list. */
  static final Set<String> OF_ONE = Set.of(WEB_ACL, IP_SET, INSTANCE_PROFILE);

  /** One thing, of which the key is a member. */
  static final String DNS_SUPPORT = "EnableDnsSupport";

  static final List<DescribeCall> ALL =
      List.of(
          ec2(Kind.ZONE, "AvailabilityZones", "describe-availability-zones", "ZoneName"),
          ec2(Kind.VPC, "Vpcs", "describe-vpcs", "VpcId"),
          ec2(
              Kind.VPC_ATTRIBUTE,
              DNS_SUPPORT,
              "describe-vpc-attribute --attribute enableDnsSupport --vpc-id ...",
              "VpcId"),
          ec2(Kind.SUBNET, "Subnets", "describe-subnets", "SubnetId"),
          ec2(Kind.ROUTE_TABLE, "RouteTables", "describe-route-tables", "RouteTableId"),
          ec2(
              Kind.INTERNET_GATEWAY,
              "InternetGateways",
              "describe-internet-gateways",
              "InternetGatewayId"),
          ec2(Kind.NAT_GATEWAY, "NatGateways", "describe-nat-gateways", "NatGatewayId"),
          ec2(Kind.ADDRESS, "Addresses", "describe-addresses", "PublicIp"),
          ec2(Kind.SECURITY_GROUP, "SecurityGroups", "describe-security-groups", "GroupId"),
          ec2(
              Kind.PREFIX_LIST_ENTRY,
              "Entries",
              "get-managed-prefix-list-entries --prefix-list-id ..."),
          ec2(Kind.NETWORK_ACL, "NetworkAcls", "describe-network-acls", "NetworkAclId"),
          ec2(
              Kind.NETWORK_INTERFACE,
              "NetworkInterfaces",
              "describe-network-interfaces",
              "NetworkInterfaceId"),
          ec2(Kind.INSTANCE, RESERVATIONS, "describe-instances", "InstanceId"),
          ec2(
              Kind.INSTANCE_STATUS,
              "InstanceStatuses",
              "describe-instance-status --include-all-instances",
              "InstanceId"),
          ec2(
              Kind.LAUNCH_TEMPLATE_VERSION,
              "LaunchTemplateVersions",
              "describe-launch-template-versions --launch-template-id ...",
              "LaunchTemplateId",
              "VersionNumber"),
          ec2(
              Kind.IMAGE,
              "Images",
              "describe-images --include-deprecated --filters Name=image-id,Values=...",
              "ImageId"),
          ec2(
              Kind.KEY_PAIR,
              "KeyPairs",
              "describe-key-pairs --filters Name=key-name,Values=...",
              "KeyName"),
          call(
              Kind.INSTANCE_PROFILE,
              INSTANCE_PROFILE,
              "iam get-instance-profile --instance-profile-name ...",
              "Arn"),
          call(
              Kind.AUTO_SCALING_GROUP,
              "AutoScalingGroups",
              "autoscaling describe-auto-scaling-groups",
              "AutoScalingGroupName"),
          call(
              Kind.SCALING_POLICY,
              "ScalingPolicies",
              "autoscaling describe-policies",
              "AutoScalingGroupName",
              "PolicyName"),
          call(
              Kind.SCHEDULED_ACTION,
              "ScheduledUpdateGroupActions",
              "autoscaling describe-scheduled-actions",
              "AutoScalingGroupName",
              "ScheduledActionName"),
          call(
              Kind.LIFECYCLE_HOOK,
              "LifecycleHooks",
              "autoscaling describe-lifecycle-hooks --auto-scaling-group-name ...",
              "AutoScalingGroupName",
              "LifecycleHookName"),
          elb(Kind.LOAD_BALANCER, "LoadBalancers", "describe-load-balancers", "LoadBalancerArn"),
          elb(
              Kind.LOAD_BALANCER_ATTRIBUTE,
              ATTRIBUTES,
              "describe-load-balancer-attributes --load-balancer-arn ..."),
          elb(
              Kind.LISTENER,
              "Listeners",
              "describe-listeners --load-balancer-arn ...",
              "ListenerArn"),
          elb(Kind.RULE, "Rules", "describe-rules --listener-arn ...", "RuleArn"),
          elb(Kind.TARGET_GROUP, "TargetGroups", "describe-target-groups", "TargetGroupArn"),
          elb(
              Kind.TARGET_GROUP_ATTRIBUTE,
              ATTRIBUTES,
              "describe-target-group-attributes --target-group-arn ..."),
          elb(
              Kind.TARGET_HEALTH,
              "TargetHealthDescriptions",
              "describe-target-health --target-group-arn ..."),
          call(
              Kind.DB_INSTANCE, "DBInstances", "rds describe-db-instances", "DBInstanceIdentifier"),
          call(
              Kind.DB_SUBNET_GROUP,
              "DBSubnetGroups",
              "rds describe-db-subnet-groups",
              "DBSubnetGroupName"),
          call(Kind.WEB_ACL, WEB_ACL, "wafv2 get-web-acl-for-resource --resource-arn ..."),
          call(
              Kind.IP_SET, IP_SET, "wafv2 get-ip-set --scope REGIONAL --name ... --id ...", "ARN"));

  private static DescribeCall ec2(Kind<?> kind, String key, String command, String... identity) {
    return call(kind, key, "ec2 " + command, identity);
  }

  private static DescribeCall elb(Kind<?> kind, String key, String command, String... identity) {
    return call(kind, key, "elbv2 " + command, identity);
  }

  private static DescribeCall call(Kind<?> kind, String key, String command, String... identity) {
    return new DescribeCall(kind, key, "aws " + command, List.of(identity));
  }

  static DescribeCall of(Kind<?> kind) {
    return ALL.stream().filter(each -> each.kind().equals(kind)).findFirst().orElseThrow();
  }

  /** The call whose output has this member. */
  static Optional<DescribeCall> withKey(String key) {
    return ALL.stream().filter(each -> each.key().equals(key)).findFirst();
  }

  /** As the middle of a sentence: {@code Vpcs (aws ec2 describe-vpcs)}. */
  String words() {
    return key + " (" + command + ")";
  }
}
