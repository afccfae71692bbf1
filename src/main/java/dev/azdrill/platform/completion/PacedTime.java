package dev.azdrill.platform.completion;

import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Pacer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Time that follows a wall clock: one thread moves it, another one reads the foreign EC2. */
final class PacedTime implements Timekeeping {
  /** How often the foreign EC2 is read when nobody writes through us. */
  static final Duration READ = Duration.ofMillis(400);

  private final double speed;
  private final Refresher refresher;
  private final Pacer pacer;
  private final DrillClock clock;

  PacedTime(Region completed, Ec2View view, Clock wall, double speed) {
    this.speed = speed;
    this.refresher = Refresher.start(view, READ);
    this.pacer = completed.pace(wall, speed);
    this.clock =
        new PacedClock(
            completed.kernel(), speed, PacedClock.LOOK, wait -> Thread.sleep(wait.toMillis()));
  }

  @Override
  public DrillClock clock() {
    return clock;
  }

  @Override
  public void wrote() {
    refresher.soon();
  }

  @Override
  public Duration resolution() {
    return Duration.ofMillis(Math.round(refresher.resolution().toMillis() * speed));
  }

  @Override
  public Optional<String> trouble() {
    return refresher.trouble();
  }

  @Override
  public void close() {
    pacer.close();
    refresher.close();
  }
}
