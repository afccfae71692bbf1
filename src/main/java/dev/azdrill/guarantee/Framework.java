package dev.azdrill.guarantee;

/**
 * Whose controls a claim answers: with the edition, because numbers change from one to the next.
 */
public enum Framework {
  FSBP("AWS Foundational Security Best Practices", "1.0.0"),
  CIS("CIS AWS Foundations Benchmark", "5.0"),
  PCI("PCI DSS", "4.0.1"),
  NIST("NIST SP 800-53", "Rev. 5"),
  ISO("ISO/IEC 27001", "2022"),
  SOC2("SOC 2", "TSC 2017"),
  WELL_ARCHITECTED("AWS Well-Architected Framework", "as mapped by Prowler 5.40");

  private final String title;
  private final String version;

  Framework(String title, String version) {
    this.title = title;
    this.version = version;
  }

  public String title() {
    return title;
  }

  public String version() {
    return version;
  }

  Control control(String id) {
    return new Control(this, id);
  }
}
