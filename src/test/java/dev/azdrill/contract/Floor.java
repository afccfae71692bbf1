package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

/** A run that skipped its sentences proves nothing. */
final class Floor {
  private Floor() {}

  static void check(Candidate candidate) {
    check(candidate, 1);
  }

  /**
   * Checks a run of a sample.
   *
   * @param part it must have had one sentence of so many at least
   */
  @SuppressWarnings("SystemOut") // The counts are what a run is for; they stand where people look.
  static void check(Candidate candidate, int part) {
    Tally tally = Tally.of(candidate);
    System.out.println("contract on " + candidate.label() + ": " + tally);
    assertThat(tally.executed())
        .as("sentences that came to a verdict on %s: %s", candidate.label(), tally)
        .isGreaterThanOrEqualTo(Expected.of(candidate).floor() / part);
  }
}
