package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.PacketWalker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * No instance has a public address: none that runs, none that a group may launch, and no subnet
 * gives one to whoever starts in it.
 *
 * <p>A launch template that says nothing of public addresses leaves it to the subnet: see <a
 * href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html">IP
 * addressing</a>.
 */
final class NoPublicAddress {
  private NoPublicAddress() {}

  static Guarantee guarantee() {
    return new Guarantee(
        "no-public-addresses",
        "no instance has a public address",
        "no instance has or will get a public address",
        new Advice(
            "An instance with a public address is one rule of a security group away "
                + "from the internet.",
            "Set AssociatePublicIpAddress=false in the launch template and "
                + "MapPublicIpOnLaunch=false on the subnets of the application, and "
                + "disassociate Elastic IP addresses from instances."),
        List.of(
            Framework.FSBP.control("EC2.9"),
            Framework.FSBP.control("EC2.15"),
            Framework.FSBP.control("EC2.25"),
            Framework.PCI.control("1.4.4"),
            Framework.NIST.control("AC-3"),
            Framework.NIST.control("AC-4(21)"),
            Framework.NIST.control("SC-7"),
            Framework.ISO.control("A.8.20-22"),
            Framework.SOC2.control("CC6.6"),
            Framework.WELL_ARCHITECTED.control("SEC05-BP01")),
        List.of(
            Kind.INSTANCE,
            Kind.NETWORK_INTERFACE,
            Kind.SUBNET,
            Kind.AUTO_SCALING_GROUP,
            Kind.LAUNCH_TEMPLATE_VERSION),
        NoPublicAddress::findings,
        mutants());
  }

  private static List<Finding> findings(Inventory inventory) {
    Architecture architecture = new Architecture(inventory);
    List<Finding> findings = new ArrayList<>();
    PacketWalker walker = new PacketWalker(inventory);
    architecture.instances().forEach(each -> findings.add(of(each, inventory, walker)));
    architecture.groups().forEach(each -> findings.addAll(of(each, architecture)));
    if (!findings.isEmpty()) {
      inventory.all(Kind.SUBNET).forEach(each -> findings.add(of(each)));
    }
    return findings;
  }

  private static Finding of(Instance instance, Inventory inventory, PacketWalker walker) {
    Set<String> addresses = new LinkedHashSet<>();
    if (instance.publicIpAddress() != null && !instance.publicIpAddress().isEmpty()) {
      addresses.add(instance.publicIpAddress());
    }
    for (NetworkInterface each : inventory.all(Kind.NETWORK_INTERFACE)) {
      if (each.attachment() != null
          && instance.instanceId().equals(each.attachment().instanceId())) {
        addresses.addAll(walker.publicAddresses(each.networkInterfaceId()));
        addresses.addAll(Ipv6.publicAddresses(each));
      }
    }
    return Finding.of(
        instance.instanceId(),
        addresses.isEmpty(),
        "has no public address",
        "has the public address " + String.join(" and ", addresses));
  }

  private static List<Finding> of(AutoScalingGroup group, Architecture architecture) {
    String name = group.autoScalingGroupName();
    Optional<List<LaunchTemplateVersion>> launches = architecture.launchesOf(group);
    if (launches.isEmpty()) {
      return List.of(Finding.unknown(name, "launches from a template that is not described"));
    }
    return launches.get().stream()
        .map(
            launch ->
                Finding.of(
                    name,
                    !Potential.publicAddress(launch).orElse(false)
                        && !launchesWithIpv6(launch, group, architecture),
                    "launches without public addresses",
                    "launches with public addresses: "
                        + launch.launchTemplateName()
                        + " version "
                        + launch.versionNumber()
                        + " says so"))
        .toList();
  }

  private static boolean launchesWithIpv6(
      LaunchTemplateVersion launch, AutoScalingGroup group, Architecture architecture) {
    return Ipv6.given(launch).orElse(false)
        && Architecture.subnetsOf(group).stream()
            .flatMap(id -> architecture.subnet(id).stream())
            .anyMatch(Ipv6::isPublic);
  }

  private static Finding of(Subnet subnet) {
    if (Ipv6.given(subnet) && Ipv6.isPublic(subnet)) {
      return Finding.violated(
          subnet.subnetId(), "gives a public IPv6 address to whoever starts in it");
    }
    return Finding.of(
        subnet.subnetId(),
        Optional.ofNullable(subnet.mapPublicIpOnLaunch()).map(gives -> !gives),
        "gives nobody a public address",
        "gives a public address to whoever starts in it",
        "does not say whether it gives public addresses");
  }

  private static List<Mutant> mutants() {
    return List.of(
        new Mutant(
            "new instances get public addresses", TopologyMutations::launchingWithPublicAddresses),
        new Mutant(
            "an Elastic IP is associated with a second private address",
            NoPublicAddress::withSecondAddresses),
        new Mutant("an instance has an IPv6 address", TopologyMutations::withIpv6Addresses),
        new Mutant("subnets give IPv6 addresses", TopologyMutations::givingIpv6Addresses),
        new Mutant(
            "new instances get IPv6 addresses",
            sound ->
                TopologyMutations.launchingWith(
                    sound, each -> each.toBuilder().ipv6AddressCount(1).build())),
        new Mutant(
            "a subnet gives public addresses",
            sound ->
                sound.map(Kind.SUBNET, each -> each.toBuilder().mapPublicIpOnLaunch(true).build())),
        new Mutant(
            "an Elastic IP is associated with an instance",
            TopologyMutations::withPublicAddresses));
  }

  private static Inventory withSecondAddresses(Inventory sound) {
    NetworkInterfacePrivateIpAddress second =
        NetworkInterfacePrivateIpAddress.builder()
            .primary(false)
            .privateIpAddress("10.0.255.254")
            .association(NetworkInterfaceAssociation.builder().publicIp("198.51.100.254").build())
            .build();
    return TopologyMutations.application(
        sound,
        (each, place) ->
            place > 0
                ? each
                : each.toBuilder()
                    .privateIpAddresses(
                        Stream.concat(each.privateIpAddresses().stream(), Stream.of(second))
                            .toList())
                    .build());
  }
}
