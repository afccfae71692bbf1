package dev.azdrill.drill;

import dev.azdrill.fault.Fault;
import java.time.Duration;
import java.util.Optional;

/** One step of a drill. A value: it can be written down, compared and performed again. */
public sealed interface DrillStep {
  /** Calls the method of {@code reader} that belongs to this type. */
  <R> R accept(Reader<R> reader);

  /** One method for each type of step. */
  interface Reader<R> {
    R inject(Inject step);

    R expect(Expect step);

    R expectMissed(ExpectMissed step);

    R undo(Undo step);

    R load(Load step);

    R pause(Pause step);
  }

  /** Something is broken. What was broken before stays broken. */
  record Inject(Fault fault) implements DrillStep {
    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.inject(this);
    }
  }

  /** Something must come true in time; it is waited for. */
  record Expect(TimedExpectation expected) implements DrillStep {
    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.expect(this);
    }
  }

  /** Something must <em>not</em> come true in time; the whole time is waited for. */
  record ExpectMissed(TimedExpectation expected) implements DrillStep {
    public ExpectMissed {
      if (expected.within().filter(Duration::isZero).isPresent()) {
        throw new IllegalArgumentException(
            "expected a time of more than 0 s in which "
                + expected.expectation().statement()
                + " must not come true: in no time nothing does");
      }
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.expectMissed(this);
    }
  }

  /**
   * What is broken is taken back, the last first.
   *
   * @param fault the word of the fault of which the last is taken back; empty for everything
   */
  record Undo(Optional<String> fault) implements DrillStep {
    public Undo() {
      this(Optional.empty());
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.undo(this);
    }
  }

  /**
   * Clients send another number of requests from now on.
   *
   * @param requestsPerSecond greater than 0
   */
  record Load(double requestsPerSecond) implements DrillStep {
    public Load {
      if (!(requestsPerSecond > 0 && Double.isFinite(requestsPerSecond))) {
        throw new IllegalArgumentException(
            "expected a load of more than 0 requests per second, saw " + requestsPerSecond);
      }
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.load(this);
    }
  }

  /**
   * Time passes; the stack is looked at meanwhile.
   *
   * @param duration longer than 0 and at most {@link #LONGEST}: every request of its clients is
   *     kept, and what takes longer is no drill
   */
  record Pause(Duration duration) implements DrillStep {
    /** What a pause may take at most. */
    public static final Duration LONGEST = Duration.ofDays(1);

    public Pause {
      if (duration.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "expected a pause of at most " + LONGEST + ", saw " + duration);
      }
      if (duration.isZero() || duration.isNegative()) {
        throw new IllegalArgumentException("expected a pause of more than 0 s, saw " + duration);
      }
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.pause(this);
    }
  }
}
