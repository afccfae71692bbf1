package dev.azdrill.simulator.fis;

import java.util.Map;
import java.util.Optional;

/**
 * An action that AWS has.
 *
 * @param id {@code aws:ec2:stop-instances}
 * @param targets the type of the resources that each of its targets has
 * @param simulated what is known of one that the region can do; empty for the others
 */
record ActionType(String id, Map<String, String> targets, Optional<Simulated> simulated) {
  /**
   * An action that the region can do.
   *
   * @param parameters those that it takes, by name
   */
  record Simulated(String description, Map<String, Parameter> parameters) {}

  /** A parameter of an action. */
  record Parameter(ParameterKind kind, boolean isRequired, String description) {}
}
