package dev.azdrill.platform.completion;

import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.kernel.Kernel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Time that those move who wait: for an EC2 that lives elsewhere. No thread moves it, and it stands
 * still while calls are made. The EC2 is read before time passes whenever this process wrote to it,
 * every few seconds of this time while something is under way there, an instance that starts or a
 * NAT gateway that is deleted, and now and then otherwise: somebody else may have changed it.
 */
final class SteppedTime implements Timekeeping {
  /** How far time may go, at most, from one reading to the next while something is under way. */
  static final Duration READ = Duration.ofSeconds(5);

  /** The same while nothing is: nobody but somebody else's tool changes anything then. */
  static final Duration READ_AT_REST = Duration.ofMinutes(1);

  private final Kernel kernel;
  private final Ec2View view;
  private final List<Acts> acts;
  private final Reading reading;
  private final SteppedClock clock;
  private final PacedClock.Sleep sleep;
  private volatile Instant read;
  private volatile Instant seen;
  private volatile long acted;
  private volatile boolean isFailing;
  private final AtomicBoolean isAsked = new AtomicBoolean();
  private volatile Duration blind = READ;

  SteppedTime(Kernel kernel, Ec2View view, List<Acts> acts, SteppedClock.Ceiling ceiling) {
    this.kernel = kernel;
    this.view = view;
    this.acts = acts;
    this.reading = new Reading(view);
    this.sleep = ceiling.sleep();
    this.read = kernel.now();
    this.seen = read;
    this.acted = view.acts();
    this.clock = new SteppedClock(kernel, new Reader(), ceiling);
    view.catchUpBy(this::beforeRequest);
  }

  private final class Reader implements SteppedClock.Foreign {
    @Override
    public void catchUp() {
      settle();
      if (isOutdated() || !kernel.now().isBefore(until())) {
        readAgain();
      }
    }

    @Override
    public boolean isBehind() {
      return areWaiting();
    }

    @Override
    public boolean wasAsked() {
      return isAsked.getAndSet(false);
    }

    @Override
    public boolean isUnderWay() {
      return view.isUnderWay();
    }

    @Override
    public Instant until() {
      return read.plus(isFailing || view.isUnderWay() ? READ : READ_AT_REST);
    }
  }

  /** Whether anybody wrote to it since it was read: past the ports, or they did themselves. */
  private boolean isOutdated() {
    return view.isOutdated() || view.acts() != acted;
  }

  private void beforeRequest() {
    settle();
    if (view.isOutdated()) {
      readAgain();
    }
  }

  private boolean areWaiting() {
    return acts.stream().anyMatch(Acts::areWaiting);
  }

  /** Whoever waits looks again after something was done. */
  private void settle() {
    if (areWaiting()) {
      while (areWaiting()) {
        acts.forEach(Acts::settle);
      }
      kernel.changed();
    }
  }

  /**
   * One that failed is made again when time has passed, so that waits end. A silent EC2 is not
   * asked without pause.
   */
  private void readAgain() {
    Reading.Outcome outcome = readOnce();
    for (int again = 0; again < Ec2View.OVERTAKEN_MAX && isToBeReadAgain(outcome); again++) {
      outcome = readOnce();
    }
    read = kernel.now();
    if (outcome == Reading.Outcome.FAILED) {
      isFailing = true;
      pause();
      return;
    }
    blind = resolution();
    isFailing = false;
    seen = read;
  }

  private Reading.Outcome readOnce() {
    acted = view.acts();
    kernel.write(view::current);
    return reading.read();
  }

  /** Somebody wrote meanwhile. Who writes without pause does not keep time from passing. */
  private boolean isToBeReadAgain(Reading.Outcome outcome) {
    return outcome == Reading.Outcome.OVERTAKEN
        || (outcome == Reading.Outcome.DONE && view.isOutdated());
  }

  private void pause() {
    try {
      sleep.pass(PacedTime.READ);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public DrillClock clock() {
    return clock;
  }

  @Override
  public void wrote() {
    kernel.write(view::outdate);
  }

  /** What it leaves behind is known by having seen it. */
  @Override
  public void ending() {
    settle();
    if (isOutdated()) {
      readAgain();
    }
  }

  /** Such as ACM, which issues a certificate when it likes. */
  @Override
  public void asked() {
    isAsked.set(true);
  }

  /**
   * What is under way there is seen so late at most. What somebody else does meanwhile, whom no
   * drill measures, may be seen a minute late. While readings fail nothing is seen: for so long
   * anything may have been seen late, from then on.
   */
  @Override
  public Duration resolution() {
    Duration unread = isFailing ? Duration.between(seen, kernel.now()) : READ;
    return unread.compareTo(blind) > 0 ? unread : blind;
  }

  @Override
  public Optional<String> trouble() {
    return reading.trouble();
  }

  /** Without effect: nobody moves this time any more. */
  @Override
  public void close() {}
}
