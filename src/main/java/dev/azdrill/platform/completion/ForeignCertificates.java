package dev.azdrill.platform.completion;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Certificates;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;

/** The certificates of a foreign ACM. */
final class ForeignCertificates implements Certificates {
  private final Calls calls;
  private final AcmClient acm;

  ForeignCertificates(Calls calls, AcmClient acm) {
    this.calls = calls;
    this.acm = acm;
  }

  @Override
  public boolean isIssued(String certificateArn) {
    return find(certificateArn)
        .filter(each -> each.status() == CertificateStatus.ISSUED)
        .isPresent();
  }

  @Override
  public boolean exists(String certificateArn) {
    return find(certificateArn).isPresent();
  }

  private Optional<CertificateDetail> find(String arn) {
    try {
      return Optional.of(
          calls.ask(() -> acm.describeCertificate(r -> r.certificateArn(arn))).certificate());
    } catch (AwsError refusal) {
      if (List.of("ResourceNotFoundException", "InvalidArnException", "ValidationException")
          .contains(refusal.code())) {
        return Optional.empty();
      }
      throw refusal;
    }
  }
}
