package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.model.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Network interfaces that are not there but may be at any time: of the next instance in each subnet
 * of a group, of the database after a failover into each subnet of its subnet group, and of load
 * balancer nodes that are not described.
 *
 * <p>A claim that holds only for what happens to run now is not a guarantee. Each of them has a
 * free address of its subnet, the security groups that its owner gives it, and, where it would get
 * a public address, one from a block for documents.
 */
final class Potential {
  private static final Cidr PUBLIC_ADDRESSES = Cidr.of("192.0.2.0/24");

  /** One for documents, RFC 3849: no packet of IPv6 is followed, so all may have the same. */
  private static final NetworkInterfaceIpv6Address IPV6 =
      NetworkInterfaceIpv6Address.builder().ipv6Address("2001:db8::1").build();

  private final Architecture architecture;
  private final Map<String, List<NetworkInterface>> nodes = new LinkedHashMap<>();
  private final Map<String, List<NetworkInterface>> applications = new LinkedHashMap<>();
  private final Map<String, List<NetworkInterface>> databases = new LinkedHashMap<>();
  private final List<Finding> unknownApplications = new ArrayList<>();
  private final List<Finding> unknown = new ArrayList<>();
  private final Set<String> taken = new LinkedHashSet<>();
  private int publicAddresses;

  Potential(Architecture architecture) {
    this.architecture = architecture;
    for (NetworkInterface each : architecture.inventory().all(Kind.NETWORK_INTERFACE)) {
      taken.add(each.privateIpAddress());
      each.privateIpAddresses().forEach(address -> taken.add(address.privateIpAddress()));
    }
    architecture.loadBalancers().forEach(this::add);
    architecture.groups().forEach(this::add);
    architecture.databases().forEach(this::add);
  }

  /** Nodes of load balancers, where none is described. */
  List<NetworkInterface> loadBalancers() {
    return nodes.values().stream().flatMap(List::stream).toList();
  }

  /** Nodes of this load balancer, in the subnets where none is described. */
  List<NetworkInterface> of(LoadBalancer loadBalancer) {
    return nodes.getOrDefault(String.valueOf(loadBalancer.loadBalancerArn()), List.of());
  }

  /** The next instances. */
  List<NetworkInterface> applications() {
    return applications.values().stream().flatMap(List::stream).toList();
  }

  /** The next instances of this group, one in each subnet that it may launch into. */
  List<NetworkInterface> of(AutoScalingGroup group) {
    return applications.getOrDefault(group.autoScalingGroupName(), List.of());
  }

  /** This database, in every subnet that it may be in. */
  List<NetworkInterface> of(DBInstance database) {
    return databases.getOrDefault(database.dbInstanceIdentifier(), List.of());
  }

  /** What could not be thought of, because something that it takes is not described. */
  List<Finding> unknown() {
    return Stream.concat(unknownApplications.stream(), unknown.stream()).toList();
  }

  /** Those of {@link #unknown} that are about the next instances. */
  List<Finding> unknownApplications() {
    return unknownApplications;
  }

  /** The inventory with all of them in it. */
  Inventory inventory() {
    List<NetworkInterface> all =
        new ArrayList<>(architecture.inventory().all(Kind.NETWORK_INTERFACE));
    all.addAll(loadBalancers());
    all.addAll(applications());
    databases.values().forEach(all::addAll);
    return architecture.inventory().with(Kind.NETWORK_INTERFACE, all);
  }

  private void add(LoadBalancer loadBalancer) {
    List<NetworkInterface> its = new ArrayList<>();
    nodes.put(String.valueOf(loadBalancer.loadBalancerArn()), its);
    for (AvailabilityZone zone : loadBalancer.availabilityZones()) {
      boolean described =
          architecture.inventory().all(Kind.NETWORK_INTERFACE).stream()
              .anyMatch(
                  each ->
                      Architecture.isNodeOf(loadBalancer, each)
                          && String.valueOf(zone.subnetId()).equals(each.subnetId()));
      if (!described) {
        String name = "a node of " + loadBalancer.loadBalancerName() + " in " + zone.subnetId();
        add(its, unknown, name, zone.subnetId(), loadBalancer.securityGroups(), true, false);
      }
    }
  }

