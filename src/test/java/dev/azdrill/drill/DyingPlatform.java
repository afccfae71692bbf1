package dev.azdrill.drill;

import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.platform.simulator.VirtualClock;
import dev.azdrill.session.AwsSession;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The simulator as a process sees it that is killed at one of its changing calls: that one and all
 * that follow come to nothing here, whether the simulator took it or not.
 */
final class DyingPlatform implements Platform {
  private static final AtomicLong TOKENS = new AtomicLong();

  private final SimulatorPlatform real;
  private final AwsSession session;
  private final int lastCall;
  private final boolean isTaken;
  private int changing;
  private boolean dead;

  /**
   * @param lastCall the changing call at which it dies, counted from 1
   * @param isTaken whether the simulator does what that call asks for
   */
  DyingPlatform(SimulatorPlatform real, int lastCall, boolean isTaken) {
    this.real = real;
    this.lastCall = lastCall;
    this.isTaken = isTaken;
    this.session =
        AwsSession.builder(
                real.session().region(),
                real.httpClient(),
                new VirtualClock(real.region().kernel()))
            .credentials(AnonymousCredentialsProvider.create())
            .tokens(() -> "token-" + TOKENS.incrementAndGet())
            .interceptor(new Killing())
            .build();
  }

  /** Whether it came to that call. */
  boolean isDead() {
    return dead;
  }

  private final class Killing implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (isChanging(context)) {
        changing++;
      }
      dead = dead || (changing == lastCall && !isTaken);
      dieIf(dead);
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      dead = dead || (changing == lastCall && isChanging(context));
      dieIf(dead);
    }

    private static boolean isChanging(Context.BeforeExecution context) {
      return !context.request().getClass().getSimpleName().startsWith("Describe");
    }

    private static void dieIf(boolean dead) {
      if (dead) {
        throw new IllegalStateException("the process is gone");
      }
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
