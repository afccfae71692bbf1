package dev.azdrill.evidence;

/** How strong an observation is. Simulated traffic is never called measured. */
public enum Strength {
  /** Clients outside the system saw it in real traffic. */
  MEASURED_TRAFFIC("measured traffic"),
  /** The AWS API said so. */
  CONTROL_PLANE("control plane"),
  /** It follows from the described configuration. */
  CONFIGURATION_PROOF("configuration proof"),
  /** The simulator played it. */
  SIMULATED("simulated");

  private final String words;

  Strength(String words) {
    this.words = words;
  }

  /** As reports say it. */
  public String words() {
    return words;
  }
}
