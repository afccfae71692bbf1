package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.inventory.GroupLaunches;
import dev.azdrill.inventory.GroupLaunches.Launch;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CapacityDistributionStrategy;
import software.amazon.awssdk.services.ec2.model.LaunchTemplatePlacement;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Every tier stands in at least two zones: the load balancer, the application, and the database
 * with its standby where there is one. It may stand there, and it does now: a group without
 * instances, instances that are no targets of a load balancer and a database that is stopped leave
 * nothing of their tier. What the loss of a zone leaves has room for the group.
 */
final class Zones {
  private final Architecture architecture;
  private final List<Finding> findings = new ArrayList<>();

  private Zones(Inventory inventory) {
    architecture = new Architecture(inventory);
  }

  static Guarantee guarantee() {
    return new Guarantee(
        "tiers-span-zones",
        "every tier stands in at least two zones",
        "the loss of one zone leaves something of every tier",
        new Advice(
            "What stands in one zone is lost with it.",
            "Give the Auto Scaling group subnets in two zones or more "
                + "(VPCZoneIdentifier), MinSize=2 or more and room for all instances in any "
                + "zones but one, the load balancer subnets in the same zones, the database "
                + "MultiAZ=true and a DB subnet group over two zones; keep "
                + "target_group_health.dns_failover thresholds below what the loss of a "
                + "zone leaves."),
        List.of(
            Framework.FSBP.control("AutoScaling.2"),
            Framework.FSBP.control("ELB.13"),
            Framework.FSBP.control("RDS.5"),
            Framework.CIS.control("2.2.4"),
            Framework.NIST.control("CP-10"),
            Framework.NIST.control("CP-6(2)"),
            Framework.NIST.control("SC-36"),
            Framework.ISO.control("A.8.14"),
            Framework.WELL_ARCHITECTED.control("REL10-BP01")),
        List.of(
            Kind.SUBNET,
            Kind.AUTO_SCALING_GROUP,
            Kind.SCHEDULED_ACTION,
            Kind.LOAD_BALANCER,
            Kind.TARGET_GROUP,
            Kind.TARGET_GROUP_ATTRIBUTE,
            Kind.TARGET_HEALTH,
            Kind.DB_INSTANCE,
            Kind.DB_SUBNET_GROUP),
        inventory -> new Zones(inventory).findings(),
        mutants());
  }

  private List<Finding> findings() {
    Registered registered = new Registered(architecture.inventory());
    Room room = new Room(architecture);
    boolean isAnyThere =
        !(architecture.loadBalancers().isEmpty()
            && architecture.groups().isEmpty()
            && architecture.databases().isEmpty());
    if (isAnyThere) {
      present("load balancer", architecture.loadBalancers().isEmpty());
      present("Auto Scaling group", architecture.groups().isEmpty());
    }
    for (LoadBalancer loadBalancer : doors()) {
      spans(
          loadBalancer.loadBalancerName(),
          loadBalancer.availabilityZones().stream().map(AvailabilityZone::subnetId).toList());
      findings.add(Standing.of(loadBalancer));
    }
    architecture
        .groups()
        .forEach(
            group -> {
              spans(group.autoScalingGroupName(), Architecture.subnetsOf(group));
              atLeastTwo(group.autoScalingGroupName(), group.minSize());
              findings.add(Standing.of(group));
              findings.addAll(registered.of(group));
              room.of(group).ifPresent(findings::add);
              leavesDns(group);
              findings.addAll(Scheduled.of(group, architecture.inventory()));
              pinned(group);
              launchesElsewhere(group);
              comesBack(group);
            });
    architecture.databases().forEach(this::of);
    return findings;
  }

  /** Where other load balancers stand beside it, clients may come by those. */
  private List<LoadBalancer> doors() {
    return architecture.loadBalancers().isEmpty()
        ? List.of()
        : Stream.concat(
                architecture.loadBalancers().stream(), architecture.networkLoadBalancers().stream())
            .toList();
  }

  /** A tier that is not there cannot stand in two zones; only a database may be lacking. */
  private void present(String tier, boolean isMissing) {
    if (isMissing) {
      findings.add(Finding.unknown("the " + tier, "is not described, so its tier is not judged"));
    }
  }

  private void of(DBInstance database) {
    String name = database.dbInstanceIdentifier();
    spans(name, architecture.subnetsOf(database));
    if (isReplicaOfAnother(database)) {
      findings.add(
          Finding.proven(name, "copies " + database.readReplicaSourceDBInstanceIdentifier())
              .noting(withoutStandby(database)));
      return;
    }
    findings.add(
        Finding.of(
            name,
            Optional.ofNullable(database.multiAZ()),
            "has a standby in another zone",
            "has no standby in another zone",
            "does not say whether it has a standby"));
    keepsStandby(database);
    findings.add(Standing.of(database));
  }

  /** The tier stands where its source stands; what is written goes there. */
  private boolean isReplicaOfAnother(DBInstance database) {
    String source = database.readReplicaSourceDBInstanceIdentifier();
    return source != null
        && architecture.databases().stream()
            .anyMatch(each -> source.equals(each.dbInstanceIdentifier()));
  }

  private static List<String> withoutStandby(DBInstance replica) {
    return Boolean.TRUE.equals(replica.multiAZ())
        ? List.of()
        : List.of(
            "what reads from "
                + replica.dbInstanceIdentifier()
                + " fails with its zone: a read replica without a standby of its own");
  }

  /** What waits for the maintenance window comes about without a further word. */
  private void keepsStandby(DBInstance database) {
    if (database.pendingModifiedValues() != null
        && Boolean.FALSE.equals(database.pendingModifiedValues().multiAZ())) {
      findings.add(
          Finding.violated(
              database.dbInstanceIdentifier(), "has a change pending that takes its standby away"));
    }
  }

