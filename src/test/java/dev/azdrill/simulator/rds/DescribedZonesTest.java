package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DescribedZonesTest {
  private static final DatabaseHost A =
      new DatabaseHost("eu-west-2a", "subnet-a", "eni-a", "10.0.0.4");
  private static final DatabaseHost B =
      new DatabaseHost("eu-west-2b", "subnet-b", "eni-b", "10.0.1.4");
  private static final DatabaseHost C =
      new DatabaseHost("eu-west-2c", "subnet-c", "eni-c", "10.0.2.4");

  private final DescribedZones ofHosts = new DescribedZones.OfHosts();

  @Test
  void without_a_failover_they_are_those_of_the_hosts() {
    assertThat(ofHosts.areLate()).isFalse();
    assertThat(ofHosts.primary(A)).isEqualTo("eu-west-2a");
    assertThat(ofHosts.standby(Optional.of(B))).contains("eu-west-2b");
    assertThat(ofHosts.standby(Optional.empty())).isEmpty();
    assertThat(ofHosts.convert(Optional.of(C))).isEqualTo(ofHosts);
  }

  @Test
  void after_a_failover_they_are_those_from_before_it_until_it_shows() {
    DescribedZones late = ofHosts.failOver(A, B);

    assertThat(late.areLate()).isTrue();
    assertThat(late.primary(B)).isEqualTo("eu-west-2a");
    assertThat(late.standby(Optional.of(A))).contains("eu-west-2b");
    assertThat(late.show()).isEqualTo(ofHosts);
  }

  @Test
  void each_failover_shows_at_its_own_time() {
    DescribedZones twice = ofHosts.failOver(A, B).failOver(B, A);
    assertThat(twice.primary(A)).isEqualTo("eu-west-2a");

    DescribedZones first = twice.show();
    assertThat(first.areLate()).isTrue();
    assertThat(first.primary(A)).isEqualTo("eu-west-2b");
    assertThat(first.standby(Optional.of(B))).contains("eu-west-2a");
    assertThat(first.show()).isEqualTo(ofHosts);
  }

  @Test
  void a_standby_that_has_gone_does_not_come_back_with_a_failover_that_shows() {
    DescribedZones twice = ofHosts.failOver(A, B).failOver(B, A).convert(Optional.empty());

    assertThat(twice.show().standby(Optional.empty())).isEmpty();
  }

  @Test
  void a_standby_that_comes_or_goes_meanwhile_shows_at_once() {
    DescribedZones late = ofHosts.failOver(A, B);

    assertThat(late.convert(Optional.of(C)).standby(Optional.of(C))).contains("eu-west-2c");
    assertThat(late.convert(Optional.empty()).standby(Optional.empty())).isEmpty();
    assertThat(late.convert(Optional.empty()).primary(B)).isEqualTo("eu-west-2a");
  }
}
