package dev.azdrill.drill;

import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.ObjectiveResult.Kind;
import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.Strength;
import dev.azdrill.traffic.Clients;
import dev.azdrill.traffic.TrafficLog;
import dev.azdrill.traffic.WriteAudit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the user wants of every drill, judged by what clients saw from the fault to the end of the
 * drill. An objective that nobody measured is not met.
 *
 * @param recoveryTime clients are served without errors again within this time after the fault
 * @param failedRequests at most so many requests fail
 * @param availability at least so many percent of the requests succeed, above 0 and up to 100: 0 is
 *     always met
 * @param longestOutage no outage is longer than this
 * @param acknowledgedWrites whether every write that the application acknowledged must be there at
 *     the end
 */
public record Objectives(
    Optional<Duration> recoveryTime,
    Optional<Integer> failedRequests,
    Optional<BigDecimal> availability,
    Optional<Duration> longestOutage,
    boolean acknowledgedWrites) {
  /** No objective: what is deployed decides alone. */
  public static final Objectives NONE =
      new Objectives(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public Objectives {
    recoveryTime.ifPresent(each -> requirePositive("recovery time", each));
    longestOutage.ifPresent(each -> requirePositive("longest outage", each));
    failedRequests.ifPresent(
        most -> {
          if (most < 0) {
            throw new IllegalArgumentException("expected 0 or more failed requests, saw " + most);
          }
        });
    availability.ifPresent(
        percent -> {
          if (percent.signum() <= 0 || percent.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException(
                "expected an availability above 0 and up to 100 percent, saw " + percent);
          }
        });
    availability = availability.map(Objectives::shortest);
  }

  /** The same number without zeros at its end: 99.90 is no other objective than 99.9. */
  private static BigDecimal shortest(BigDecimal percent) {
    BigDecimal stripped = percent.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "expected a " + what + " of 0 seconds or more, saw " + duration.toSeconds() + " s");
    }
  }

  /** Whether there is any. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** These, and where these say nothing, those of {@code others}. */
  public Objectives or(Objectives others) {
    return new Objectives(
        recoveryTime.or(others::recoveryTime),
        failedRequests.or(others::failedRequests),
        availability.or(others::availability),
        longestOutage.or(others::longestOutage),
        acknowledgedWrites || others.acknowledgedWrites());
  }

  /**
   * Whether so many requests could miss one of these: who allows more failed requests than were
   * sent asks nothing of them.
   */
  boolean canBeMissed(int sent) {
    return recoveryTime.isPresent()
        || availability.isPresent()
        || longestOutage.isPresent()
        || acknowledgedWrites
        || failedRequests.filter(most -> most < sent).isPresent();
  }

  /** How long an outage is waited for until these are judged. */
  Duration longest(Budgets budgets) {
    return Stream.of(Optional.of(budgets.clients().duration()), recoveryTime, longestOutage)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Judges each of them by the requests that were sent from {@code from} on, before {@code to}. */
  List<ObjectiveResult> judge(Optional<Clients> clients, Instant from, Instant to) {
    Judge judge =
        new Judge(
            clients.map(Clients::log),
            from,
            to,
            clients.map(Clients::strength).orElse(Strength.AZDRILL));
    List<ObjectiveResult> all = new ArrayList<>();
    recoveryTime.map(judge::recoveryTime).ifPresent(all::add);
    failedRequests.map(judge::failedRequests).ifPresent(all::add);
    availability.map(judge::availability).ifPresent(all::add);
    longestOutage.map(judge::longestOutage).ifPresent(all::add);
    if (acknowledgedWrites) {
      all.add(judge.acknowledgedWrites(clients.map(Clients::verifyWrites)));
    }
    return all;
  }

  /** What clients saw in the time that is judged. */
  private static final class Judge {
    private final TrafficLog.Counts seen;
    private final List<Outage> outages;
    private final Instant from;
    private final Strength strength;

    Judge(Optional<TrafficLog> log, Instant from, Instant to, Strength strength) {
      TrafficLog known = log.orElseGet(TrafficLog::new);
      this.seen = known.between(from, to);
      this.outages = known.outages(from, to, Expectation.ClientsServed.QUIET);
      this.from = from;
      this.strength = strength;
    }

    private ObjectiveResult result(Kind kind, String wanted, String measured, boolean met) {
      return seen.sent() == 0
          ? new ObjectiveResult(kind, wanted, "no requests were sent", false, strength)
          : new ObjectiveResult(kind, wanted, measured, met, strength);
    }

    ObjectiveResult recoveryTime(Duration most) {
      Duration took =
          outages.stream()
              .map(Outage::to)
              .max(Comparator.naturalOrder())
              .map(end -> Duration.between(from, end))
              .orElse(Duration.ZERO);
      return result(
          Kind.RECOVERY_TIME, "at most " + seconds(most), seconds(took), took.compareTo(most) <= 0);
    }

    ObjectiveResult failedRequests(int most) {
      return result(
          Kind.FAILED_REQUESTS,
          "at most " + most,
          seen.failed() + " of " + seen.sent(),
          seen.failed() <= most);
    }

    ObjectiveResult availability(BigDecimal least) {
      BigDecimal sent = BigDecimal.valueOf(Math.max(1, seen.sent()));
      BigDecimal served = BigDecimal.valueOf(seen.sent() - seen.failed()).multiply(HUNDRED);
      BigDecimal percent = served.divide(sent, 4, RoundingMode.DOWN);
      return result(
          Kind.AVAILABILITY,
          "at least " + least.toPlainString() + " %",
          percent.toPlainString() + " % of " + seen.sent() + " requests",
          served.compareTo(least.multiply(sent)) >= 0);
    }

    ObjectiveResult longestOutage(Duration most) {
      Duration longest =
          outages.stream().map(Outage::length).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
      return result(
          Kind.LONGEST_OUTAGE,
          "at most " + seconds(most),
          seconds(longest),
          longest.compareTo(most) <= 0);
    }

    ObjectiveResult acknowledgedWrites(Optional<WriteAudit> audit) {
      String measured =
          audit
              .map(
                  each ->
                      each.failedRead().isPresent()
                          ? "they could not be read: " + each.failedRead().get().outcome()
                          : each.found() + " of " + each.acknowledged())
              .orElse("no clients");
      return result(
          Kind.ACKNOWLEDGED_WRITES,
          "all are there",
          measured,
          audit.filter(WriteAudit::isProven).isPresent());
    }

    private static String seconds(Duration duration) {
      return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
  }
}
