package dev.azdrill.guarantee;

import dev.azdrill.inventory.GroupLaunches;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplate;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * An inventory, seen as tiers: the load balancer, the application behind it, the database behind
 * that.
 */
record Architecture(Inventory inventory) {

  // The load balancer.

  /** The application load balancers that face the internet. */
  List<LoadBalancer> loadBalancers() {
    return facingTheInternet()
        .filter(each -> each.type() == null || each.type() == LoadBalancerTypeEnum.APPLICATION)
        .toList();
  }

  /** The network load balancers that face the internet: each is another way in. */
  List<LoadBalancer> networkLoadBalancers() {
    return facingTheInternet().filter(each -> each.type() == LoadBalancerTypeEnum.NETWORK).toList();
  }

  private Stream<LoadBalancer> facingTheInternet() {
    return inventory.all(Kind.LOAD_BALANCER).stream()
        .filter(each -> each.scheme() == LoadBalancerSchemeEnum.INTERNET_FACING);
  }

  /** Whether this is a network interface of the load balancer: its description says so. */
  static boolean isNodeOf(LoadBalancer loadBalancer, NetworkInterface networkInterface) {
    String arn = String.valueOf(loadBalancer.loadBalancerArn());
    String name = arn.substring(arn.indexOf(":loadbalancer/") + ":loadbalancer/".length());
    return Objects.equals(networkInterface.description(), "ELB " + name);
  }

  /** The security groups of all load balancers. */
  Set<String> loadBalancerGroups() {
    Set<String> groups = new LinkedHashSet<>();
    loadBalancers().forEach(loadBalancer -> groups.addAll(loadBalancer.securityGroups()));
    return groups;
  }

  // The application.

  List<AutoScalingGroup> groups() {
    return inventory.all(Kind.AUTO_SCALING_GROUP);
  }

  static List<String> subnetsOf(AutoScalingGroup group) {
    String all = group.vpcZoneIdentifier();
    return all == null || all.isBlank() ? List.of() : List.of(all.strip().split("\\s*,\\s*", -1));
  }

  /** The launch template versions that a group may launch; empty when one is not described. */
  Optional<List<LaunchTemplateVersion>> launchesOf(AutoScalingGroup group) {
    List<LaunchTemplateSpecification> wanted = new ArrayList<>();
    if (group.launchTemplate() != null) {
      wanted.add(group.launchTemplate());
    }
    if (group.mixedInstancesPolicy() != null
        && group.mixedInstancesPolicy().launchTemplate() != null) {
      LaunchTemplate mixed = group.mixedInstancesPolicy().launchTemplate();
      wanted.add(mixed.launchTemplateSpecification());
      mixed.overrides().forEach(each -> wanted.add(each.launchTemplateSpecification()));
      wanted.removeIf(Objects::isNull);
    }
    List<LaunchTemplateVersion> found =
        wanted.stream().flatMap(w -> GroupLaunches.version(w, inventory).stream()).toList();
    return found.isEmpty() || found.size() < wanted.size() ? Optional.empty() : Optional.of(found);
  }

  /**
   * The security groups that a launch gives to its instance; the VPC's default when it says none.
   */
  List<String> securityGroupsOf(LaunchTemplateVersion launch, @Nullable String vpcId) {
    List<String> own = new ArrayList<>(launch.launchTemplateData().securityGroupIds());
    launch
        .launchTemplateData()
        .networkInterfaces()
        .forEach(networkInterface -> own.addAll(networkInterface.groups()));
    if (!own.isEmpty()) {
      return own.stream().distinct().toList();
    }
    return inventory.all(Kind.SECURITY_GROUP).stream()
        .filter(group -> "default".equals(group.groupName()))
        .filter(group -> Objects.equals(group.vpcId(), vpcId))
        .map(SecurityGroup::groupId)
        .toList();
  }

  /** The security groups of the application: those it launches with and those it has now. */
  Set<String> applicationGroups() {
    Set<String> groups = new LinkedHashSet<>();
    for (AutoScalingGroup group : groups()) {
      String vpc = subnetsOf(group).stream().findFirst().flatMap(this::vpcOf).orElse(null);
      launchesOf(group)
          .orElse(List.of())
          .forEach(launch -> groups.addAll(securityGroupsOf(launch, vpc)));
    }
    for (NetworkInterface each : applicationInterfaces()) {
      each.groups().forEach(group -> groups.add(group.groupId()));
    }
    return groups;
  }

  /** The network interfaces of the groups' instances. */
  List<NetworkInterface> applicationInterfaces() {
    Set<String> members = new LinkedHashSet<>();
    groups().forEach(g -> g.instances().forEach(each -> members.add(each.instanceId())));
    for (Instance each : inventory.all(Kind.INSTANCE)) {
      // A member that the group has given up is still the application while it lives.
      if (each.tags().stream().anyMatch(t -> "aws:autoscaling:groupName".equals(t.key()))) {
        members.add(each.instanceId());
      }
    }
    return inventory.all(Kind.NETWORK_INTERFACE).stream()
        .filter(each -> each.attachment() != null)
        .filter(each -> members.contains(String.valueOf(each.attachment().instanceId())))
        .toList();
  }

  /** The instances that are there: those that are terminated are only still described. */
  List<Instance> instances() {
    return inventory.all(Kind.INSTANCE).stream()
        .filter(each -> each.state() == null || each.state().name() != InstanceStateName.TERMINATED)
        .toList();
  }

  // The database.

  List<DBInstance> databases() {
    return inventory.all(Kind.DB_INSTANCE);
  }

  /** Every subnet into which the database may fail over. */
  List<String> subnetsOf(DBInstance database) {
    DBSubnetGroup own = database.dbSubnetGroup();
    if (own == null) {
      return List.of();
    }
    DBSubnetGroup described =
        inventory.all(Kind.DB_SUBNET_GROUP).stream()
            .filter(each -> Objects.equals(each.dbSubnetGroupName(), own.dbSubnetGroupName()))
            .findFirst()
            .orElse(own);
    return described.subnets().stream().map(each -> each.subnetIdentifier()).toList();
  }

  static List<String> securityGroupsOf(DBInstance database) {
    return database.vpcSecurityGroups().stream()
        .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
        .toList();
  }

  /** The security groups of all databases. */
  Set<String> databaseGroups() {
    Set<String> groups = new LinkedHashSet<>();
    databases().forEach(each -> groups.addAll(securityGroupsOf(each)));
    return groups;
  }

  static Optional<Integer> portOf(DBInstance database) {
    return database.endpoint() != null && database.endpoint().port() != null
        ? Optional.of(database.endpoint().port())
        : Optional.ofNullable(database.dbInstancePort()).filter(port -> port > 0);
  }

  // Places.

  Optional<Subnet> subnet(String id) {
    return inventory.all(Kind.SUBNET).stream()
        .filter(each -> id.equals(each.subnetId()))
        .findFirst();
  }

  private Optional<String> vpcOf(String subnetId) {
    return subnet(subnetId).map(Subnet::vpcId);
  }

  /**
   * Where subnets are.
   *
   * @param zones of those that are described, in order
   * @param undescribed the ids of the others
   */
  record SubnetZones(NavigableSet<String> zones, List<String> undescribed) {}

  SubnetZones zonesOf(List<String> subnetIds) {
    NavigableSet<String> zones = new TreeSet<>();
    List<String> undescribed = new ArrayList<>();
    for (String id : subnetIds) {
      subnet(id)
          .map(Subnet::availabilityZone)
          .ifPresentOrElse(zones::add, () -> undescribed.add(id));
    }
    return new SubnetZones(zones, undescribed);
  }
}
