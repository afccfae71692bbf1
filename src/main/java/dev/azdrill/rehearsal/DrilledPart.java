package dev.azdrill.rehearsal;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.text.Resemblance;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What of a stack is drilled and watched: one way of its clients, one Auto Scaling group behind it,
 * and one database. All else stands in the twin as well, and is left alone.
 *
 * @param endpoint where clients knock
 * @param group the name of the group
 * @param database the DB instance identifier; empty where there is no database
 */
public record DrilledPart(ClientEndpoint endpoint, String group, Optional<String> database) {
  /**
   * What was asked for by name; empty where the user leaves it to the stack, which then must leave
   * no choice.
   */
  public record Selection(
      Optional<String> loadBalancer, Optional<String> group, Optional<String> database) {}

  /**
   * The part of a stack.
   *
   * @throws NotRehearsable when there is none, or more than one and it is not told which
   */
  public static DrilledPart of(Inventory stack, Selection wanted) {
    for (Kind<?> kind : List.of(Kind.AUTO_SCALING_GROUP, Kind.TARGET_GROUP)) {
      stack
          .unread(kind)
          .ifPresent(
              why -> {
                throw new NotRehearsable(
                    "the "
                        + kind
                        + " of the stack could not be read, so nothing can be drilled: "
                        + why);
              });
    }
    ClientEndpoint endpoint = ClientEndpoint.of(stack, wanted.loadBalancer());
    String group =
        chosen("Auto Scaling group", "--group", groups(stack, endpoint), wanted.group())
            .orElseThrow(
                () ->
                    new NotRehearsable(
                        "expected an Auto Scaling group behind the load balancer "
                            + endpoint.loadBalancer()
                            + ", saw none: there is nothing that would replace an instance"));
    requireClients(stack, endpoint, group);
    return new DrilledPart(
        endpoint,
        group,
        chosen(
            "database",
            "--database",
            stack.all(Kind.DB_INSTANCE).stream()
                .map(DBInstance::dbInstanceIdentifier)
                .filter(Objects::nonNull)
                .toList(),
            wanted.database()));
  }

  /** Where no request comes to, nothing is felt: that all of it is lost would pass. */
  private static void requireClients(Inventory stack, ClientEndpoint endpoint, String group) {
    List<String> reached = groups(stack, ClientRoutes.targetGroups(stack, endpoint));
    if (!reached.contains(group)) {
      throw new NotRehearsable(
          "expected an Auto Scaling group that clients of the load balancer "
              + endpoint.loadBalancer()
              + " come to, saw "
              + group
              + ": simulated clients ask for / of "
              + (endpoint.tls() ? "https://" : "http://")
              + endpoint.dnsName()
              + ", which its listeners and their rules forward to "
              + (reached.isEmpty() ? "no group" : String.join(", ", reached) + " alone"));
    }
  }

  /** Those behind the load balancer that clients use: clients feel nothing of another. */
  private static List<String> groups(Inventory stack, ClientEndpoint endpoint) {
    return groups(
        stack,
        stack.all(Kind.TARGET_GROUP).stream()
            .filter(each -> each.loadBalancerArns().contains(endpoint.loadBalancerArn()))
            .map(TargetGroup::targetGroupArn)
            .collect(Collectors.toSet()));
  }

  /** Those whose instances are registered with some of these target groups. */
  private static List<String> groups(Inventory stack, Set<String> behind) {
    return stack.all(Kind.AUTO_SCALING_GROUP).stream()
        .filter(each -> each.autoScalingGroupName() != null)
        .filter(each -> targetGroups(each).anyMatch(behind::contains))
        .map(AutoScalingGroup::autoScalingGroupName)
        .toList();
  }

  private static Stream<String> targetGroups(AutoScalingGroup group) {
    return Stream.concat(
        group.targetGroupARNs().stream(),
        group.trafficSources().stream()
            .map(TrafficSourceIdentifier::identifier)
            .filter(Objects::nonNull));
  }

  private static Optional<String> chosen(
      String what, String option, List<String> names, Optional<String> wanted) {
    if (wanted.isPresent() && !names.contains(wanted.get())) {
      throw new NotRehearsable(
          "expected "
              + option
              + " to be "
              + (names.isEmpty() ? "left out" : "one of " + String.join(", ", names))
              + ", saw '"
              + wanted.get()
              + "': "
              + (names.isEmpty()
                  ? "there is no such " + what
                  : Resemblance.advice(wanted.get(), names, "choose one of them")));
    }
    if (wanted.isEmpty() && names.size() > 1) {
      throw new NotRehearsable(
          "the stack has more than one "
              + what
              + " that clients may depend on, "
              + String.join(", ", names)
              + ": name the one that is drilled with "
              + option);
    }
    return wanted.or(() -> names.stream().findFirst());
  }

  /** The same stack, with nothing beside this part of what a drill watches. */
  public Inventory in(Inventory stack) {
    List<AutoScalingGroup> groups =
        stack.all(Kind.AUTO_SCALING_GROUP).stream()
            .filter(each -> group.equals(each.autoScalingGroupName()))
            .toList();
    Set<String> attached =
        groups.stream().flatMap(DrilledPart::targetGroups).collect(Collectors.toSet());
    List<TargetGroup> targets =
        stack.all(Kind.TARGET_GROUP).stream()
            .filter(each -> attached.contains(each.targetGroupArn()))
            .toList();
    return stack
        .with(Kind.AUTO_SCALING_GROUP, groups)
        .with(Kind.TARGET_GROUP, targets)
        .with(
            Kind.LOAD_BALANCER,
            stack.all(Kind.LOAD_BALANCER).stream()
                .filter(each -> endpoint.loadBalancerArn().equals(each.loadBalancerArn()))
                .toList())
        .with(
            Kind.DB_INSTANCE,
            stack.all(Kind.DB_INSTANCE).stream()
                .filter(each -> database.filter(each.dbInstanceIdentifier()::equals).isPresent())
                .toList());
  }
}
