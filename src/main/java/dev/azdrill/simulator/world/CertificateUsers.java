package dev.azdrill.simulator.world;

import java.util.List;

/** Who serves with a certificate: one that is in use is not deleted. */
@FunctionalInterface
public interface CertificateUsers {
  /** The ARNs of the resources that serve with this certificate; empty when none does. */
  List<String> of(String certificateArn);
}
