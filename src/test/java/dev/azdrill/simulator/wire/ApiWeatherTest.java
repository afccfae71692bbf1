package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.simulator.RegionUnderTest;
import dev.azdrill.simulator.world.ApiCalls;
import dev.azdrill.simulator.world.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What callers see of an API that throttles, fails or delays a share of their calls. */
class ApiWeatherTest {
  private static final ApiCalls ALL = new ApiCalls(Optional.empty(), Optional.empty());
  private static final ApiCalls OF_EC2 = new ApiCalls(Optional.of("ec2"), Optional.empty());

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  private void establish(Fact fact) {
    change(() -> region.platform().region().facts().establish(fact));
  }

  private void clear(Fact fact) {
    change(() -> region.platform().region().facts().clear(fact));
  }

  private void change(Runnable change) {
    region
        .platform()
        .region()
        .kernel()
        .write(
            () -> {
              change.run();
              return true;
            });
  }

  private long effects(Fact fact) {
    return region
        .platform()
        .region()
        .kernel()
        .write(() -> region.platform().region().facts().effects(fact));
  }

  private Instant now() {
    return region.aws().clock().now();
  }

  private static void assertRefused(Runnable call, String code, int status) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            refused -> {
              assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(refused.statusCode()).isEqualTo(status);
            });
  }

  @Test
  void who_is_always_throttled_is_told_so_in_the_words_of_the_service() {
    establish(new Fact.ApiThrottled(ALL, 100));
    AwsSession aws = region.aws();

    assertRefused(() -> aws.ec2().describeVpcs(), "RequestLimitExceeded", 503);
    assertRefused(() -> aws.autoScaling().describeAutoScalingGroups(), "Throttling", 400);
    assertRefused(() -> aws.acm().listCertificates(), "ThrottlingException", 400);
  }

  @Test
  void a_call_that_always_fails_does_nothing() {
    Fact failing = new Fact.ApiFailing(OF_EC2, 100);
    establish(failing);

    assertRefused(() -> region.aws().ec2().describeVpcs(), "InternalError", 500);
    assertThatThrownBy(() -> region.aws().ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")))
        .isInstanceOf(SdkException.class)
        .hasMessageContaining("500");

    clear(failing);
    assertThat(region.aws().ec2().describeVpcs().vpcs()).isEmpty();
  }

  @Test
  void three_of_ten_throttled_calls_are_carried_by_retries() {
    Fact throttled = new Fact.ApiThrottled(OF_EC2, 30);
    establish(throttled);

    for (int i = 0; i < 200; i++) {
      region.aws().ec2().describeVpcs();
    }

    assertThat(effects(throttled)).isBetween(50L, 130L);
  }

  @Test
  void only_the_named_calls_are_hit() {
    Fact throttled =
        new Fact.ApiThrottled(
            new ApiCalls(Optional.of("ec2"), Optional.of("DescribeSubnets")), 100);
    establish(throttled);

    region.aws().ec2().describeVpcs();
    region.aws().rds().describeDBInstances();

    assertThat(effects(throttled)).isZero();
    assertRefused(() -> region.aws().ec2().describeSubnets(), "RequestLimitExceeded", 503);
  }

  @Test
  void a_slow_call_takes_its_time_on_the_regions_clock() {
    Fact slow = new Fact.ApiSlow(OF_EC2, 100, Duration.ofMillis(700));
    establish(slow);
    Instant before = now();

    region.aws().ec2().describeVpcs();
    region.aws().rds().describeDBInstances();

    assertThat(now()).isEqualTo(before.plusMillis(700));
    assertThat(effects(slow)).isEqualTo(1);
  }

  @Test
  void what_is_lifted_leaves_the_other() {
    Fact slow = new Fact.ApiSlow(OF_EC2, 100, Duration.ofMillis(700));
    Fact throttled = new Fact.ApiThrottled(OF_EC2, 100);
    establish(slow);
    establish(throttled);
    assertRefused(() -> region.aws().ec2().describeVpcs(), "RequestLimitExceeded", 503);

    clear(throttled);
    Instant before = now();
    region.aws().ec2().describeVpcs();
    assertThat(now()).isEqualTo(before.plusMillis(700));

    clear(slow);
    region.aws().ec2().describeVpcs();
    assertThat(now()).isEqualTo(before.plusMillis(700));
  }

  @Test
  void the_same_seed_hits_the_same_calls_and_another_seed_others() {
    assertThat(slowed("seed")).isEqualTo(slowed("seed")).isNotEqualTo(slowed("another"));
  }

  private static List<Instant> slowed(String seed) {
    try (SimulatorPlatform platform = SimulatorPlatform.create(seed)) {
      Fact slow = new Fact.ApiSlow(OF_EC2, 30, Duration.ofSeconds(1));
      platform
          .region()
          .kernel()
          .write(
              () -> {
                platform.region().facts().establish(slow);
                return slow;
              });
      List<Instant> ends = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        platform.session().ec2().describeVpcs();
        ends.add(platform.session().clock().now());
      }
      return ends;
    }
  }
}
