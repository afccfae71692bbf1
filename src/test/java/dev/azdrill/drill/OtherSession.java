package dev.azdrill.drill;

import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** The simulator, reached on another way. */
record OtherSession(SimulatorPlatform real, AwsSession session) implements Platform {
  /** A way on which this interceptor sees, and may change, every call. */
  static OtherSession through(SimulatorPlatform real, ExecutionInterceptor interceptor) {
    DrillClock clock = real.session().clock();
    return new OtherSession(
        real,
        AwsSession.builder(real.session().region(), real.httpClient(), clock)
            .credentials(AnonymousCredentialsProvider.create())
            .retriesTakeTargetTime()
            .interceptor(interceptor)
            .build());
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
    return real.isVirtualTime();
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
