package dev.azdrill.report;

import dev.azdrill.evidence.Measurement;

/** How a recovery stands against its budget. */
enum Outcome {
  IN_TIME("in time", VerdictStyle.GOOD),
  LATE("late", VerdictStyle.BAD),
  NEVER("not recovered", VerdictStyle.BAD);

  private final String words;
  private final VerdictStyle tone;

  Outcome(String words, VerdictStyle tone) {
    this.words = words;
    this.tone = tone;
  }

  static Outcome of(Measurement measurement) {
    if (measurement.took().isEmpty()) {
      return NEVER;
    }
    return measurement.inTime() ? IN_TIME : LATE;
  }

  String words() {
    return words;
  }

  VerdictStyle tone() {
    return tone;
  }

  /** One sentence that says what was expected and what was seen. */
  static String sentence(Measurement measurement) {
    String expected =
        "expected "
            + measurement.statement()
            + " within "
            + Format.duration(measurement.budget())
            + " ("
            + measurement.derivation()
            + ")";
    return measurement
        .took()
        .map(took -> expected + ", it took " + Format.duration(took))
        .orElse(expected + ", it did not recover");
  }
}
