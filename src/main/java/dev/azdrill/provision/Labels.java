package dev.azdrill.provision;

import dev.azdrill.topology.Blueprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * The tags and names by which a stack knows its own.
 *
 * @param stack the stack's name
 */
record Labels(String stack) {
  static final String STACK = "azdrill:stack";

  /** On the VPC of a stack that somebody else made, and lets be drilled under this name. */
  static final String DRILLED = "azdrill:drilled";

  static final String RUN = "azdrill:run";
  static final String ROLE = "azdrill:role";
  static final String BLUEPRINT = "azdrill:blueprint";

  /** When the VPC was made, UTC, on the wall clock; only where stacks are locked. */
  static final String CREATED = "azdrill:created";

  /** How many requests per second the application serves on an instance. */
  static final String CAPACITY = "azdrill:capacity";

  /** The outside services that the application on an instance calls: {@code host:port}, spaced. */
  static final String OUTBOUND = "azdrill:outbound";

  /** The longest name is that of the load balancer, and AWS allows it 32 characters. */
  private static final int STACK_MAX = 18;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /**
   * @throws ProvisioningException when names made from it would not be names that AWS allows
   */
  Labels {
    if (stack.length() > STACK_MAX || !NAME.matcher(stack).matches()) {
      throw new ProvisioningException(
          "expected a stack name of at most "
              + STACK_MAX
              + " lower-case letters, digits and single hyphens, saw '"
              + stack
              + "': choose one such as shop-1");
    }
    if (stack.startsWith("internal-") || stack.equals("internal")) {
      throw new ProvisioningException(
          "expected a stack name that does not begin with 'internal', saw '"
              + stack
              + "': AWS keeps that beginning for itself in the names of load balancers");
    }
  }

  /** The name of the thing that has this role. */
  String name(String role) {
    return stack + "-" + role;
  }

  /** The tags of the thing that has this role, as whatever class a service calls a tag. */
  <T> List<T> tags(String run, String role, BiFunction<String, String, T> tag) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("Name", name(role));
    tags.put(STACK, stack);
    tags.put(RUN, run);
    tags.put(ROLE, role);
    return tags.entrySet().stream().map(e -> tag.apply(e.getKey(), e.getValue())).toList();
  }

  /** Whether a thing with these tags belongs to the stack. */
  boolean own(Map<String, String> tags) {
    return stack.equals(tags.get(STACK));
  }

  /**
   * Refuses to go on with a thing that has one of the stack's names but does not belong to it.
   *
   * @param what the thing, with its name
   */
  void requireOwn(Map<String, String> tags, String what) {
    if (!own(tags)) {
      throw new ProvisioningException(
          what
              + " exists already and does not bear the tag "
              + STACK
              + "="
              + stack
              + ": choose another name for the stack, or remove it");
    }
  }

  /** What a VPC says of the blueprint that it was made from: its name and a digest. */
  static String blueprint(Blueprint blueprint) {
    return blueprint.name() + "@" + Digest.of(blueprint.toString());
  }
}
