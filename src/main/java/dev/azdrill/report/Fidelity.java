package dev.azdrill.report;

import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Strength;

/** What the clients of a run were, and so how strong it is what they saw. */
enum Fidelity {
  MEASURED,
  SIMULATED,
  NONE;

  private static final String CLIENTS = "clients";

  /** Only what says that it was measured is called measured. */
  static Fidelity of(RunEvidence dossier) {
    return switch (dossier.trafficFidelity()) {
      case "measured" -> MEASURED;
      case "none", "" -> NONE;
      default -> SIMULATED;
    };
  }

  /** How strong it is what clients saw. */
  Strength strength() {
    return this == MEASURED ? Strength.MEASURED_TRAFFIC : Strength.SIMULATED;
  }

  /** How strong a recovery time is: clients saw it, or the AWS API said so. */
  Strength of(Measurement measurement) {
    return CLIENTS.equals(measurement.component()) ? strength() : Strength.CONTROL_PLANE;
  }
}
