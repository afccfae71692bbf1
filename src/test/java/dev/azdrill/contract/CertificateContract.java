package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.ValidationMethod;

@Contract
@Needs("acm")
class CertificateContract {
  private static final String NOBODY =
      "arn:aws:acm:eu-west-2:000000000000:certificate/00000000-0000-0000-0000-000000000000";

  private static String create(Subject s) {
    String domain = s.name("site") + ".example.com";
    String arn =
        s.acm()
            .requestCertificate(r -> r.domainName(domain).validationMethod(ValidationMethod.DNS))
            .certificateArn();
    s.later("delete " + arn, () -> s.acm().deleteCertificate(r -> r.certificateArn(arn)));
    return arn;
  }

  private static CertificateDetail described(Subject s, String arn) {
    return s.acm().describeCertificate(r -> r.certificateArn(arn)).certificate();
  }

  /** Moto validates by itself when a minute has passed on the wall clock, LocalStack after 10 s. */
  @Test
  void a_certificate_waits_to_be_validated(Subject s) {
    long before = System.nanoTime();
    CertificateDetail certificate = described(s, create(s));

    boolean isSoon =
        !s.timePasses() || System.nanoTime() - before < Duration.ofSeconds(10).toNanos();
    assertThat(certificate.status())
        .isIn(
            isSoon
                ? List.of(CertificateStatus.PENDING_VALIDATION)
                : List.of(CertificateStatus.PENDING_VALIDATION, CertificateStatus.ISSUED));
    assertThat(certificate.domainValidationOptions())
        .singleElement()
        .satisfies(each -> assertThat(each.domainName()).isEqualTo(certificate.domainName()));
  }

  @Test
  void a_certificate_is_listed(Subject s) {
    String arn = create(s);

    assertThat(
            s.acm().listCertificatesPaginator(r -> {}).certificateSummaryList().stream()
                .map(each -> each.certificateArn()))
        .contains(arn);
  }

  @Test
  void an_unknown_certificate_is_not_found(Subject s) {
    assertThat(Refusal.of(() -> described(s, NOBODY))).isEqualTo("ResourceNotFoundException");
    assertThat(Refusal.of(() -> s.acm().deleteCertificate(r -> r.certificateArn(NOBODY))))
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void a_certificate_that_is_deleted_is_not_found(Subject s) {
    String arn = create(s);

    s.acm().deleteCertificate(r -> r.certificateArn(arn));

    assertThat(Refusal.of(() -> described(s, arn))).isEqualTo("ResourceNotFoundException");
  }
}
