package dev.azdrill.drill;

import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/**
 * The simulator as a platform on which nobody can tell whether anything has changed: each look asks
 * for everything.
 */
final class AskingPlatform implements Platform {
  private static final AtomicLong TOKENS = new AtomicLong();

  private final SimulatorPlatform real;
  private final AwsSession session;

  AskingPlatform(SimulatorPlatform real) {
    this.real = real;
    this.session =
        AwsSession.builder(
                real.session().region(),
                real.httpClient(),
                new ClockWithoutEditions(real.session().clock()))
            .credentials(AnonymousCredentialsProvider.create())
            .tokens(() -> "token-" + TOKENS.incrementAndGet())
            .retriesTakeTargetTime()
            .build();
  }

  private record ClockWithoutEditions(DrillClock real) implements DrillClock {
    @Override
    public Instant now() {
      return real.now();
    }

    @Override
    public void awaitChange(Duration atMost) {
      real.awaitChange(atMost);
    }

    @Override
    public void pass(Duration duration) {
      real.pass(duration);
    }
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public String answeredBy() {
    return real.answeredBy();
  }

  @Override
  public Capabilities capabilities() {
    return real.capabilities();
  }

  @Override
  public boolean isVirtualTime() {
    return true;
  }

  @Override
  public AwsSession session() {
    return session;
  }

  @Override
  public ImpairmentPort impairments() {
    return real.impairments();
  }

  @Override
  public TrafficPort traffic() {
    return real.traffic();
  }

  @Override
  public void close() {
    session.close();
  }
}
