package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The load balancer loses a zone: its subnet there is taken from it, and targets in the zone get no
 * requests. A load balancer needs two zones, so it must have three before.
 *
 * @param zone the zone's name
 */
public record LoadBalancerZoneLoss(String zone) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "the load balancer loses zone {string}";

  /** Its kind. */
  public static final FaultKind<LoadBalancerZoneLoss> KIND =
      FaultKind.of(
              "load-balancer-zone-loss",
              LoadBalancerZoneLoss.class,
              "Takes the load balancer's subnet in the zone from it; it must have three zones.",
              "giving back the subnet",
              ExpectedRecovery.EVICTION,
              FaultParameter.subject("zone", SubjectKind.ZONE, "which"),
              LoadBalancerZoneLoss::new,
              LoadBalancerZoneLoss::zone)
          .saidAs(FaultSentence.of(SENTENCE).with("zone", "eu-west-2a"));

  private static final int ZONES_MIN = 2;

  @Override
  public String name() {
    return "load balancer zone loss";
  }

  @Override
  public String subject() {
    return zone;
  }

  @Override
  public Set<String> takesAway() {
    return Set.of(zone);
  }

  /** It concerns the load balancer alone. */
  @Override
  public boolean mayAffect(DBInstance database) {
    return false;
  }

  @Override
  public LoadBalancerZoneLoss resolve(FaultContext context) {
    context.requireZone(zone);
    List<LoadBalancer> there = current(context);
    FaultContext.require(
        "a zone of a load balancer of the stack",
        zone,
        there.stream()
            .flatMap(each -> each.availabilityZones().stream())
            .map(AvailabilityZone::zoneName)
            .toList());
    for (LoadBalancer each : there) {
      if (has(each) && each.availabilityZones().size() <= ZONES_MIN) {
        throw new FaultException(
            "expected load balancer "
                + each.loadBalancerName()
                + " to stand in three zones or more, saw "
                + each.availabilityZones().size()
                + ": AWS takes none of two; provision it with a third");
      }
    }
    return this;
  }

  private boolean has(LoadBalancer described) {
    return described.availabilityZones().stream().anyMatch(each -> zone.equals(each.zoneName()));
  }

  private static List<LoadBalancer> current(FaultContext context) {
    List<String> arns =
        context.baseline().all(Kind.LOAD_BALANCER).stream()
            .map(LoadBalancer::loadBalancerArn)
            .toList();
    return arns.isEmpty()
        ? List.of()
        : context
            .aws()
            .elasticLoadBalancing()
            .describeLoadBalancers(r -> r.loadBalancerArns(arns))
            .loadBalancers();
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("elasticloadbalancing:SetSubnets");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    List<LoadBalancer> hit = current(context).stream().filter(this::has).toList();
    List<UndoAction> undo =
        hit.stream()
            .flatMap(
                each ->
                    each.availabilityZones().stream()
                        .filter(own -> zone.equals(own.zoneName()))
                        .<UndoAction>map(
                            own ->
                                new RestoreLoadBalancerZone(
                                    each.loadBalancerArn(), context.vpcId(), zone, own.subnetId())))
            .toList();
    return new FaultPlan(undo, () -> hit.forEach(each -> take(context, each)));
  }

  private void take(FaultContext context, LoadBalancer from) {
    List<String> others =
        from.availabilityZones().stream()
            .filter(each -> !zone.equals(each.zoneName()))
            .map(AvailabilityZone::subnetId)
            .toList();
    context
        .aws()
        .elasticLoadBalancing()
        .setSubnets(r -> r.loadBalancerArn(from.loadBalancerArn()).subnets(others));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    List<LoadBalancer> there = current(context);
    return there.stream().anyMatch(this::has)
        ? Optional.empty()
        : there.stream()
            .findFirst()
            .map(
                each ->
                    Witness.found(
                        "Elastic Load Balancing describes "
                            + each.loadBalancerName()
                            + " without "
                            + zone));
  }
}
