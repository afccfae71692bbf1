package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What of a tier stands now, whatever its configuration allows. */
final class Standing {
  /**
   * The states in which a DB instance takes connections, or does again within minutes by itself.
   *
   * <p>See <a
   * href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html">Viewing
   * Amazon RDS DB instance status</a>.
   */
  private static final Set<String> AT_WORK =
      Set.of(
          "available",
          "backing-up",
          "configuring-enhanced-monitoring",
          "configuring-iam-database-auth",
          "configuring-log-exports",
          "maintenance",
          "modifying",
          "rebooting",
          "renaming",
          "resetting-master-credentials",
          "storage-config-upgrade",
          "storage-initialization",
          "storage-optimization",
          "upgrading");

  private static final Set<String> ON_ITS_WAY =
      Set.of("creating", "starting", "converting-to-vpc", "moving-to-vpc");

  private Standing() {}

  /**
   * As many members in service as the group is to have, in two zones at least. Where others are on
   * their way that would make it so, that is unknown. A group has a status while it is deleted, and
   * none before: see <a
   * href="https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AutoScalingGroup.html">AutoScalingGroup</a>.
   */
  static Finding of(AutoScalingGroup group) {
    String name = group.autoScalingGroupName();
    if (group.status() != null && !group.status().isBlank()) {
      return Finding.violated(name, "goes away: its status is " + group.status());
    }
    Integer desired = group.desiredCapacity();
    if (desired == null) {
      return Finding.unknown(name, "does not say how many instances it is to have");
    }
    List<Instance> serving = group.instances().stream().filter(Standing::isServing).toList();
    List<Instance> soon =
        group.instances().stream().filter(each -> isServing(each) || isOnItsWay(each)).toList();
    String numbers =
        "has "
            + capacity(serving)
            + " of "
            + desired
            + (isWeighted(group)
                ? " units of capacity in service, in "
                : " instances in service, in ")
            + words(serving);
    if (isEnough(serving, desired)) {
      return Finding.proven(name, numbers);
    }
    return isEnough(soon, desired)
        ? Finding.unknown(name, numbers + ", and others on their way")
        : Finding.violated(name, numbers + " only");
  }

  private static boolean isEnough(List<Instance> members, int desired) {
    return capacity(members) >= desired && zones(members).size() >= 2;
  }

  /** An instance counts for one, or for the weight that its group gives to its type. */
  private static int capacity(List<Instance> members) {
    return members.stream()
        .map(Instance::weightedCapacity)
        .mapToInt(weight -> weight == null ? 1 : Integer.parseInt(weight))
        .sum();
  }

  private static boolean isWeighted(AutoScalingGroup group) {
    return group.instances().stream().anyMatch(each -> each.weightedCapacity() != null);
  }

  /** Whether its group counts on it. */
  static boolean isServing(Instance member) {
    return member.lifecycleState() == LifecycleState.IN_SERVICE
        && !"Unhealthy".equalsIgnoreCase(member.healthStatus());
  }

  private static boolean isOnItsWay(Instance member) {
    return String.valueOf(member.lifecycleStateAsString()).startsWith("Pending");
  }

  private static Set<String> zones(List<Instance> members) {
    Set<String> zones = new TreeSet<>();
    members.stream().map(Instance::availabilityZone).filter(Objects::nonNull).forEach(zones::add);
    return zones;
  }

  private static String words(List<Instance> members) {
    Set<String> zones = zones(members);
    return zones.isEmpty() ? "no zone" : String.join(", ", zones);
  }

  /**
   * A load balancer that is set up. One that is {@code active_impaired} passes requests on, but
   * cannot grow: see <a
   * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html">LoadBalancerState</a>.
   */
  static Finding of(LoadBalancer loadBalancer) {
    LoadBalancerStateEnum state = loadBalancer.state() == null ? null : loadBalancer.state().code();
    Optional<Boolean> isSetUp =
        state == null || state == LoadBalancerStateEnum.PROVISIONING
            ? Optional.empty()
            : Optional.of(state == LoadBalancerStateEnum.ACTIVE);
    return Finding.of(
        loadBalancer.loadBalancerName(),
        isSetUp,
        "is " + state,
        "is " + state,
        state == null ? "does not say what state it is in" : "is " + state);
  }

  /** A database that is there takes connections. */
  static Finding of(DBInstance database) {
    String name = database.dbInstanceIdentifier();
    String status = String.valueOf(database.dbInstanceStatus());
    Optional<Boolean> isAtWork =
        database.dbInstanceStatus() == null || ON_ITS_WAY.contains(status)
            ? Optional.empty()
            : Optional.of(AT_WORK.contains(status));
    return Finding.of(
        name,
        isAtWork,
        "is " + status,
        "is " + status,
        database.dbInstanceStatus() == null ? "does not say what state it is in" : "is " + status);
  }

  static List<Mutant> mutants() {
    return List.of(
        new Mutant("the group has no instance", members(all -> List.of())),
        new Mutant("the group lacks an instance", members(TopologyMutations::first)),
        new Mutant(
            "all instances are in one zone",
            members(
                all ->
                    all.stream()
                        .map(
                            each ->
                                each.toBuilder()
                                    .availabilityZone(all.get(0).availabilityZone())
                                    .build())
                        .toList())),
        new Mutant(
            "an instance is kept out of service",
            members(
                all ->
                    all.stream()
                        .map(
                            each ->
                                each.equals(all.get(0))
                                    ? each.toBuilder().lifecycleState("Standby").build()
                                    : each)
                        .toList())),
        new Mutant(
            "the group is being deleted",
            sound ->
                sound.map(
                    Kind.AUTO_SCALING_GROUP,
                    each -> each.toBuilder().status("Delete in progress").build())),
        new Mutant("the load balancer could not be set up", state(LoadBalancerStateEnum.FAILED)),
        new Mutant("the load balancer cannot grow", state(LoadBalancerStateEnum.ACTIVE_IMPAIRED)),
        new Mutant("the database is stopped", status("stopped")),
        new Mutant("the database's storage is full", status("storage-full")),
        new Mutant("the database cannot start", status("incompatible-parameters")));
  }

  private static UnaryOperator<Inventory> members(UnaryOperator<List<Instance>> change) {
    return sound ->
        sound.map(
            Kind.AUTO_SCALING_GROUP,
            each -> each.toBuilder().instances(change.apply(each.instances())).build());
  }

  private static UnaryOperator<Inventory> state(LoadBalancerStateEnum state) {
    return sound ->
        sound.map(Kind.LOAD_BALANCER, each -> each.copy(it -> it.state(s -> s.code(state))));
  }

  private static UnaryOperator<Inventory> status(String status) {
    return sound ->
        sound.map(Kind.DB_INSTANCE, each -> each.toBuilder().dbInstanceStatus(status).build());
  }
}
