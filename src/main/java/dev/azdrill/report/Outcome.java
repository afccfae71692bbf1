package dev.azdrill.report;

import dev.azdrill.evidence.Measurement;

/** How a recovery stands against its budget. */
enum Outcome {
  IN_TIME("in time", Tone.GOOD),
  LATE("late", Tone.BAD),
  NEVER("not recovered", Tone.BAD);

  private final String words;
  private final Tone tone;

  Outcome(String words, Tone tone) {
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

  Tone tone() {
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
