package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Weather;
import dev.azdrill.topology.Blueprints;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in the end is what was wanted, once, whatever became of single calls. */
class ProvisioningInBadWeatherTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  static List<Arguments> weathers() {
    return List.of(
        Arguments.of(1, Map.of(Weather.Kind.THROTTLED, 30)),
        Arguments.of(2, Map.of(Weather.Kind.FAILED_BEFORE, 15)),
        Arguments.of(3, Map.of(Weather.Kind.FAILED_AFTER, 15)),
        Arguments.of(4, Map.of(Weather.Kind.REPLY_LOST, 15)),
        Arguments.of(
            5,
            Map.of(
                Weather.Kind.THROTTLED,
                10,
                Weather.Kind.FAILED_BEFORE,
                5,
                Weather.Kind.FAILED_AFTER,
                5,
                Weather.Kind.REPLY_LOST,
                5,
                Weather.Kind.HUNG_BEFORE,
                5,
                Weather.Kind.HUNG_AFTER,
                5)));
  }

  @ParameterizedTest
  @MethodSource("weathers")
  void nothing_is_made_twice_and_nothing_is_left(long seed, Map<Weather.Kind, Integer> percents) {
    List<String> calm = provisioned(new Landscape("weather"), new Weather(seed, Map.of()));
    Landscape landscape = new Landscape("weather");
    List<String> before = Footprint.of(landscape.session()).things();
    Weather weather = new Weather(seed, percents);

    assertThat(provisioned(landscape, weather)).isEqualTo(calm);
    assertThat(weather.seen()).hasSameSizeAs(percents);

    AwsSession aws = landscape.session(weather);
    try (StackLocks locks = locks(aws)) {
      new Provisioner(aws, StepListener.SILENT, locks).tearDown("shop");
    }
    assertThat(Footprint.of(landscape.session()).things()).isEqualTo(before);
  }

  private static List<String> provisioned(Landscape landscape, Weather weather) {
    AwsSession aws = landscape.session(weather);
    StackLocks locks = locks(aws);
    new Provisioner(aws, StepListener.SILENT, locks)
        .provision(Blueprints.shipped("production"), "shop", "run-1");
    return Footprint.of(landscape.session()).things();
  }

  private static StackLocks locks(AwsSession aws) {
    return new StackLocks(aws, new LockOwner("first", "here", 1, () -> NOW, pid -> true));
  }
}
