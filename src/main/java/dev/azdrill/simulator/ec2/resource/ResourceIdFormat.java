package dev.azdrill.simulator.ec2.resource;

import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.AwsError;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the ids of one kind of resource look, and how EC2 refuses one that is wrong.
 *
 * <p>Source: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API".
 *
 * @param prefix of the ids: {@code vpc}
 * @param parameter that carries one: {@code vpcId}
 * @param malformed the code for an id that does not look like one
 * @param notFound the code for an id that nothing has
 * @param message the message for such an id; {@code %s} stands for it
 */
public record ResourceIdFormat(
    String prefix, String parameter, String malformed, String notFound, String message) {

  /** Instances are known by their ids to interfaces and routes as well as to themselves. */
  public static final ResourceIdFormat INSTANCE =
      new ResourceIdFormat(
          "i",
          "instanceId",
          "InvalidInstanceID.Malformed",
          "InvalidInstanceID.NotFound",
          "The instance ID '%s' does not exist");

  /** The thing with this id, or AWS's refusal. */
  public <T> T one(@Nullable String id, Map<String, T> things) {
    if (id == null) {
      throw Ec2Errors.missingParameter(parameter);
    }
    T thing = things.get(id);
    if (thing != null) {
      return thing;
    }
    if (!isWellFormed(id)) {
      throw Ec2Errors.idMalformed(malformed, id, prefix);
    }
    throw unknown(id);
  }

  /**
   * The id of a thing that is described elsewhere and is to stand among these.
   *
   * @throws Adoption.NotAdopted when it has none, or one that another has
   */
  public String adopted(@Nullable String id, Map<String, ?> things) {
    String its =
        Adoption.required(
            id, parameter.substring(0, 1).toUpperCase(Locale.ROOT) + parameter.substring(1));
    if (things.containsKey(its)) {
      throw new Adoption.NotAdopted("it is described more than once");
    }
    return its;
  }

  /** Whether an id looks like one of this kind. */
  boolean isWellFormed(String id) {
    return Pattern.matches(prefix + "-[0-9a-f]{8}([0-9a-f]{9})?", id);
  }

  /** The refusal of an id that nothing has. */
  public AwsError unknown(String id) {
    return Ec2Errors.idNotFound(this, id);
  }

  /** The things with these ids, or all when no id is given. */
  public <T> Collection<T> all(List<String> ids, Map<String, T> things) {
    List<String> unknown = ids.stream().distinct().filter(id -> !things.containsKey(id)).toList();
    if (equals(INSTANCE) && unknown.size() > 1 && unknown.stream().allMatch(this::isWellFormed)) {
      throw Ec2Errors.instancesNotFound(this, unknown);
    }
    return ids.isEmpty()
        ? things.values()
        : ids.stream().distinct().map(id -> one(id, things)).toList();
  }
}
