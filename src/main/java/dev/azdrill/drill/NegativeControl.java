package dev.azdrill.drill;

import dev.azdrill.evidence.JournalScope;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Timeliness;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What must <em>not</em> come true in time.
 *
 * @param since from when on it is measured
 * @param isQuestion whether what was broken could have kept it from coming true
 */
record NegativeControl(Expectation expectation, Instant since, boolean isQuestion) {

  /** What was measured of it speaks for a verdict. */
  void judge(
      Measurement measured,
      StackMonitor monitor,
      VerdictReasons reasons,
      JournalScope notes,
      Consumer<String> failures) {
    String sentence = RecoverySentence.of(measured);
    if (!monitor.isObservable(expectation, since)) {
      reasons.brokenOff(
          "nothing could show " + measured.expected() + ": that it was missed proves nothing");
    } else if (measured.timeliness() == Timeliness.UNDECIDED) {
      reasons.undecided(sentence);
    } else if (measured.timeliness().isMet()) {
      failures.accept(
          "expected that this fails, it did not: " + sentence + monitor.undisturbed(expectation));
    } else {
      notes.note(new Observation.FailureExpected(sentence));
      if (isQuestion) {
        if (!monitor.isFelt(expectation.component())) {
          reasons.unfelt();
        }
        reasons.failedAsExpected(sentence);
      }
    }
  }
}
