package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.DescribeFilters;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** What DescribeSecurityGroups filters by. */
final class SecurityGroupFilters {
  private SecurityGroupFilters() {}

  static DescribeFilters<SecurityGroup> all() {
    DescribeFilters<SecurityGroup> filters =
        new DescribeFilters<SecurityGroup>()
            .on("group-id", SecurityGroup::groupId)
            .on("group-name", SecurityGroup::groupName)
            .on("description", SecurityGroup::description)
            .on("owner-id", SecurityGroup::ownerId)
            .on("vpc-id", SecurityGroup::vpcId)
            .onTags(group -> ResourceTags.byKey(group.tags()));
    permissions(filters, "ip-permission.", SecurityGroup::ipPermissions);
    permissions(filters, "egress.ip-permission.", SecurityGroup::ipPermissionsEgress);
    return filters;
  }

  private static void permissions(
      DescribeFilters<SecurityGroup> filters,
      String prefix,
      Function<SecurityGroup, List<IpPermission>> permissions) {
    each(filters, prefix + "protocol", permissions, p -> Stream.of(p.ipProtocol()));
    each(filters, prefix + "from-port", permissions, p -> text(p.fromPort()));
    each(filters, prefix + "to-port", permissions, p -> text(p.toPort()));
    each(filters, prefix + "cidr", permissions, p -> p.ipRanges().stream().map(IpRange::cidrIp));
    each(
        filters,
        prefix + "group-id",
        permissions,
        p -> p.userIdGroupPairs().stream().map(UserIdGroupPair::groupId));
  }

  private static void each(
      DescribeFilters<SecurityGroup> filters,
      String name,
      Function<SecurityGroup, List<IpPermission>> permissions,
      Function<IpPermission, Stream<String>> values) {
    filters.onMany(name, group -> permissions.apply(group).stream().flatMap(values).toList());
  }

  private static Stream<String> text(Integer port) {
    return port == null ? Stream.empty() : Stream.of(port.toString());
  }
}
