package dev.azdrill.steps;

import io.cucumber.java.ParameterType;
import java.time.Duration;
import java.util.Optional;

/** The words that sentences are made of. */
public final class ParameterTypes {
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
}
