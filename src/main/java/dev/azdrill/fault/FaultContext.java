package dev.azdrill.fault;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.evidence.JournalScope;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.Named;
import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedResources;
import dev.azdrill.text.Resemblance;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Where faults are injected: a platform, what stood there before, and where it is noted.
 *
 * @param platform where it runs
 * @param baseline what was described before the fault
 * @param notes the journal, for the drill that injects
 * @param ledger where the undo is written down before the act
 * @param lease how long its faults may hold
 */
public record FaultContext(
    Platform platform, Inventory baseline, JournalScope notes, Ledger ledger, FaultLease lease) {
  /** One in which nothing outlives this process. */
  public FaultContext(Platform platform, Inventory baseline, JournalScope notes, Ledger ledger) {
    this(platform, baseline, notes, ledger, FaultLease.by(Optional.empty()));
  }

  /** The same, for faults that may hold for so long. */
  public FaultContext leasedFor(Duration term) {
    return new FaultContext(platform, baseline, notes, ledger, lease.of(term));
  }

  /** Until when a fault may hold that is imposed now, UTC, to the second. */
  Instant until() {
    return lease.until(now());
  }

  /**
   * The name under which the stack is drilled, where somebody else made it: its VPC bears it, and
   * what is broken in it has to bear it, too. Empty for a stack that azdrill made, all of which
   * bears its name.
   */
  Optional<String> drilled() {
    List<Tag> tags = baseline.all(Kind.VPC).stream().flatMap(each -> each.tags().stream()).toList();
    return tags.stream().anyMatch(each -> Discovery.STACK_TAG.equals(each.key()))
        ? Optional.empty()
        : tags.stream()
            .filter(each -> Discovery.DRILLED_TAG.equals(each.key()))
            .map(Tag::value)
            .findFirst();
  }

  /** The platform's time, UTC. */
  public Instant now() {
    return platform.session().clock().now();
  }

  /** The way to the platform's AWS API. */
  public AwsSession aws() {
    return platform.session();
  }

  /**
   * What belongs to the stack: the ids, ARNs and names of all that is described of it. The key
   * pairs that it launches with belong to others, too.
   */
  Set<String> resources() {
    return Kind.all().stream()
        .filter(kind -> !Named.KINDS.contains(kind))
        .flatMap(kind -> baseline.all(kind).stream())
        .flatMap(PermittedResources::namedIn)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The one Auto Scaling group of the stack. */
  public AutoScalingGroup group() {
    return only(baseline.all(Kind.AUTO_SCALING_GROUP), "Auto Scaling group");
  }

  /** The one database of the stack. */
  public DBInstance database() {
    return only(baseline.all(Kind.DB_INSTANCE), "database");
  }

  /** The id of the stack's VPC. */
  public String vpcId() {
    return only(baseline.all(Kind.VPC), "VPC").vpcId();
  }

  private static <T> T only(List<T> all, String what) {
    if (all.size() != 1) {
      throw new FaultException(
          "expected one "
              + what
              + " in the stack, saw "
              + all.size()
              + ": attach to a stack that has exactly one");
    }
    return all.get(0);
  }

  /** Requires that the stack stands in this zone. */
  public void requireZone(String zone) {
    require(
        "an Availability Zone in which the stack stands",
        zone,
        baseline.all(Kind.SUBNET).stream().map(Subnet::availabilityZone).toList());
  }

  /** Requires that this instance belongs to the stack's group, as it is described now. */
  public void requireInstance(String instanceId) {
    String name = group().autoScalingGroupName();
    require(
        "an instance of Auto Scaling group " + name,
        instanceId,
        aws()
            .autoScaling()
            .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
            .autoScalingGroups()
            .stream()
            .flatMap(each -> each.instances().stream())
            .map(each -> each.instanceId())
            .toList());
  }

  /** Requires that this database belongs to the stack. */
  public void requireDatabase(String databaseId) {
    require(
        "a DB instance of the stack",
        databaseId,
        baseline.all(Kind.DB_INSTANCE).stream().map(DBInstance::dbInstanceIdentifier).toList());
  }

  /**
   * Requires that a subject exists.
   *
   * @param what it should be, for people
   * @param there what there is
   * @throws FaultException when it does not, with the name that was probably meant
   */
  public static void require(String what, String named, Collection<String> there) {
    if (!there.contains(named)) {
      throw new FaultException(
          "expected "
              + what
              + ", saw '"
              + named
              + "'"
              + Resemblance.nearest(named, there)
                  .map(near -> ": did you mean " + near + "?")
                  .orElse(".")
              + " There is: "
              + (there.isEmpty() ? "none" : String.join(", ", new TreeSet<>(there))));
    }
  }
}
