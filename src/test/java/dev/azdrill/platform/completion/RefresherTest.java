package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefresherTest {
  /** Nobody waits for it: what comes before comes because somebody said so. */
  private static final Duration NEVER = Duration.ofDays(365);

  private final World world =
      World.create(
          new Kernel(CompletedRegion.START, Seed.of("refresher")),
          RegionLocation.london(),
          Timings.typical());
  private final AtomicLong nanos = new AtomicLong();
  private final Semaphore readings = new Semaphore(0);
  private volatile Runnable whileReading = () -> {};
  private final Ec2View view =
      new Ec2View(
          world,
          this::read,
          new Retries(world.kernel(), new FailedCleanups(), Acts.AT_ONCE),
          nanos::get);
  private final Refresher refresher = new Refresher(view, NEVER);
  private final Reading reading = new Reading(view);

  private Inventory read() {
    whileReading.run();
    readings.release();
    return Inventory.empty();
  }

  @AfterEach
  void close() {
    refresher.close();
  }

  @Test
  void it_reads_at_once_and_again_when_somebody_wrote() throws Exception {
    try (Refresher running = Refresher.start(view, NEVER)) {
      readings.acquire();
      running.soon();
      readings.acquire();
      running.soon();
      readings.acquire();
    }
  }

  @Test
  void what_was_written_while_it_read_is_looked_for_again() throws Exception {
    Semaphore begun = new Semaphore(0);
    Semaphore goOn = new Semaphore(0);
    whileReading =
        () -> {
          begun.release();
          goOn.acquireUninterruptibly();
        };
    try (Refresher running = Refresher.start(view, NEVER)) {
      begun.acquire();
      running.soon();
      running.soon();
      running.soon();
      goOn.release();
      begun.acquire();
      goOn.release();
      readings.acquire(2);
    }
  }

  @Test
  void a_reading_that_was_overtaken_is_made_again_without_a_word() throws Exception {
    whileReading = view::writing;
    Refresher running = Refresher.start(view, NEVER);
    try {
      readings.acquire(Ec2View.OVERTAKEN_MAX + 1);
    } finally {
      running.close();
    }
  }

  @Test
  void a_reading_that_failed_is_told_until_one_succeeds() {
    whileReading =
        () -> {
          throw new IllegalStateException("nobody there");
        };
    assertThat(reading.read()).isEqualTo(Reading.Outcome.FAILED);
    assertThat(reading.trouble().orElseThrow()).contains("could not be read", "nobody there");

    whileReading = view::writing;
    assertThat(reading.read()).isEqualTo(Reading.Outcome.OVERTAKEN);

    whileReading = () -> {};
    assertThat(reading.read()).isEqualTo(Reading.Outcome.DONE);
  }

  @Test
  void what_the_foreign_ec2_does_not_tell_is_told() {
    reading.read();

    assertThat(reading.trouble().orElseThrow()).contains("does not tell of all", "instances");
  }

  @Test
  void the_resolution_is_never_better_than_the_interval_and_as_bad_as_it_was() {
    assertThat(refresher.resolution()).isEqualTo(NEVER);

    Refresher quick = new Refresher(view, Duration.ofMillis(400));
    reading.read();
    assertThat(quick.resolution()).isEqualTo(Duration.ofMillis(400));
    nanos.addAndGet(Duration.ofSeconds(7).toNanos());
    assertThat(quick.resolution()).as("nothing was read since").isEqualTo(Duration.ofSeconds(7));
  }
}
