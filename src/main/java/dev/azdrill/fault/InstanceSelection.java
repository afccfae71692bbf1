package dev.azdrill.fault;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Which instances of the group a fault hits. A value. */
public sealed interface InstanceSelection {
  /** The parameters by which files name one. */
  List<FaultParameter> PARAMETERS =
      List.of(
          FaultParameter.optional(
              "instance",
              new ParameterType.Subject(SubjectKind.INSTANCE),
              "one instance; any-instance when nothing is said"),
          FaultParameter.optional(
              "instances", new ParameterType.Amount(), "how many, the first by id"),
          FaultParameter.optional(
              "zone", new ParameterType.Subject(SubjectKind.ZONE), "only those in this zone"));

  /** What must hold between them. */
  List<ParameterRule> RULES =
      List.of(
          new ParameterRule.NotBoth("instance", "instances"),
          new ParameterRule.OnlyWith("zone", "instances"));

  /** What these arguments say. */
  static InstanceSelection of(FaultArguments given) {
    return given
        .maybe("instances")
        .<InstanceSelection>map(amount -> new Some(amount, given.maybe("zone")))
        .orElseGet(
            () -> new Named(given.maybe("instance").orElse(OpenSubject.ANY_INSTANCE.word())));
  }

  /**
   * The arguments that say it.
   *
   * @throws IllegalArgumentException when none do: it names several
   */
  FaultArguments arguments();

  /**
   * The ids that it names.
   *
   * @throws IllegalStateException when it leaves them open
   */
  default List<String> ids() {
    throw new IllegalStateException("expected instances that were chosen, saw " + words());
  }

  /** For people: {@code i-0a1b2c3d4e5f67890}, {@code 50% of the instances in eu-west-2a}. */
  String words();

  /**
   * The ids of those that it means now, in their order.
   *
   * @throws FaultException when there is none, or not as many as it asks for
   */
  List<String> in(FaultContext context);

  /** One, by its id or by a word that leaves it open. */
  record Named(String instanceId) implements InstanceSelection {
    @Override
    public FaultArguments arguments() {
      return FaultArguments.of("instance", instanceId);
    }

    @Override
    public String words() {
      return instanceId;
    }

    @Override
    public List<String> in(FaultContext context) {
      String id =
          OpenSubject.isWord(instanceId)
              ? inService(context)
                  .map(Instance::instanceId)
                  .min(String::compareTo)
                  .orElseThrow(
                      () ->
                          FaultException.ofInstances(
                              "expected an instance in service, saw none: wait until the group has one"))
              : instanceId;
      requireStanding(context, id);
      return List.of(id);
    }
  }

  /** Those that were chosen. */
  record Chosen(List<String> instanceIds) implements InstanceSelection {
    public Chosen {
      instanceIds = List.copyOf(instanceIds);
    }

    @Override
    public FaultArguments arguments() {
      if (instanceIds.size() != 1) {
        throw new IllegalArgumentException(
            "expected one instance, or how many, saw the ids of " + instanceIds);
      }
      return FaultArguments.of("instance", instanceIds.get(0));
    }

    @Override
    public List<String> ids() {
      return instanceIds;
    }

    @Override
    public String words() {
      return String.join(", ", instanceIds);
    }

    @Override
    public List<String> in(FaultContext context) {
      instanceIds.forEach(each -> requireStanding(context, each));
      return instanceIds;
    }
  }

  /**
   * So many of those that are in service, the first by id.
   *
   * @param amount a number, a percentage that is rounded up, or {@code all}
   * @param zone only those in this Availability Zone
   */
  record Some(String amount, Optional<String> zone) implements InstanceSelection {
    private static final int HUNDRED = 100;

    @Override
    public FaultArguments arguments() {
      return FaultArguments.of("instances", amount).and("zone", zone);
    }

    @Override
    public String words() {
      String many = amount.equals(ParameterType.Amount.ALL) ? "all instances" : many();
      return many + zone.map(each -> " in " + each).orElse("");
    }

    private String many() {
      return amount.endsWith("%") ? amount + " of the instances" : amount + " instances";
    }

    @Override
    public List<String> in(FaultContext context) {
      zone.ifPresent(context::requireZone);
      List<String> there =
          inService(context)
              .filter(each -> zone.isEmpty() || zone.get().equals(each.availabilityZone()))
              .map(Instance::instanceId)
              .sorted()
              .toList();
      int wanted = of(there.size());
      if (wanted == 0 || wanted > there.size()) {
        throw FaultException.ofInstances(
            "expected "
                + words()
                + " of the group in service, saw "
                + there.size()
                + ": ask for fewer, or wait until they are in service");
      }
      return there.subList(0, wanted);
    }

    private int of(int all) {
      if (amount.equals(ParameterType.Amount.ALL)) {
        return all;
      }
      return amount.endsWith("%")
          ? (all * Integer.parseInt(amount.substring(0, amount.length() - 1)) + HUNDRED - 1)
              / HUNDRED
          : Integer.parseInt(amount);
    }
  }

  /** Of the group, and not on its way out: a group notices late what is gone. */
  private static void requireStanding(FaultContext context, String id) {
    context.requireInstance(id);
    InstanceStateName state = InstanceStates.of(context.aws(), id);
    if (state == InstanceStateName.SHUTTING_DOWN || state == InstanceStateName.TERMINATED) {
      throw new FaultException(
          "expected an instance that is not gone, saw that "
              + id
              + " is "
              + state
              + ": name another one, or say how many of those in service (instances=1)");
    }
  }

  /** In service as the group sees it, and running: a group notices late what is gone. */
  private static Stream<Instance> inService(FaultContext context) {
    String name = context.group().autoScalingGroupName();
    List<Instance> seen = seenInService(context, name).toList();
    Set<String> running =
        seen.isEmpty()
            ? Set.of()
            : context
                .aws()
                .ec2()
                .describeInstances(
                    r -> r.instanceIds(seen.stream().map(Instance::instanceId).toList()))
                .reservations()
                .stream()
                .flatMap(each -> each.instances().stream())
                .filter(each -> each.state().name() == InstanceStateName.RUNNING)
                .map(each -> each.instanceId())
                .collect(Collectors.toSet());
    return seen.stream().filter(each -> running.contains(each.instanceId()));
  }

  private static Stream<Instance> seenInService(FaultContext context, String name) {
    return context
        .aws()
        .autoScaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
        .autoScalingGroups()
        .stream()
        .flatMap(each -> each.instances().stream())
        .filter(each -> each.lifecycleState() == LifecycleState.IN_SERVICE);
  }
}
