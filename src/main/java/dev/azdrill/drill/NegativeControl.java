package dev.azdrill.drill;

import dev.azdrill.evidence.JournalScope;
import dev.azdrill.evidence.Limit;
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
 * @param budgets how long what is deployed may take
 */
record NegativeControl(
    Expectation expectation, Instant since, boolean isQuestion, Budgets budgets) {

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
    } else if (isTooShort(measured.limit())) {
      reasons.undecided(
          sentence
              + ": nobody could have expected it so soon, for AWS may take "
              + noticed().duration().toSeconds()
              + " s to notice ("
              + noticed().derivation()
              + "); that it was missed proves nothing");
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

  /** Clients recover in no time where none of their requests fails; all else is noticed first. */
  private boolean isTooShort(Limit limit) {
    return !(expectation instanceof Expectation.ClientsServed)
        && limit.duration().compareTo(noticed().duration()) < 0;
  }

  private Limit noticed() {
    return budgets.eviction();
  }
}
