package dev.azdrill.drill;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.Injection;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether anybody felt faults that can be there unfelt: a matter of degree (a millisecond more is a
 * fault that took effect, and one that nothing can fail by), or latent ones (a launch template that
 * is broken while nothing is launched).
 *
 * @param faults all that were imposed
 * @param clients who would feel it first; empty when nobody sent anything
 */
record UnfeltFaults(InjectedFaults faults, Optional<Clients> clients) {
  /** What a person notices of an answer. */
  private static final Duration NOTICEABLE = Duration.ofMillis(100);

  /**
   * Why such faults prove nothing: all that were imposed can be there unfelt, no request failed or
   * took noticeably longer, and nothing changed.
   *
   * @param monitor tells whether something that is described changed
   */
  Optional<String> why(StackMonitor monitor) {
    List<Injection> all = faults.all();
    if (all.isEmpty()
        || !all.stream().map(Injection::fault).allMatch(UnfeltFaults::canBeUnfelt)
        || monitor.hasSeenChange(faults.first().orElseThrow().at())) {
      return Optional.empty();
    }
    if (haveClientsNoticed(monitor.began())) {
      return Optional.empty();
    }
    List<Exchange> since = since();
    return Optional.of(
        "nobody felt "
            + all.stream()
                .map(each -> each.fault().ref().words())
                .distinct()
                .collect(Collectors.joining(", "))
            + ": of "
            + since.size()
            + " requests none failed or took "
            + NOTICEABLE.toMillis()
            + " ms longer than before, and nothing that is described changed; what was asked could"
            + " not be missed: "
            + advice());
  }

  /**
   * Whether a request failed or took noticeably longer since the first of them.
   *
   * @param began from when on requests tell what is usual
   */
  boolean haveClientsNoticed(Instant began) {
    Instant from = faults.first().orElseThrow().at();
    List<Exchange> since = since();
    List<Exchange> before =
        exchanges().stream()
            .filter(each -> each.at().isBefore(from) && !each.at().isBefore(began))
            .toList();
    return since.stream().anyMatch(each -> !each.isSuccess()) || isSlower(before, since);
  }

  private List<Exchange> since() {
    Instant from = faults.first().orElseThrow().at();
    return exchanges().stream().filter(each -> !each.at().isBefore(from)).toList();
  }

  private List<Exchange> exchanges() {
    return clients.map(each -> each.log().exchanges()).orElse(List.of());
  }

  private static boolean canBeUnfelt(Fault fault) {
    return fault.isMatterOfDegree() || fault.isLatent();
  }

  private String advice() {
    boolean isLatent = faults.all().stream().anyMatch(each -> each.fault().isLatent());
    boolean isOfDegree = faults.all().stream().anyMatch(each -> each.fault().isMatterOfDegree());
    List<String> advice = new ArrayList<>();
    if (isOfDegree) {
      advice.add("raise its degree");
    }
    if (isLatent) {
      advice.add(
          "beside it, inject a fault after which it is needed, such as instance-termination");
    }
    return String.join(", or ", advice);
  }

  /** Without requests from before, the quickest of the others tells what is usual. */
  private static boolean isSlower(List<Exchange> before, List<Exchange> since) {
    Optional<Duration> usual =
        before.isEmpty()
            ? since.stream().map(Exchange::took).min(Comparator.naturalOrder())
            : before.stream().map(Exchange::took).max(Comparator.naturalOrder());
    Optional<Duration> longest = since.stream().map(Exchange::took).max(Comparator.naturalOrder());
    return usual
        .flatMap(least -> longest.map(most -> most.minus(least)))
        .filter(more -> more.compareTo(NOTICEABLE) >= 0)
        .isPresent();
  }
}
