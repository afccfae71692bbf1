package dev.azdrill.simulator.elbv2;

import java.util.regex.Pattern;

/**
 * What load balancers and target groups may be called. Source: API Reference, "CreateLoadBalancer"
 * and "CreateTargetGroup".
 */
final class ElbNames {
  private static final int LENGTH_MAX = 32;
  private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9-]+");

  private ElbNames() {}

  /**
   * The name, if it is allowed.
   *
   * @param what is named, for messages: {@code load balancer}
   */
  static String checked(String what, String name) {
    if (name.length() > LENGTH_MAX) {
      throw ElasticLoadBalancingErrors.nameTooLong(what, name, LENGTH_MAX);
    }
    if (!CHARACTERS.matcher(name).matches()) {
      throw ElasticLoadBalancingErrors.nameCharactersInvalid(what, name);
    }
    if (name.startsWith("-") || name.endsWith("-")) {
      throw ElasticLoadBalancingErrors.nameWithOuterHyphen(what, name);
    }
    return name;
  }
}
