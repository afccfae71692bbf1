package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Ids;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ARNs of the room. Source: Service Authorization Reference, "Resource types defined by Elastic
 * Load Balancing V2".
 */
final class Arns {
  private static final String PREFIX = "arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:";
  private static final int ID_DIGITS = 16;

  /** What an ARN may name. */
  enum Type {
    LOAD_BALANCER("loadbalancer/", "load balancer"),
    TARGET_GROUP("targetgroup/", "target group"),
    LISTENER("listener/", "listener"),
    RULE("listener-rule/", "listener rule");

    private final String prefix;
    private final String noun;
    private final Pattern pattern;

    Type(String prefix, String noun) {
      this.prefix = prefix;
      this.noun = noun;
      this.pattern = Pattern.compile(PREFIX + prefix + "\\S+");
    }

    boolean fits(String arn) {
      return pattern.matcher(arn).matches();
    }

    /** Refuses what does not look like an ARN of this type. */
    void check(@Nullable String arn) {
      if (arn == null) {
        throw ElasticLoadBalancingErrors.arnMissing(noun);
      }
      if (!fits(arn)) {
        throw invalid(arn);
      }
    }

    /** The refusal of what is no ARN of this type. */
    AwsError invalid(String arn) {
      return ElasticLoadBalancingErrors.arnInvalid(noun, arn);
    }
  }

  private final RegionLocation place;
  private final Ids ids;

  Arns(RegionLocation place, Ids ids) {
    this.place = place;
    this.ids = ids;
  }

  String loadBalancer(BalancerKind kind, String name) {
    return arn(Type.LOAD_BALANCER, kind.prefix() + "/" + name);
  }

  String targetGroup(String name) {
    return arn(Type.TARGET_GROUP, name);
  }

  String listener(String loadBalancerArn) {
    return arn(Type.LISTENER, lastParts(loadBalancerArn));
  }

  String rule(String listenerArn) {
    return arn(Type.RULE, lastParts(listenerArn));
  }

  private String arn(Type type, String owner) {
    return place.arn(
        Service.ELASTIC_LOAD_BALANCING, type.prefix + owner + "/" + ids.hex(ID_DIGITS));
  }

  /** What comes after the type: {@code app/web/0123456789abcdef}. */
  static String lastParts(String arn) {
    return arn.substring(arn.indexOf('/') + 1);
  }

  /** Says that something was left out because what it belongs to was. */
  static Adoption.NotAdopted restingOn(Type type, String arn) {
    return new Adoption.NotAdopted(
        type.noun + " " + lastParts(arn) + ", on which it rests, was not taken over");
  }

  /** The last part of a target group's ARN with its type, as metrics name it. */
  static String targetGroupDimension(String arn) {
    return Type.TARGET_GROUP.prefix + lastParts(arn);
  }
}
