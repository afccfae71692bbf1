package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;

/** What holds, is hard to live with, and is told. */
class NotedTest {
  private final Inventory sound = SoundProduction.inventory();

  private static Proof prove(String guarantee, Inventory inventory) {
    return Guarantees.named(guarantee).orElseThrow().prove(inventory);
  }

  @Test
  void without_rebalancing_nothing_comes_back_to_a_zone() {
    Inventory stubborn =
        sound.map(
            Kind.AUTO_SCALING_GROUP,
            each ->
                each.copy(
                    g ->
                        g.suspendedProcesses(
                            SuspendedProcess.builder().processName("AZRebalance").build())));

    Proof proof = prove("tiers-span-zones", stubborn);
    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(proof.note().orElseThrow()).contains("because AZRebalance is suspended");
    assertThat(prove("tiers-span-zones", sound).note()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "81.2.69.142/32, 1 of the 3702390784 addresses on the internet get in on port 443",
    "0.0.0.0/1, "
  })
  void a_port_of_the_load_balancer_that_few_reach_is_told(String source, String note) {
    Inventory narrow =
        sound.map(
            Kind.SECURITY_GROUP,
            each ->
                each.copy(
                    g ->
                        g.ipPermissions(
                            each.ipPermissions().stream()
                                .map(rule -> rule.fromPort() == 443 ? from(rule, source) : rule)
                                .toList())));

    Proof proof = prove("only-load-balancer-is-reachable", narrow);
    assertThat(proof.verdict()).as(proof.because()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(proof.note().orElse("")).contains(note == null ? "" : note);
    assertThat(proof.note().isPresent()).isEqualTo(note != null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ELBSecurityPolicy-2016-08|accepts TLSv1 and TLSv1.1, which RFC 8996 deprecates",
        "ELBSecurityPolicy-TLS-1-1-2017-01|accepts TLSv1.1, which RFC 8996 deprecates",
        "ELBSecurityPolicy-Next|security policy ELBSecurityPolicy-Next accepts is not known",
        "|which versions of TLS it accepts is not described",
        "ELBSecurityPolicy-TLS13-1-3-2021-06|''",
      })
  void a_version_of_tls_that_is_deprecated_is_told(String policy, String note) {
    Inventory other =
        sound.map(
            Kind.LISTENER, each -> each.port() == 443 ? each.copy(l -> l.sslPolicy(policy)) : each);

    Proof proof = prove("load-balancer-speaks-https", other);
    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(proof.note().orElse("")).contains(note);
    assertThat(proof.note().isPresent()).isEqualTo(!note.isEmpty());
  }

  private static IpPermission from(IpPermission rule, String source) {
    return rule.toBuilder().ipRanges(List.of(IpRange.builder().cidrIp(source).build())).build();
  }
}
