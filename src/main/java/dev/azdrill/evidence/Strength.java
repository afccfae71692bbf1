package dev.azdrill.evidence;

/** Who really saw it. Simulated traffic is never called measured. */
public enum Strength {
  /** Clients outside the system saw it in real traffic. */
  MEASURED_TRAFFIC("measured traffic"),
  /** The AWS API said so. */
  CONTROL_PLANE("control plane"),
  /** It follows from the described configuration. */
  CONFIGURATION_PROOF("configuration proof"),
  /** The simulator played it: clients, or an act that AWS offers no API for. */
  SIMULATED("simulated"),
  /** azdrill itself says what it is about to do, has done or has concluded. */
  AZDRILL("azdrill");

  private final String words;

  Strength(String words) {
    this.words = words;
  }

  /** As reports say it. */
  public String words() {
    return words;
  }
}
