package dev.azdrill.simulator.acm;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.DomainStatus;
import software.amazon.awssdk.services.acm.model.RenewalEligibility;

/** One certificate: pending validation until it is issued. */
final class CertificateRecord {
  private static final int MONTHS_VALID = 13;

  private final Map<String, String> tags = new LinkedHashMap<>();
  private CertificateDetail detail;
  private Optional<Instant> expired = Optional.empty();

  /**
   * A certificate as it is described.
   *
   * @param detail without who uses it
   */
  CertificateRecord(CertificateDetail detail) {
    this.detail = detail;
  }

  /**
   * One with which a listener serves that stands elsewhere. Nothing is known of it but that: it is
   * assumed to be issued; its domain names and its dates stay unknown.
   */
  static CertificateRecord assumed(String arn) {
    return new CertificateRecord(
        CertificateDetail.builder().certificateArn(arn).status(CertificateStatus.ISSUED).build());
  }

  String arn() {
    return detail.certificateArn();
  }

  CertificateStatus status() {
    return shown().status();
  }

  boolean isIssued() {
    return detail.status() == CertificateStatus.ISSUED;
  }

  Map<String, String> tags() {
    return tags;
  }

  void issue(Instant now) {
    detail =
        detail.toBuilder()
            .status(CertificateStatus.ISSUED)
            .issuer("Amazon")
            .issuedAt(now)
            .notBefore(now)
            .notAfter(now.atOffset(ZoneOffset.UTC).plusMonths(MONTHS_VALID).toInstant())
            .domainValidationOptions(
                detail.domainValidationOptions().stream()
                    .map(d -> d.toBuilder().validationStatus(DomainStatus.SUCCESS).build())
                    .toList())
            .build();
  }

  /** It has expired at this time; empty: it has not, after all. */
  void expired(Optional<Instant> at) {
    expired = at;
  }

  private CertificateDetail shown() {
    return expired
        .filter(at -> isIssued())
        .map(at -> detail.copy(d -> d.status(CertificateStatus.EXPIRED).notAfter(at)))
        .orElse(detail);
  }

  CertificateDetail describe(List<String> users) {
    return shown().toBuilder().inUseBy(users).renewalEligibility(eligibility(users)).build();
  }

  CertificateSummary summarise(List<String> users) {
    return CertificateSummary.builder()
        .certificateArn(arn())
        .domainName(detail.domainName())
        .subjectAlternativeNameSummaries(detail.subjectAlternativeNames())
        .hasAdditionalSubjectAlternativeNames(false)
        .status(status())
        .type(detail.type())
        .keyAlgorithm(detail.keyAlgorithm())
        .inUse(!users.isEmpty())
        .renewalEligibility(eligibility(users))
        .createdAt(detail.createdAt())
        .issuedAt(detail.issuedAt())
        .notBefore(detail.notBefore())
        .notAfter(shown().notAfter())
        .build();
  }

  private static RenewalEligibility eligibility(List<String> users) {
    return users.isEmpty() ? RenewalEligibility.INELIGIBLE : RenewalEligibility.ELIGIBLE;
  }
}
