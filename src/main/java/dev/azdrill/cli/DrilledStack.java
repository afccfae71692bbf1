package dev.azdrill.cli;

import dev.azdrill.rehearsal.DrilledPart;
import dev.azdrill.topology.Blueprint;

/** What drills run on: whose it is decides what becomes of it. */
sealed interface DrilledStack {
  /**
   * One that the run makes.
   *
   * @param blueprint what is provisioned
   * @param keep whether it is left standing
   */
  record Made(Blueprint blueprint, boolean keep) implements DrilledStack {}

  /**
   * One that somebody else made, and lets be drilled: it is neither provisioned nor removed.
   *
   * @param vpcId its VPC
   * @param part what of it is drilled and watched
   */
  record Attached(String vpcId, DrilledPart part) implements DrilledStack {}
}
