package dev.azdrill.drill;

import dev.azdrill.evidence.CauseKind;
import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Outcome;
import dev.azdrill.exchange.Outcome.Answered;
import dev.azdrill.exchange.Outcome.FixedResponse;
import dev.azdrill.exchange.Outcome.Unanswered;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.SuccessCodes;
import dev.azdrill.traffic.TrafficLog;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * Causes in what clients saw: why requests were not served where the data plane tells it, else what
 * the statuses and the times say that clients measured from outside.
 */
final class TrafficCauses {
  /**
   * Of a hundred requests that failed within a minute, so many make a cause of their own. Of all
   * that failed their share would hang on how long it was waited and on what followed: where
   * overloaded instances are taken out of service, most requests fail for want of a target.
   */
  private static final int SHARE_PERCENT = 20;

  /** Fewer requests than these are no cause of their own. */
  private static final int LEAST = 10;

  private static final int TOLD_MAX = 3;

  /** So many times as long as before is no longer a matter of chance. */
  private static final int SLOWER = 3;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;

  private final DiagnosisFacts facts;

  TrafficCauses(DiagnosisFacts facts) {
    this.facts = facts;
  }

  /**
   * @param others what the configuration explains already
   */
  List<FailureCause> causes(List<FailureCause> others) {
    List<FailureCause> causes = new ArrayList<>();
    if (!facts.clientsSuffered() || facts.traffic().isEmpty()) {
      return causes;
    }
    TrafficLog.Counts seen = facts.traffic().get();
    overload().or(this::slower).ifPresent(causes::add);
    causes.addAll(passes(others));
    if (others.isEmpty() && causes.isEmpty() && facts.clientsMissed()) {
      failed(seen).or(() -> answered(seen)).ifPresent(causes::add);
    }
    return causes;
  }

  private Optional<FailureCause> overload() {
    return facts.minutes().stream().anyMatch(TrafficCauses::isOverloaded)
        ? Optional.of(overload(""))
        : Optional.empty();
  }

