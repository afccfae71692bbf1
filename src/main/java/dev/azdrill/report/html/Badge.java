package dev.azdrill.report.html;

import dev.azdrill.evidence.Strength;
import dev.azdrill.report.text.Markup;

/** How strong a line of evidence is, beside the line. */
final class Badge {
  private Badge() {}

  static void write(Markup out, Strength strength) {
    out.element("span", strength.words(), "class", "strength " + css(strength));
  }

  /** What a strength means, for people who see it for the first time. */
  static String meaning(Strength strength) {
    return switch (strength) {
      case MEASURED_TRAFFIC -> "clients outside the system saw it in real traffic";
      case CONTROL_PLANE -> "the AWS API of the platform said so";
      case CONFIGURATION_PROOF -> "it follows from the described configuration";
      case SIMULATED -> "the simulator played it: nobody saw it on AWS";
      case AZDRILL -> "azdrill says what it was about to do, did or concluded";
    };
  }

  private static String css(Strength strength) {
    return switch (strength) {
      case MEASURED_TRAFFIC -> "strength-traffic";
      case CONTROL_PLANE -> "strength-api";
      case CONFIGURATION_PROOF -> "strength-proof";
      case SIMULATED -> "strength-simulated";
      case AZDRILL -> "strength-azdrill";
    };
  }
}
