package dev.azdrill.catalogue;

import java.util.List;
import java.util.Map;

/** The security policies that HTTPS listeners of an Application Load Balancer can have. */
public final class TlsPolicies {
  private static final Map<String, List<String>> POLICIES =
      CatalogueFile.mapping(
          CatalogueFile.read("tls-policies.json").path("policies"), CatalogueFile::texts);

  private TlsPolicies() {}

  /** The TLS versions of each policy by the policy's name, oldest first: {@code TLSv1.2}. */
  public static Map<String, List<String>> all() {
    return POLICIES;
  }
}
