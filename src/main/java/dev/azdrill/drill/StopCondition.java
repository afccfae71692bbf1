package dev.azdrill.drill;

import dev.azdrill.platform.Platform;
import dev.azdrill.text.DurationText;
import dev.azdrill.traffic.Clients;
import dev.azdrill.traffic.TrafficLog;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** What ends a drill early when it is met: everything is undone, and the drill is inconclusive. */
public sealed interface StopCondition {
  /** Over which requests are judged when nothing else is said. */
  Duration WINDOW = Duration.ofMinutes(1);

  /** What is met, as people read it: {@code alarm checkout-5xx is not OK}. */
  String words();

  /** As the command line writes it: {@code alarm=checkout-5xx}. */
  String option();

  /**
   * Why a drill must not begin; empty when nothing speaks against it.
   *
   * @return a sentence that says what was expected and what was seen
   */
  Optional<String> forbids(Platform platform, Optional<Clients> clients);

  /** What was seen that meets it; empty as long as it is not met. */
  Optional<String> met(Platform platform, Optional<Clients> clients);

  /**
   * The condition that is typed as {@code alarm=NAME} or {@code error-rate>5%}, which may be
   * followed by {@code :window=2min}.
   *
   * @throws IllegalArgumentException when it is none, with a sentence that says what was expected
   */
  static StopCondition parse(String text) {
    String stripped = text.strip();
    if (stripped.startsWith("alarm=")) {
      return new AlarmNotOk(stripped.substring("alarm=".length()).strip());
    }
    Matcher rate = ErrorRate.FORM.matcher(stripped);
    if (!rate.matches()) {
      throw new IllegalArgumentException(
          "expected alarm=NAME, or error-rate>P% such as error-rate>5% or"
              + " error-rate>5%:window=2min, saw '"
              + text
              + "'");
    }
    Optional<Duration> window = Optional.ofNullable(rate.group(2)).flatMap(DurationText::parse);
    if (rate.group(2) != null && window.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a window such as 90s, 2min or PT2M, saw '" + rate.group(2) + "'");
    }
    return new ErrorRate(new BigDecimal(rate.group(1)), window.orElse(WINDOW));
  }

  /**
   * A CloudWatch alarm, of a metric or composite, is not in state OK: in ALARM, or without the data
   * by which it could tell, or gone.
   */
  record AlarmNotOk(String alarm) implements StopCondition {
    /** What CloudWatch allows. */
    private static final int NAME_MAX = 255;

    public AlarmNotOk {
      if (alarm.isBlank() || alarm.length() > NAME_MAX) {
        throw new IllegalArgumentException(
            "expected the name of a CloudWatch alarm, 1 to "
                + NAME_MAX
                + " characters, saw '"
                + alarm
                + "'");
      }
    }

    @Override
    public String words() {
      return "alarm " + alarm + " is not OK";
    }

    @Override
    public String option() {
      return "alarm=" + alarm;
    }

    @Override
    public Optional<String> forbids(Platform platform, Optional<Clients> clients) {
      Optional<StateValue> state = state(platform);
      if (state.isEmpty()) {
        return Optional.of(
            "expected alarm "
                + alarm
                + " to be OK before anything is injected, saw no alarm of this name: create it, or"
                + " leave the condition out");
      }
      return state
          .filter(each -> each != StateValue.OK)
          .map(
              each ->
                  "expected alarm "
                      + alarm
                      + " to be OK before anything is injected, saw it in "
                      + each
                      + (each == StateValue.INSUFFICIENT_DATA
                          ? ": an alarm that cannot tell is no guard; let it treat missing data as"
                              + " notBreaching"
                          : ": wait until it is OK"));
    }

    @Override
    public Optional<String> met(Platform platform, Optional<Clients> clients) {
      Optional<StateValue> state = state(platform);
      return state.isPresent()
          ? state.filter(each -> each != StateValue.OK).map(each -> "it was in " + each)
          : Optional.of("it was gone");
    }

    private Optional<StateValue> state(Platform platform) {
      DescribeAlarmsResponse found =
          platform
              .session()
              .cloudWatch()
              .describeAlarms(
                  r ->
                      r.alarmNames(alarm)
                          .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
      return Stream.concat(
              found.metricAlarms().stream().map(each -> each.stateValue()),
              found.compositeAlarms().stream().map(each -> each.stateValue()))
          .findFirst();
    }
  }

  /**
   * More requests of the drill's clients failed than this share.
   *
   * @param percent 0 or more, less than 100
   * @param window over which they are judged, up to now
   */
  record ErrorRate(BigDecimal percent, Duration window) implements StopCondition {
    private static final Pattern FORM =
        Pattern.compile(
            "error-rate\\s*>\\s*(\\d{1,2}(?:\\.\\d{1,9})?)\\s*%?(?:\\s*:\\s*window=(\\S.*))?");

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    public ErrorRate {
      if (percent.signum() < 0 || percent.compareTo(ALL) >= 0) {
        throw new IllegalArgumentException(
            "expected a percentage from 0 to less than 100, saw " + percent.toPlainString());
      }
      if (window.isZero() || window.isNegative()) {
        throw new IllegalArgumentException("expected a window of more than 0 s, saw " + window);
      }
    }

    @Override
    public String words() {
      return "more than "
          + percent.toPlainString()
          + " % of the requests in the last "
          + DurationText.of(window)
          + " failed";
    }

    @Override
    public String option() {
      String rate = "error-rate>" + percent.toPlainString() + "%";
      return window.equals(WINDOW) ? rate : rate + ":window=" + DurationText.of(window);
    }

    /** Where nobody sends requests none fails, and the condition would guard nothing. */
    @Override
    public Optional<String> forbids(Platform platform, Optional<Clients> clients) {
      return clients.isPresent()
          ? Optional.empty()
          : Optional.of(
              "expected clients whose requests are judged before anything is injected, saw none:"
                  + " let clients use the application, or leave the condition out");
    }

    @Override
    public Optional<String> met(Platform platform, Optional<Clients> clients) {
      Instant now = platform.session().clock().now();
      return clients
          .map(all -> all.log().between(now.minus(window), now))
          .filter(this::isExceededBy)
          .map(
              seen ->
                  seen.failed()
                      + " of "
                      + seen.sent()
                      + " requests failed, "
                      + share(seen).toPlainString()
                      + " %");
    }

    private boolean isExceededBy(TrafficLog.Counts seen) {
      BigDecimal failed = BigDecimal.valueOf(seen.failed()).multiply(ALL);
      return failed.compareTo(percent.multiply(BigDecimal.valueOf(seen.sent()))) > 0;
    }

    private static BigDecimal share(TrafficLog.Counts seen) {
      return BigDecimal.valueOf(seen.failed())
          .multiply(ALL)
          .divide(BigDecimal.valueOf(seen.sent()), 1, RoundingMode.HALF_UP);
    }
  }
}
