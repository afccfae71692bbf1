package dev.azdrill.fault;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * An Availability Zone loses its power. Instances, load balancer nodes, NAT gateways and databases
 * in it do nothing until the undo; instances that were replaced meanwhile stay replaced.
 *
 * <p>Models AWS FIS's scenario "AZ Availability: Power Interruption", without its stop of the
 * instances: EC2 goes on calling them {@code running}.
 *
 * @param zone the zone's name: {@code eu-west-2a}
 */
public record ZonePowerLoss(String zone) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "zone {string} loses power";

  /** The same of the primary's zone. */
  public static final String SENTENCE_PRIMARY = "the zone of the primary database loses power";

  /** Its kind. */
  public static final FaultKind<ZonePowerLoss> KIND =
      FaultKind.of(
              "zone-power-loss",
              ZonePowerLoss.class,
              "Everything in the zone loses its power.",
              "the platform",
              ExpectedRecovery.WHILE_IT_HOLDS,
              FaultParameter.subject("zone", SubjectKind.ZONE, "which"),
              ZonePowerLoss::new,
              ZonePowerLoss::zone)
          .leaving(
              "instances that the group has replaced are terminated, and the primary database stays in the zone to which it failed over")
          .saidAs(
              FaultSentence.of(SENTENCE).with("zone", "eu-west-2a"),
              FaultSentence.of(SENTENCE_PRIMARY).saying("zone", "primary-zone"));

  private static final Set<InstanceStateName> STOPPED =
      Set.of(InstanceStateName.STOPPING, InstanceStateName.STOPPED);

  private static final String PRIMARY_GONE =
      "The primary host of the RDS Multi-AZ instance is unreachable";

  @Override
  public String name() {
    return "zone power loss";
  }

  @Override
  public String subject() {
    return zone;
  }

  /** A database may be without a standby for many minutes, and RDS describes one all the same. */
  @Override
  public Optional<String> lasting() {
    return Optional.of(
        "a zone lost its power, and RDS does not describe whether a standby has been rebuilt");
  }

  @Override
  public Optional<Ability> needs() {
    return Optional.of(Ability.ZONE_POWER);
  }

  @Override
  public ZonePowerLoss resolve(FaultContext context) {
    context.requireZone(zone);
    return this;
  }

  @Override
  public Set<String> takesAway() {
    return Set.of(zone);
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.impairing(context, new Impairment.ZonePower(zone));
  }

  @Override
  public Set<AwsAction> witnessedBy() {
    return PermittedCalls.actions(
        "ec2:DescribeInstanceStatus",
        "ec2:DescribeInstances",
        "autoscaling:DescribeScalingActivities",
        "rds:DescribeEvents");
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return impaired(context)
        .or(() -> stopped(context))
        .or(() -> refused(context, from))
        .or(() -> failedOver(context, from));
  }

  private Optional<Witness> impaired(FaultContext context) {
    Filter inZone = Filter.builder().name("availability-zone").values(zone).build();
    return context
        .aws()
        .ec2()
        .describeInstanceStatus(r -> r.filters(inZone).includeAllInstances(true))
        .instanceStatuses()
        .stream()
        .filter(status -> "impaired".equals(status.instanceStatus().statusAsString()))
        .findFirst()
        .map(this::impaired);
  }

  private Witness impaired(InstanceStatus status) {
    return new Witness(
        "EC2 reports instance " + status.instanceId() + " in " + zone + " as impaired",
        status.instanceStatus().details().stream()
            .flatMap(each -> Optional.ofNullable(each.impairedSince()).stream())
            .min(Comparator.naturalOrder()));
  }

  /** Where power cannot be cut, the platform stops the zone's instances, as AWS FIS does. */
  private Optional<Witness> stopped(FaultContext context) {
    List<String> before =
        context.group().instances().stream()
            .filter(each -> zone.equals(each.availabilityZone()))
            .map(each -> each.instanceId())
            .toList();
    return new Discovery(context.aws())
        .instances(before).stream()
            .filter(each -> STOPPED.contains(each.state().name()))
            .map(Instance::instanceId)
            .findFirst()
            .map(id -> Witness.found("EC2 reports instance " + id + " in " + zone + " as stopped"));
  }

  /**
   * A group often replaces its instance before EC2 calls it impaired; its first attempt is then
   * refused.
   */
  private Optional<Witness> refused(FaultContext context, Instant from) {
    return LaunchActivities.refusedIn(context, zone, from);
  }

  private Optional<Witness> failedOver(FaultContext context, Instant from) {
    return context.baseline().all(Kind.DB_INSTANCE).stream()
        .filter(database -> zone.equals(database.availabilityZone()))
        .map(DBInstance::dbInstanceIdentifier)
        .flatMap(id -> DatabaseEvents.first(context, id, PRIMARY_GONE, from).stream())
        .findFirst();
  }
}
