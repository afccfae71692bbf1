package dev.azdrill.fault;

import dev.azdrill.platform.AffectedCalls;
import dev.azdrill.platform.Impairment;
import dev.azdrill.session.AwsSession;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Which calls a fault of AWS's API hits: how files name them, and what shows that it did. */
final class ApiScope {
  static final String PERCENT = "percent";

  private static final String SERVICE = "service";
  private static final String OPERATION = "operation";
  private static final String ALL = "all";
  private static final String EC2 = "ec2";
  private static final String AUTO_SCALING = "autoscaling";
  private static final String LOAD_BALANCING = "elasticloadbalancing";
  private static final String RDS = "rds";

  /** The parameters by which files name them. */
  static final List<FaultParameter> PARAMETERS =
      List.of(
          FaultParameter.defaulted(
              SERVICE,
              new ParameterType.Choice(List.of(EC2, AUTO_SCALING, LOAD_BALANCING, RDS, ALL)),
              "whose calls",
              EC2),
          FaultParameter.optional(
              OPERATION, new ParameterType.Operation(), "only calls of this operation"),
          FaultParameter.defaulted(
              PERCENT, new ParameterType.Whole(1, 100), "of a hundred calls, how many", "30"));

  private ApiScope() {}

  static AffectedCalls of(FaultArguments given) {
    return new AffectedCalls(
        Optional.of(given.text(SERVICE)).filter(each -> !each.equals(ALL)), given.maybe(OPERATION));
  }

  static FaultArguments arguments(AffectedCalls calls, int percent) {
    return FaultArguments.of(SERVICE, calls.service().orElse(ALL))
        .and(OPERATION, calls.operation())
        .and(PERCENT, String.valueOf(percent));
  }

  /**
   * A sentence when a call was hit. One is made for it: a drill that waits for something else may
   * call nobody.
   *
   * @param how such as {@code were throttled}
   */
  static <I extends Impairment> Optional<Witness> hit(
      FaultContext context, I imposed, AffectedCalls calls, String how) {
    if (context.platform().impairments().effects(imposed) == 0) {
      call(context.aws(), calls.service().orElse(EC2));
    }
    return ImpairmentEffects.each(
        context, List.of(imposed), (each, count) -> count + " " + calls.words() + " " + how);
  }

  private static void call(AwsSession aws, String service) {
    try {
      switch (service) {
        case AUTO_SCALING -> aws.autoScaling().describeAutoScalingGroups();
        case LOAD_BALANCING -> aws.elasticLoadBalancing().describeLoadBalancers();
        case RDS -> aws.rds().describeDBInstances();
        default -> aws.ec2().describeVpcs();
      }
    } catch (SdkException hit) {
      // Whether it was hit is counted; that it was hit too often is what the fault is for.
      return;
    }
  }
}
