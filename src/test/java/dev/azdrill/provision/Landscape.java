package dev.azdrill.provision;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import dev.azdrill.session.Progress;
import dev.azdrill.session.Weather;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Ids;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A region that outlives the sessions that talk to it, as AWS outlives a program that died: each
 * session can be made to fail in a way of its own.
 */
final class Landscape {
  private final Region region;
  private final Ids tokens;

  Landscape(String seed) {
    region = Region.create(RegionLocation.london(), Timings.typical(), Seed.of(seed));
    tokens = new Ids(Seed.of(seed).derive("client tokens"));
  }

  /** Takes a zone's power: nothing in it comes to an end. */
  void cutPower(String zone) {
    region.facts().establish(new Fact.ZoneWithoutPower(zone));
  }

  /** A new program that talks to the region. */
  AwsSession session(ExecutionInterceptor... interceptors) {
    return session(region.httpClient(), interceptors);
  }

  /** A new program whose calls go through this weather. */
  AwsSession session(Weather weather) {
    return session(weather.way(region.httpClient()));
  }

  /** A new program that talks to the region on a way of its own. */
  AwsSession session(UnaryOperator<SdkHttpClient> way) {
    return session(way.apply(region.httpClient()));
  }

  private AwsSession session(SdkHttpClient way, ExecutionInterceptor... interceptors) {
    AwsSession.Builder builder =
        AwsSession.builder("eu-west-2", way, new Clock(region.kernel()))
            .credentials(AnonymousCredentialsProvider.create())
            .tokens(tokens::uuid)
            .retriesTakeTargetTime()
            .progress(Progress.SILENT);
    for (ExecutionInterceptor interceptor : interceptors) {
      builder.interceptor(interceptor);
    }
    return builder.build();
  }

  private record Clock(Kernel kernel) implements DrillClock {
    @Override
    public Instant now() {
      return kernel.now();
    }

    @Override
    public void awaitChange(Duration atMost) {
      kernel.advanceToChange(kernel.now().plus(atMost));
    }

    @Override
    public void pass(Duration duration) {
      kernel.advance(duration);
    }
  }
}
