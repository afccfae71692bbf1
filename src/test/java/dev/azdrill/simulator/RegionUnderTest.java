package dev.azdrill.simulator;

import dev.azdrill.session.AwsSession;
import dev.azdrill.target.simulator.SimulatorTarget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A fresh region for every test, and real clients to talk to it: {@code @RegisterExtension}. */
public final class RegionUnderTest implements BeforeEachCallback, AfterEachCallback {
  private @Nullable SimulatorTarget target;

  @Override
  public void beforeEach(ExtensionContext context) {
    target = SimulatorTarget.create(context.getDisplayName());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    target().close();
  }

  public SimulatorTarget target() {
    SimulatorTarget open = target;
    if (open == null) {
      throw new IllegalStateException("no test has begun");
    }
    return open;
  }

  /** The region's clients. */
  public AwsSession aws() {
    return target().session();
  }

  /** Lets virtual time pass. */
  public void pass(Duration duration) {
    aws().clock().pass(duration);
  }
}
