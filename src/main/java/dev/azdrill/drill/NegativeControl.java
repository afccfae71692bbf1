package dev.azdrill.drill;

import dev.azdrill.evidence.JournalScope;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Limit.Source;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Timeliness;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What must <em>not</em> come true in time.
 *
 * @param since from when on it is measured
 * @param isQuestion whether what was broken could have kept it from coming true
 * @param budgets how long what is deployed may take
 * @param faults that could have kept it from coming true: those of the drill that runs
 */
record NegativeControl(
    Expectation expectation,
    Instant since,
    boolean isQuestion,
    Budgets budgets,
    InjectedFaults faults) {

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
          "expected that this fails, it did not: "
              + sentence
              + monitor.undisturbed(expectation).map(it -> "; " + it).orElse(""));
    } else if (tooShort(measured.limit()).isPresent()) {
      reasons.undecided(
          sentence
              + ": "
              + tooShort(measured.limit()).get()
              + "; that it was missed proves nothing");
    } else {
      notes.note(new Observation.FailureExpected(sentence));
      if (isQuestion) {
        answered(sentence, monitor.isFelt(expectation.component(), faults), reasons);
      }
    }
  }

  /**
   * That a database stays where it is under a fault that could move it is an answer, if a weak one.
   */
  private void answered(String sentence, boolean isFelt, VerdictReasons reasons) {
    if (!isFelt && !(expectation instanceof Expectation.OfDatabase)) {
      reasons.unfeltControl();
      return;
    }
    if (!isFelt) {
      reasons.unfelt();
    }
    reasons.failedAsExpected(sentence);
  }

  /**
   * Why nobody could have expected it so soon, however sound the stack is; empty when somebody
   * could. Clients recover in no time where none of their requests fails; all else is noticed
   * first, and takes what the configuration makes of it, or AWS documents.
   */
  private Optional<String> tooShort(Limit limit) {
    if (expectation instanceof Expectation.ClientsServed) {
      return Optional.empty();
    }
    Limit noticed = budgets.eviction();
    if (limit.duration().compareTo(noticed.duration()) < 0) {
      return Optional.of(
          "nobody could have expected it so soon, for AWS may take "
              + noticed.duration().toSeconds()
              + " s to notice ("
              + noticed.derivation()
              + ")");
    }
    Limit sound = expectation.limit(budgets);
    return sound.source() == Source.ALLOWANCE || limit.duration().compareTo(sound.duration()) >= 0
        ? Optional.empty()
        : Optional.of(
            "a sound stack may take "
                + sound.duration().toSeconds()
                + " s for it ("
                + sound.derivation()
                + ")");
  }
}
