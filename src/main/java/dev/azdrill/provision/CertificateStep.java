package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.topology.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.ResourceInUseException;
import software.amazon.awssdk.services.acm.model.Tag;
import software.amazon.awssdk.services.acm.model.ValidationMethod;

/**
 * The certificate of the load balancer: requested here unless the blueprint names one that exists.
 */
final class CertificateStep implements Step {
  static final String ROLE = "certificate";

  private static final Duration ISSUE_BUDGET = Duration.ofMinutes(15);
  private static final Duration RELEASE_BUDGET = Duration.ofMinutes(5);

  @Override
  public String what() {
    return "the certificate";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions("acm:RequestCertificate");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("acm:DeleteCertificate");
  }

  @Override
  public void ensure(Construction construction) {
    Certificate certificate = construction.blueprint().loadBalancer().certificate().orElse(null);
    if (certificate instanceof Certificate.Existing existing) {
      construction.found(ROLE, existing.arn());
    } else if (certificate instanceof Certificate.Requested requested) {
      construction.found(ROLE, requested(construction, requested.domain()));
    }
  }

  private static String requested(Construction construction, String domain) {
    Work work = construction.work();
    for (CertificateSummary summary : all(work)) {
      if (domain.equals(summary.domainName()) && isOwn(work, summary.certificateArn())) {
        return summary.certificateArn();
      }
    }
    return construction
        .aws()
        .acm()
        .requestCertificate(
            r ->
                r.domainName(domain)
                    .validationMethod(ValidationMethod.DNS)
                    .tags(
                        construction.tags(
                            ROLE, (key, value) -> Tag.builder().key(key).value(value).build())))
        .certificateArn();
  }

  /** Waits until AWS would serve with it. */
  static void awaitIssued(Construction construction) {
    String arn = construction.id(ROLE);
    construction
        .work()
        .await(
            "certificate "
                + arn
                + " to be issued (on AWS its owner proves the domain in DNS; a blueprint may name"
                + " an issued one instead)",
            ISSUE_BUDGET,
            () ->
                construction
                    .aws()
                    .acm()
                    .describeCertificate(r -> r.certificateArn(arn))
                    .certificate(),
            CertificateStep::isIssued);
  }

  private static boolean isIssued(CertificateDetail certificate) {
    CertificateStatus status = certificate.status();
    if (status != CertificateStatus.ISSUED && status != CertificateStatus.PENDING_VALIDATION) {
      throw new ProvisioningException(
          "certificate "
              + certificate.certificateArn()
              + " is "
              + certificate.statusAsString()
              + " and no listener can serve with it: give the blueprint one that is issued");
    }
    return status == CertificateStatus.ISSUED;
  }

  private static List<CertificateSummary> all(Work work) {
    return work.aws().acm().listCertificatesPaginator(r -> r.maxItems(100)).stream()
        .flatMap(page -> page.certificateSummaryList().stream())
        .toList();
  }

  private static boolean isOwn(Work work, String arn) {
    Map<String, String> tags = new TreeMap<>();
    work.aws()
        .acm()
        .listTagsForCertificate(r -> r.certificateArn(arn))
        .tags()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return work.labels().own(tags);
  }

  @Override
  public void remove(Work work) {
    for (CertificateSummary summary : all(work)) {
      if (isOwn(work, summary.certificateArn())) {
        delete(work, summary.certificateArn());
      }
    }
  }

  /** ACM learns a little late that the load balancer which used it is gone. */
  private static void delete(Work work, String arn) {
    work.await(
        "certificate " + arn + " to be out of use",
        RELEASE_BUDGET,
        () -> {
          try {
            work.aws().acm().deleteCertificate(r -> r.certificateArn(arn));
            return "deleted";
          } catch (ResourceInUseException e) {
            return "in use";
          }
        },
        "deleted"::equals);
  }
}
