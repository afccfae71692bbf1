package dev.azdrill.simulator.autoscaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Which member goes first when a group shrinks, within the zones that balance leaves open.
 *
 * <p>Source: Amazon EC2 Auto Scaling User Guide, "Configure termination policies".
 */
enum TerminationPolicy {
  /**
   * What the allocation strategy wants least, then the oldest launch template, then who is closest
   * to the next billing hour.
   */
  DEFAULT(
      "Default",
      List.of(
          TerminationPolicy::priority,
          TerminationPolicy::templateAge,
          TerminationPolicy::toBillingHour)),
  ALLOCATION_STRATEGY("AllocationStrategy", List.of(TerminationPolicy::priority)),
  OLDEST_LAUNCH_TEMPLATE("OldestLaunchTemplate", List.of(TerminationPolicy::templateAge)),
  OLDEST_LAUNCH_CONFIGURATION("OldestLaunchConfiguration", List.of()),
  CLOSEST_TO_NEXT_INSTANCE_HOUR(
      "ClosestToNextInstanceHour", List.of(TerminationPolicy::toBillingHour)),
  NEWEST_INSTANCE("NewestInstance", List.of(moment -> member -> -member.joined().toEpochMilli())),
  OLDEST_INSTANCE("OldestInstance", List.of(moment -> member -> member.joined().toEpochMilli()));

  /**
   * When it is decided, and for whom.
   *
   * @param mixed the group's mixed instances policy; empty where it has none
   */
  record Moment(Instant now, Optional<MixedInstances> mixed) {}

  private final String word;
  private final List<Function<Moment, ToLongFunction<Member>>> ranks;

  TerminationPolicy(String word, List<Function<Moment, ToLongFunction<Member>>> ranks) {
    this.word = word;
    this.ranks = ranks;
  }

  String word() {
    return word;
  }

  static TerminationPolicy of(String word) {
    if (word.startsWith("arn:")) {
      throw AutoScalingErrors.lambdaTerminationPoliciesNotSimulated();
    }
    return Arrays.stream(values())
        .filter(policy -> policy.word.equals(word))
        .findFirst()
        .orElseThrow(() -> AutoScalingErrors.terminationPolicyInvalid(word));
  }

  /** The order in which these policies let members go; members that are level compare as equal. */
  static Comparator<Member> order(List<TerminationPolicy> policies, Moment moment) {
    Comparator<Member> order = Comparator.comparing(Member::protectedFromScaleIn);
    for (TerminationPolicy policy : policies) {
      for (Function<Moment, ToLongFunction<Member>> rank : policy.ranks) {
        order = order.thenComparingLong(rank.apply(moment));
      }
    }
    return order;
  }

  /**
   * The last of the types goes first, where their order says which the group prefers. Which type is
   * the dearest is not simulated.
   */
  private static ToLongFunction<Member> priority(Moment moment) {
    return member ->
        moment
            .mixed()
            .filter(mixed -> mixed.isOrdered(member.purchase().option()))
            .flatMap(mixed -> member.purchase().instanceType().map(mixed::priority))
            .map(index -> -(long) index)
            .orElse(0L);
  }

  private static ToLongFunction<Member> templateAge(Moment moment) {
    return member ->
        member.template().map(template -> Long.parseLong(template.version())).orElse(0L);
  }

  private static ToLongFunction<Member> toBillingHour(Moment moment) {
    long hour = Duration.ofHours(1).toSeconds();
    return member -> hour - Duration.between(member.joined(), moment.now()).toSeconds() % hour;
  }
}
