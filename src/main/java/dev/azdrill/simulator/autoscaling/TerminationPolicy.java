package dev.azdrill.simulator.autoscaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Which member goes first when a group shrinks, within the zones that balance leaves open.
 *
 * <p>Source: Amazon EC2 Auto Scaling User Guide, "Configure termination policies".
 */
enum TerminationPolicy {
  /** Oldest launch template first, then who is closest to the next billing hour. */
  DEFAULT("Default", List.of(TerminationPolicy::templateAge, TerminationPolicy::toBillingHour)),
  /** One instance type and no spot instances: any member fits the allocation strategy as well. */
  ALLOCATION_STRATEGY("AllocationStrategy", List.of()),
  OLDEST_LAUNCH_TEMPLATE("OldestLaunchTemplate", List.of(TerminationPolicy::templateAge)),
  OLDEST_LAUNCH_CONFIGURATION("OldestLaunchConfiguration", List.of()),
  CLOSEST_TO_NEXT_INSTANCE_HOUR(
      "ClosestToNextInstanceHour", List.of(TerminationPolicy::toBillingHour)),
  NEWEST_INSTANCE("NewestInstance", List.of(now -> member -> -member.joined().toEpochMilli())),
  OLDEST_INSTANCE("OldestInstance", List.of(now -> member -> member.joined().toEpochMilli()));

  private final String word;
  private final List<Function<Instant, ToLongFunction<Member>>> ranks;

  TerminationPolicy(String word, List<Function<Instant, ToLongFunction<Member>>> ranks) {
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
  static Comparator<Member> order(List<TerminationPolicy> policies, Instant now) {
    Comparator<Member> order = Comparator.comparing(Member::protectedFromScaleIn);
    for (TerminationPolicy policy : policies) {
      for (Function<Instant, ToLongFunction<Member>> rank : policy.ranks) {
        order = order.thenComparingLong(rank.apply(now));
      }
    }
    return order;
  }

  private static ToLongFunction<Member> templateAge(Instant now) {
    return member ->
        member.template().map(template -> Long.parseLong(template.version())).orElse(0L);
  }

  private static ToLongFunction<Member> toBillingHour(Instant now) {
    long hour = Duration.ofHours(1).toSeconds();
    return member -> hour - Duration.between(member.joined(), now).toSeconds() % hour;
  }
}