  private void add(AutoScalingGroup group) {
    String name = "an instance of " + group.autoScalingGroupName();
    Optional<List<LaunchTemplateVersion>> launches = architecture.launchesOf(group);
    if (launches.isEmpty()) {
      unknownApplications.add(
          Finding.unknown(name, "cannot be thought of: its template is not described"));
      return;
    }
    for (LaunchTemplateVersion launch : launches.get()) {
      for (String subnetId : Architecture.subnetsOf(group)) {
        Optional<Subnet> subnet = architecture.subnet(subnetId);
        String vpc = subnet.map(Subnet::vpcId).orElse(null);
        boolean exposed =
            publicAddress(launch)
                .orElse(
                    subnet.map(s -> Boolean.TRUE.equals(s.mapPublicIpOnLaunch())).orElse(false));
        add(
            applications.computeIfAbsent(group.autoScalingGroupName(), any -> new ArrayList<>()),
            unknownApplications,
            name + " in " + subnetId,
            subnetId,
            architecture.securityGroupsOf(launch, vpc),
            exposed,
            Ipv6.given(launch).orElseGet(() -> subnet.filter(Ipv6::given).isPresent()));
      }
    }
  }

  /** What a template says of public addresses; empty when it leaves that to the subnet. */
  static Optional<Boolean> publicAddress(LaunchTemplateVersion launch) {
    return launch.launchTemplateData().networkInterfaces().stream()
        .map(LaunchTemplateInstanceNetworkInterfaceSpecification::associatePublicIpAddress)
        .filter(says -> says != null)
        .findFirst();
  }

  private void add(DBInstance database) {
    List<String> subnets = architecture.subnetsOf(database);
    String name = "the database " + database.dbInstanceIdentifier();
    if (subnets.isEmpty()) {
      unknown.add(Finding.unknown(name, "cannot be placed: it names no subnet group"));
    }
    for (String subnet : subnets) {
      add(
          databases.computeIfAbsent(database.dbInstanceIdentifier(), id -> new ArrayList<>()),
          unknown,
          name + " in " + subnet,
          subnet,
          Architecture.securityGroupsOf(database),
          Boolean.TRUE.equals(database.publiclyAccessible()),
          "DUAL".equals(database.networkType()));
    }
  }

  private void add(
      List<NetworkInterface> to,
      List<Finding> unplaced,
      String name,
      String subnetId,
      Collection<String> groups,
      boolean exposed,
      boolean hasIpv6) {
    Optional<Subnet> subnet = architecture.subnet(subnetId).filter(s -> s.cidrBlock() != null);
    Optional<String> address = subnet.flatMap(each -> freeAddress(each.cidrBlock()));
    if (address.isEmpty()) {
      unplaced.add(Finding.unknown(name, "cannot be placed: its subnet is full or not described"));
      return;
    }
    NetworkInterface.Builder made =
        NetworkInterface.builder()
            .networkInterfaceId(name)
            .vpcId(subnet.get().vpcId())
            .subnetId(subnetId)
            .availabilityZone(subnet.get().availabilityZone())
            .privateIpAddress(address.get())
            .sourceDestCheck(true)
            .interfaceType("interface")
            .groups(
                groups.stream().map(id -> GroupIdentifier.builder().groupId(id).build()).toList());
    if (hasIpv6) {
      made.ipv6Addresses(IPV6);
    }
    if (exposed) {
      publicAddresses++;
      made.association(
          NetworkInterfaceAssociation.builder()
              .publicIp(PUBLIC_ADDRESSES.address(publicAddresses))
              .build());
    }
    to.add(made.build());
  }

  /** From above: AWS gives addresses from below. The last one is AWS's own. */
  private Optional<String> freeAddress(String block) {
    Cidr cidr = Cidr.of(block);
    for (long place = cidr.size() - 2; place > 3; place--) {
      String address = cidr.address(place);
      if (taken.add(address)) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }
}
