package dev.azdrill.simulator.acm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.RegionUnderTest;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Facts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.AcmException;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;
import software.amazon.awssdk.services.acm.model.Tag;
import software.amazon.awssdk.services.acm.model.ValidationException;
import software.amazon.awssdk.services.acm.model.ValidationMethod;

class CertificateManagerTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  @Test
  void a_certificate_is_pending_for_a_while_and_then_issued() {
    String arn = request();
    CertificateDetail pending = described(arn);
    assertThat(pending.status()).isEqualTo(CertificateStatus.PENDING_VALIDATION);
    assertThat(pending.domainValidationOptions().get(0).resourceRecord().name())
        .endsWith(".www.example.com.");
    assertThat(pending.notAfter()).isNull();
    region.pass(Duration.ofSeconds(30));

    CertificateDetail issued = described(arn);
    assertThat(issued.status()).isEqualTo(CertificateStatus.ISSUED);
    assertThat(issued.issuedAt()).isEqualTo(pending.createdAt().plusSeconds(30));
    assertThat(issued.notAfter()).isAfter(issued.issuedAt());
  }

  @Test
  void a_repeated_request_with_its_token_makes_no_second_certificate() {
    String first =
        acm()
            .requestCertificate(r -> r.domainName("a.example").idempotencyToken("t1"))
            .certificateArn();
    String again =
        acm()
            .requestCertificate(r -> r.domainName("a.example").idempotencyToken("t1"))
            .certificateArn();

    assertThat(again).isEqualTo(first);
  }

  @Test
  void certificates_are_listed_by_status_tagged_and_deleted() {
    String arn = request();
    acm()
        .addTagsToCertificate(
            r -> r.certificateArn(arn).tags(Tag.builder().key("run").value("7").build()));

    assertThat(acm().listCertificates(r -> {}).certificateSummaryList())
        .extracting(CertificateSummary::certificateArn)
        .containsExactly(arn);
    assertThat(
            acm()
                .listCertificates(r -> r.certificateStatuses(CertificateStatus.ISSUED))
                .certificateSummaryList())
        .isEmpty();
    assertThat(acm().listTagsForCertificate(r -> r.certificateArn(arn)).tags())
        .extracting(t -> t.key() + "=" + t.value())
        .containsExactly("stack=production", "run=7");

    acm().deleteCertificate(r -> r.certificateArn(arn));
    assertThatThrownBy(() -> described(arn)).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void what_is_no_arn_or_no_domain_is_refused() {
    assertThatThrownBy(() -> described("certificate"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("at 'certificateArn' failed to satisfy constraint");
    assertThatThrownBy(() -> acm().requestCertificate(r -> r.domainName("not a domain")))
        .isInstanceOfSatisfying(
            AcmException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
  }

  private String request() {
    return acm()
        .requestCertificate(
            r ->
                r.domainName("www.example.com")
                    .validationMethod(ValidationMethod.DNS)
                    .tags(Tag.builder().key("stack").value("production").build()))
        .certificateArn();
  }

  private CertificateDetail described(String arn) {
    return acm().describeCertificate(r -> r.certificateArn(arn)).certificate();
  }

  private AcmClient acm() {
    return region.aws().acm();
  }

  @Test
  void a_certificate_that_has_expired_says_so_until_it_is_valid_after_all() {
    String arn = request();
    region.pass(Duration.ofSeconds(30));
    CertificateDetail issued = described(arn);
    Facts facts = region.platform().region().facts();
    Fact expired = new Fact.CertificateExpired(arn);

    facts.establish(expired);

    assertThat(described(arn).status()).isEqualTo(CertificateStatus.EXPIRED);
    assertThat(described(arn).notAfter()).isEqualTo(region.aws().clock().now());
    assertThat(
            acm()
                .listCertificates(r -> r.certificateStatuses(CertificateStatus.ISSUED))
                .certificateSummaryList())
        .isEmpty();
    facts.clear(expired);
    assertThat(described(arn)).isEqualTo(issued);
  }
}
