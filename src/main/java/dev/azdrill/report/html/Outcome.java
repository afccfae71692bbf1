package dev.azdrill.report.html;

import dev.azdrill.evidence.Measurement;

/** How a recovery stands against its limit. */
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
}
