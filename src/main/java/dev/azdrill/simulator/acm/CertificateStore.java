package dev.azdrill.simulator.acm;

import dev.azdrill.simulator.world.Certificates;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The certificates that there are. Those who serve with one ask here; that the manager asks them in
 * turn who does so is no circle, because this knows neither.
 */
public final class CertificateStore implements Certificates {
  private final Map<String, Certificate> certificates = new LinkedHashMap<>();

  @Override
  public boolean isIssued(String certificateArn) {
    return find(certificateArn).filter(Certificate::isIssued).isPresent();
  }

  @Override
  public boolean exists(String certificateArn) {
    return certificates.containsKey(certificateArn);
  }

  Optional<Certificate> find(String arn) {
    return Optional.ofNullable(certificates.get(arn));
  }

  /** All of them, in the order of their requests. */
  Collection<Certificate> all() {
    return certificates.values();
  }

  void add(Certificate certificate) {
    certificates.put(certificate.arn(), certificate);
  }

  void remove(Certificate certificate) {
    certificates.remove(certificate.arn());
  }
}
