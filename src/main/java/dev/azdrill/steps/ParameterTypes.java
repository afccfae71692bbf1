package dev.azdrill.steps;

import io.cucumber.java.ParameterType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The words that sentences are made of. */
public final class ParameterTypes {
  /** The names of APIs in sentences, as a regular expression. */
  public static final String API = "EC2|Auto Scaling|Elastic Load Balancing|RDS|AWS";

  /** {@code in time}, {@code within 90 seconds}, {@code within 2 minutes}. */
  @ParameterType("in time|within (\\d+) (second|minute)s?")
  public Budget budget(String amount, String unit) {
    return new Budget(amount == null ? Optional.empty() : Optional.of(duration(amount, unit)));
  }

  /** {@code 90 seconds}, {@code 2 minutes}. */
  @ParameterType("(\\d+) (second|minute)s?")
  public Duration duration(String amount, String unit) {
    long many = Long.parseLong(amount);
    return unit.equals("second") ? Duration.ofSeconds(many) : Duration.ofMinutes(many);
  }

  /** {@code 99.9 %}. */
  @ParameterType("(\\d+(?:\\.\\d+)?) ?%")
  public BigDecimal percentage(String number) {
    return new BigDecimal(number);
  }

  /** {@code EC2}: whose API, as faults name it. */
  @ParameterType(API)
  public String api(String name) {
    return name.equals("AWS") ? "all" : name.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