  /** Whoever launches from a template that names a zone is refused in all others. */
  private void pinned(AutoScalingGroup group) {
    for (Launch each : GroupLaunches.of(group, architecture.inventory()).orElse(List.of())) {
      LaunchTemplatePlacement placement = each.data().placement();
      if (placement != null && placement.availabilityZone() != null) {
        findings.add(
            Finding.violated(
                group.autoScalingGroupName(),
                "launches in "
                    + placement.availabilityZone()
                    + " only: "
                    + each.words()
                    + " names that zone"));
      }
    }
  }

  /** A zone that is lost has no healthy targets; what is left must be enough for the others. */
  private void leavesDns(AutoScalingGroup group) {
    HealthThresholds thresholds = new HealthThresholds(architecture.inventory());
    int zones = architecture.zonesOf(Architecture.subnetsOf(group)).zones().size();
    architecture.inventory().all(Kind.TARGET_GROUP).stream()
        .filter(each -> group.targetGroupARNs().contains(each.targetGroupArn()))
        .flatMap(each -> thresholds.afterAZone(group, each, zones).stream())
        .forEach(findings::add);
  }

  /**
   * Source: Amazon EC2 Auto Scaling User Guide, "Availability Zone distribution": with
   * balanced-only a launch that fails in a zone is tried there again, and nowhere else.
   */
  private void launchesElsewhere(AutoScalingGroup group) {
    boolean isBalancedOnly =
        group.availabilityZoneDistribution() != null
            && group.availabilityZoneDistribution().capacityDistributionStrategy()
                == CapacityDistributionStrategy.BALANCED_ONLY;
    if (isBalancedOnly) {
      tell(
          group,
          "what a lost zone takes away is not launched in the others, because its distribution over"
              + " zones is balanced-only");
    }
  }

  /**
   * Source: Amazon EC2 Auto Scaling User Guide, "Suspend and resume Amazon EC2 Auto Scaling
   * processes": without AZRebalance nobody is moved to a zone that is there again.
   */
  private void comesBack(AutoScalingGroup group) {
    boolean isSuspended =
        group.suspendedProcesses().stream()
            .anyMatch(each -> "AZRebalance".equals(each.processName()));
    if (isSuspended) {
      tell(
          group,
          "once a lost zone is there again, nothing is launched in it until instances elsewhere are"
              + " replaced, because AZRebalance is suspended");
    }
  }

  private void tell(AutoScalingGroup group, String note) {
    findings.add(
        Finding.proven(group.autoScalingGroupName(), "may stand in any of its zones")
            .noting(List.of(note)));
  }

  private void spans(String name, List<String> subnets) {
    Architecture.SubnetZones where = architecture.zonesOf(subnets);
    if (!where.undescribed().isEmpty()) {
      findings.add(
          Finding.unknown(
              name, "stands in subnets that are not described: " + where.undescribed()));
      return;
    }
    Set<String> known = where.zones();
    String words = known.isEmpty() ? "no zone" : String.join(", ", known);
    findings.add(
        Finding.of(
            name, known.size() >= 2, "may stand in " + words, "may stand in " + words + " only"));
  }

  /** One instance stands in one zone, wherever it may. */
  private void atLeastTwo(String name, Integer least) {
    findings.add(
        Finding.of(
            name,
            Optional.ofNullable(least).map(size -> size >= 2),
            "has at least " + least + " instances",
            "may shrink to " + least + ", which cannot stand in two zones",
            "does not say how small it may become"));
  }

  private static List<Mutant> mutants() {
    return Stream.of(
            configured(),
            Standing.mutants(),
            Registered.mutants(),
            Room.mutants(),
            HealthThresholds.ofDns(),
            Scheduled.mutants())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Mutant> configured() {
    return List.of(
        new Mutant(
            "the group launches into one zone",
            sound ->
                sound.map(
                    Kind.AUTO_SCALING_GROUP,
                    each ->
                        each.toBuilder()
                            .vpcZoneIdentifier(Architecture.subnetsOf(each).get(0))
                            .build())),
        new Mutant(
            "the group may shrink to one instance",
            sound ->
                sound.map(Kind.AUTO_SCALING_GROUP, each -> each.toBuilder().minSize(1).build())),
        new Mutant(
            "the group launches from a template that names a zone",
            sound ->
                TopologyMutations.launches(
                    sound,
                    version ->
                        version.copy(
                            it ->
                                it.launchTemplateData(
                                    version
                                        .launchTemplateData()
                                        .copy(
                                            d ->
                                                d.placement(
                                                    p -> p.availabilityZone("eu-west-2a"))))))),
        new Mutant(
            "the load balancer has nodes in one zone",
            sound ->
                sound.map(
                    Kind.LOAD_BALANCER,
                    each ->
                        each.toBuilder()
                            .availabilityZones(TopologyMutations.first(each.availabilityZones()))
                            .build())),
        new Mutant(
            "the database has no standby",
            sound -> sound.map(Kind.DB_INSTANCE, each -> each.toBuilder().multiAZ(false).build())),
        new Mutant(
            "a pending change takes the database's standby away",
            sound ->
                sound.map(
                    Kind.DB_INSTANCE,
                    each -> each.copy(d -> d.pendingModifiedValues(p -> p.multiAZ(false))))),
        new Mutant(
            "the database's subnets are all in one zone",
            sound ->
                sound.map(
                    Kind.DB_SUBNET_GROUP,
                    each ->
                        each.toBuilder()
                            .subnets(TopologyMutations.first(each.subnets()))
                            .build())));
  }
}