  private static boolean isOverloaded(TrafficLog.Counts minute) {
    int overloaded =
        minute.causes().entrySet().stream()
            .filter(each -> isOverload(each.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return overloaded >= LEAST && overloaded * 100 >= minute.failed() * SHARE_PERCENT;
  }

  private FailureCause overload(String evidence) {
    String name = facts.group().autoScalingGroupName();
    int least =
        facts.snapshots().stream()
            .mapToInt(TrafficCauses::serving)
            .filter(it -> it > 0)
            .min()
            .orElse(0);
    return Diagnosis.cause(
        CauseKind.OVERLOAD,
        name,
        "overload: "
            + (facts.load().isPresent()
                ? plain(facts.load().getAsDouble()) + " requests per second on "
                : "more requests than can be served on ")
            + (least == 1 ? "1 instance" : least + " instances")
            + " of "
            + name
            + ", "
            + facts.first().desired()
            + " desired"
            + evidence);
  }

  /**
   * Who measures from outside is not told why a request failed. Where most are turned away or get
   * no answer in time, and those that are served meanwhile take several times as long as before,
   * there is more to do than can be done.
   */
  private Optional<FailureCause> slower() {
    boolean isTold = facts.minutes().stream().anyMatch(minute -> !minute.causes().isEmpty());
    if (isTold || facts.minutes().stream().noneMatch(TrafficCauses::isShedding)) {
      return Optional.empty();
    }
    return facts
        .slowdown()
        .filter(it -> it.during().compareTo(it.before().multipliedBy(SLOWER)) >= 0)
        .map(
            it ->
                overload(
                    ": clients measured "
                        + it.during().toMillis()
                        + " ms for an answer while requests failed, "
                        + it.before().toMillis()
                        + " ms before"));
  }

  private static boolean isShedding(TrafficLog.Counts minute) {
    int shed =
        minute.outcomes().entrySet().stream()
            .filter(each -> isShed(each.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return shed >= LEAST && shed * 2 > minute.failed();
  }

  private static boolean isShed(Outcome outcome) {
    return outcome == Unanswered.TIMEOUT
        || (outcome instanceof Answered it
            && (it.status() == UNAVAILABLE
                || it.status() == GATEWAY_TIMEOUT
                || it.status() == TOO_MANY_REQUESTS));
  }

  private static int serving(StackSnapshot seen) {
    return seen.inService().size();
  }

  private static boolean isOverload(Cause cause) {
    return cause instanceof Cause.Unavailable it
        && it.component() == Cause.Component.APPLICATION
        && it.trouble() == Cause.Trouble.OVERLOADED;
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /**
   * The load balancer goes on sending requests to where they fail: a cause for each target group,
   * for nothing tells by which of them a request came.
   */
  private List<FailureCause> passes(List<FailureCause> others) {
    if (!facts.missed(Component.CLIENTS)
        || facts.last().healthyTargets().size() != facts.last().targetsById().size()) {
      return List.of();
    }
    boolean isBlind = others.stream().anyMatch(each -> each.kind() == CauseKind.NO_WAY_OUT);
    return routedTo()
        .flatMap(each -> (isBlind ? Optional.of(blind(each)) : accepts(each)).stream())
        .toList();
  }

  /** Those of the group that is watched, or all behind a load balancer where it names none. */
  private Stream<TargetGroup> routedTo() {
    List<String> its = facts.group().targetGroupARNs();
    return facts.described().all(Kind.TARGET_GROUP).stream()
        .filter(
            each ->
                its.isEmpty()
                    ? !each.loadBalancerArns().isEmpty()
                    : its.contains(each.targetGroupArn()));
  }

  private static FailureCause blind(TargetGroup targets) {
    return Diagnosis.cause(
        CauseKind.HEALTH_CHECK_PASSES,
        targets.targetGroupName(),
        "every target is healthy while requests fail: the health check "
            + targets.healthCheckPath()
            + " does not depend on what requests depend on");
  }

  /** What clients get as an error passes the health check. */
  private Optional<FailureCause> accepts(TargetGroup targets) {
    Optional<SuccessCodes> passing = SuccessCodes.of(targets);
    return passing
        .flatMap(codes -> facts.minutes().stream().flatMap(it -> given(it, codes)).findFirst())
        .map(
            status ->
                Diagnosis.cause(
                    CauseKind.HEALTH_CHECK_PASSES,
                    targets.targetGroupName(),
                    "every target is healthy while requests fail: clients get status "
                        + status
                        + ", and the health check "
                        + targets.healthCheckPath()
                        + " takes "
                        + passing.orElseThrow().codes()
                        + " as healthy"));
  }

  /** The statuses of a good part of the requests that failed in a minute. */
  private static Stream<Integer> given(TrafficLog.Counts minute, SuccessCodes codes) {
    return minute.outcomes().entrySet().stream()
        .filter(each -> each.getKey() instanceof Answered && !each.getKey().isSuccess())
        .filter(each -> each.getValue() >= LEAST)
        .filter(each -> each.getValue() * 100 >= minute.failed() * SHARE_PERCENT)
        .map(each -> ((Answered) each.getKey()).status())
        .filter(codes::contains);
  }

  private static Optional<FailureCause> failed(TrafficLog.Counts seen) {
    List<Map.Entry<Cause, Integer>> most =
        seen.causes().entrySet().stream()
            .sorted(Comparator.comparing(each -> -each.getValue()))
            .limit(TOLD_MAX)
            .toList();
    return most.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Diagnosis.cause(
                CauseKind.REQUESTS_FAILED,
                most.get(0).getKey().subject(),
                "of "
                    + seen.failed()
                    + " failed requests: "
                    + String.join("; ", most.stream().map(TrafficCauses::counted).toList())));
  }

  /** What clients got, where nothing tells why. */
  private Optional<FailureCause> answered(TrafficLog.Counts seen) {
    List<Map.Entry<Outcome, Integer>> most =
        seen.outcomes().entrySet().stream()
            .filter(each -> !each.getKey().isSuccess())
            .sorted(Comparator.comparing(each -> -each.getValue()))
            .limit(TOLD_MAX)
            .toList();
    return most.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Diagnosis.cause(
                CauseKind.REQUESTS_FAILED,
                facts.described().all(Kind.LOAD_BALANCER).stream()
                    .map(LoadBalancer::loadBalancerName)
                    .findFirst()
                    .orElse("clients"),
                "of "
                    + seen.failed()
                    + " failed requests, as clients measured them: "
                    + String.join(
                        "; ",
                        most.stream()
                            .map(each -> each.getValue() + " " + words(each.getKey()))
                            .toList())));
  }

  /**
   * Source of the statuses: Elastic Load Balancing, "Troubleshoot your Application Load Balancers".
   */
  private static String words(Outcome outcome) {
    if (outcome instanceof Answered it) {
      String meaning =
          switch (it.status()) {
            case BAD_GATEWAY -> " (a target closed the connection, or did not answer in HTTP)";
            case UNAVAILABLE ->
                " (the load balancer had no target, or the application turned them away)";
            case GATEWAY_TIMEOUT -> " (a target did not answer the load balancer in time)";
            default -> it.status() / 100 == 3 ? " (redirected, and not to an end)" : "";
          };
      return "were answered with " + it.status() + meaning;
    }
    if (outcome instanceof FixedResponse it) {
      return "were answered with " + it.status() + " by the load balancer itself";
    }
    return switch ((Unanswered) outcome) {
      case TIMEOUT -> "got no answer in time";
      case REFUSED -> "were refused a connection";
      case UNTRUSTED -> "refused the load balancer's certificate";
      case UNRESOLVED -> "found no address of the load balancer in DNS";
    };
  }

  private static String counted(Map.Entry<Cause, Integer> each) {
    return each.getValue() + " because " + words(each.getKey());
  }

  private static String words(Cause cause) {
    String part =
        "the " + cause.component().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " ";
    if (cause instanceof Cause.Unreachable it) {
      String why =
          switch (it.obstacle()) {
            case POWER -> "a zone without power";
            case NAME_RESOLUTION -> "its VPC resolves no names: enableDnsSupport is off";
            case NETWORK -> "a rule or a route of the network";
            case DEGRADED_ZONE -> "a zone that loses or delays packets";
            case HOST -> "a host that does not run";
          };
      return part + it.subject() + " was not reached (" + why + ")";
    }
    if (cause instanceof Cause.Unavailable it) {
      String how =
          switch (it.trouble()) {
            case STARTING -> "was still starting";
            case HUNG -> "did not answer";
            case FAILING -> "answered with an error";
            case SLOW -> "was too slow";
            case OVERLOADED -> "was overloaded";
            case STORAGE_FULL -> "had no storage left for writes";
            case CERTIFICATE_EXPIRED -> "served with an expired certificate";
            case REDIRECTING -> "redirected them again and again";
            case ANSWERING_INSTEAD -> "answered by itself, and did not ask the application";
            case NOT_SERVING -> "refused to serve";
          };
      return part + it.subject() + " " + how;
    }
    return part + "was missing for " + cause.subject();
  }
}
