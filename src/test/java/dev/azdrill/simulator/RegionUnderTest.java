package dev.azdrill.simulator;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A fresh region for every test, and real clients to talk to it: {@code @RegisterExtension}. */
public final class RegionUnderTest implements BeforeEachCallback, AfterEachCallback {
  private @Nullable SimulatorPlatform platform;

  @Override
  public void beforeEach(ExtensionContext context) {
    platform = SimulatorPlatform.create(context.getDisplayName());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    platform().close();
  }

  public SimulatorPlatform platform() {
    SimulatorPlatform open = platform;
    if (open == null) {
      throw new IllegalStateException("no test has begun");
    }
    return open;
  }

  /** The region's clients. */
  public AwsSession aws() {
    return Somebody.beside(platform().session());
  }

  /** Lets virtual time pass. */
  public void pass(Duration duration) {
    aws().clock().pass(duration);
  }
}
