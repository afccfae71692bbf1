package dev.azdrill.guarantee;

import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Whether a group's subnets have addresses for all that is desired of it after the loss of any one
 * of their zones: those that are free, and those that its instances there have already.
 */
record Room(Architecture architecture) {
  /** Nothing where it may stand in one zone only, or its instances count for weights. */
  Optional<Finding> of(AutoScalingGroup group) {
    String name = group.autoScalingGroupName();
    List<Subnet> subnets =
        Architecture.subnetsOf(group).stream()
            .flatMap(id -> architecture.subnet(id).stream())
            .toList();
    if (group.desiredCapacity() == null
        || subnets.stream().map(Subnet::availabilityZone).distinct().count() < 2
        || group.instances().stream().anyMatch(each -> each.weightedCapacity() != null)) {
      return Optional.empty();
    }
    if (subnets.stream().map(Subnet::availableIpAddressCount).anyMatch(Objects::isNull)) {
      return Optional.of(
          Finding.unknown(name, "stands in subnets that do not say how many addresses are free"));
    }
    return Optional.of(of(group, name, subnets));
  }

  private static Finding of(AutoScalingGroup group, String name, List<Subnet> subnets) {
    Map<String, Long> without = new TreeMap<>();
    for (Subnet each : subnets) {
      without.put(each.availabilityZone(), without(each.availabilityZone(), group, subnets));
    }
    Map.Entry<String, Long> worst =
        without.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    String numbers =
        "after the loss of "
            + worst.getKey()
            + " its other subnets have addresses for "
            + worst.getValue()
            + " of ";
    Finding finding =
        Finding.of(
            name,
            group.desiredCapacity() <= worst.getValue(),
            "has room in any zones but one",
            "is to have " + group.desiredCapacity() + " instances, and " + numbers + "them only");
    return group.maxSize() != null && group.maxSize() > worst.getValue()
        ? finding.noting(List.of(numbers + "the " + group.maxSize() + " that it may grow to"))
        : finding;
  }

  private static long without(String zone, AutoScalingGroup group, List<Subnet> subnets) {
    long free =
        subnets.stream()
            .filter(each -> !zone.equals(each.availabilityZone()))
            .mapToLong(Subnet::availableIpAddressCount)
            .sum();
    long there =
        group.instances().stream().filter(each -> !zone.equals(each.availabilityZone())).count();
    return free + there;
  }

  static List<Mutant> mutants() {
    return List.of(
        new Mutant(
            "the subnets have no free addresses",
            sound ->
                sound.map(
                    Kind.SUBNET, each -> each.toBuilder().availableIpAddressCount(0).build())));
  }
}
