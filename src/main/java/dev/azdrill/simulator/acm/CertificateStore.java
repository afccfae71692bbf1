package dev.azdrill.simulator.acm;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
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
  private final Map<String, CertificateRecord> certificates = new LinkedHashMap<>();

  /**
   * Takes over the certificates with which listeners that stand elsewhere serve. No description
   * tells of them but by their ARNs: that they are issued and have not expired is assumed, and
   * nothing of it is left out.
   */
  public void adopt(Adoption adoption) {
    adoption.from().all(Kind.LISTENER).stream()
        .flatMap(listener -> listener.certificates().stream())
        .flatMap(each -> Optional.ofNullable(each.certificateArn()).stream())
        .filter(CertificateManager::isArn)
        .forEach(arn -> certificates.putIfAbsent(arn, CertificateRecord.assumed(arn)));
  }

  @Override
  public boolean isIssued(String certificateArn) {
    return find(certificateArn).filter(CertificateRecord::isIssued).isPresent();
  }

  @Override
  public boolean exists(String certificateArn) {
    return certificates.containsKey(certificateArn);
  }

  Optional<CertificateRecord> find(String arn) {
    return Optional.ofNullable(certificates.get(arn));
  }

  /** All of them, in the order of their requests. */
  Collection<CertificateRecord> all() {
    return certificates.values();
  }

  void add(CertificateRecord certificate) {
    certificates.put(certificate.arn(), certificate);
  }

  void remove(CertificateRecord certificate) {
    certificates.remove(certificate.arn());
  }
}
