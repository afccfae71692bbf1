package dev.azdrill.provision;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.NotInTime;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.session.SilentEndpoint;
import dev.azdrill.text.Trouble;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes stacks from blueprints and removes them.
 *
 * <p>Everything made bears the tags {@code azdrill:stack}, {@code azdrill:run}, {@code
 * azdrill:role} and {@code Name}, and nothing that lacks the first is ever removed. Not
 * thread-safe: one provisioner works on one stack at a time.
 */
public final class Provisioner {
  /**
   * In the order in which they depend on each other. What stands before {@link VacancyStep} is the
   * network, what stands after it stands in the network.
   */
  static final List<Step> STEPS =
      List.of(
          new ReferencesStep(),
          // The first to be made and the last to be removed, because it bears the stack's lock.
          new VpcStep(),
          new CertificateStep(),
          new SubnetsStep(),
          new InternetGatewayStep(),
          new AddressesStep(),
          new SecurityGroupsStep(),
          new DatabaseSubnetsStep(),
          new VacancyStep(),
          new DatabaseStep(),
          new NatGatewaysStep(),
          new TargetGroupStep(),
          new LoadBalancerStep(),
          new RoutesStep(),
          new WebAclStep(),
          new ListenersStep(),
          new TemplateStep(),
          new GroupStep(),
          new ReadinessStep());

  /** Everything that makes and removes stacks, and locks them. */
  public static final PermittedCalls CALLS = calls();

  /** A step that is uncertain so often is given up: somebody should look. */
  private static final int ATTEMPTS_MAX = 10;

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** How often a step may find that what it listed has gone: once for each thing, at worst. */
  private static final int GONE_MAX = 50;

  private static final int SERVER_ERROR = 500;

  /** What is done with a stack. */
  private enum Goal {
    PROVISIONED("provisioned"),
    TORN_DOWN("torn down");

    private final String words;

    Goal(String words) {
      this.words = words;
    }

    /** What it may change at this step. */
    PermittedCalls calls(Step step) {
      return this == PROVISIONED
          ? new PermittedCalls("making " + step.what(), step.makes())
          : new PermittedCalls("removing " + step.what(), step.removes());
    }

    /** Whether AWS refuses because this is so already. */
    boolean isMetBy(SdkException refused) {
      return this == TORN_DOWN && AlreadyRemoved.isSaidBy(refused);
    }
  }

  private final AwsSession aws;
  private final StepListener listener;
  private final Optional<StackLocks> locks;

  /**
   * On a platform that ends with this process: nobody else can work on its stacks.
   *
   * @param aws where the stacks stand
   * @param listener who is told how it goes
   */
  public Provisioner(AwsSession aws, StepListener listener) {
    this(aws, listener, Optional.empty());
  }

  /**
   * On a platform that outlives this process: a stack is locked before it is changed.
   *
   * @param locks in the name of this run; who made them unlocks what stays
   */
  public Provisioner(AwsSession aws, StepListener listener, StackLocks locks) {
    this(aws, listener, Optional.of(locks));
  }

  private Provisioner(AwsSession aws, StepListener listener, Optional<StackLocks> locks) {
    this.aws = aws;
    this.listener = listener;
    this.locks = locks;
  }

  /**
   * Requires that what the blueprint names and nobody makes, its image and its certificate, is
   * there. Nothing is made, and nothing changed.
   *
   * @throws dev.azdrill.topology.BlueprintException where it is not
   */
  public static void requireReferences(AwsSession aws, Blueprint blueprint) {
    ReferencesStep.image(aws, blueprint);
  }

  /**
   * Makes whatever of the blueprint is missing and waits until all of it is in service. A stack
   * that stands already is left alone; one whose provisioning was interrupted is completed.
   *
   * @param blueprint what is wanted, for the session's region
   * @param stack the stack's name: at most 18 lower-case letters, digits and single hyphens
   * @param run what started this: tagged on what it makes
   * @throws dev.azdrill.topology.BlueprintException when the blueprint names an image or a
   *     certificate that this platform does not have: nothing was made
   * @throws ProvisioningException when AWS refuses or something is not in service in time
   * @throws StackLocked when another run works on the stack: nothing of it was changed
   * @throws LockLost when another run has taken the stack over
   */
  public Stack provision(Blueprint blueprint, String stack, String run) {
    Labels labels = new Labels(stack);
    if (!blueprint.region().equals(aws.region())) {
      throw new ProvisioningException(
          "expected a blueprint for "
              + aws.region()
              + ", saw one for "
              + blueprint.region()
              + ": change its region, or run in the other one");
    }
    requireOwn(stack);
    locks.ifPresent(each -> each.take(stack));
    Construction construction = Construction.begin(work(labels, ""), blueprint, run);
    for (Step step : STEPS) {
      take(labels, step, Goal.PROVISIONED, work -> step.ensure(construction.in(work)));
    }
    return describe(construction, stack);
  }

  /**
   * Removes everything that bears the stack's tag and waits until it is gone. Where nothing bears
   * it, nothing happens.
   *
   * @throws ProvisioningException when AWS refuses, for example because something without the tag
   *     stands in the stack's network
   * @throws StackLocked when another run works on the stack: nothing of it was changed
   * @throws LockLost when another run has taken the stack over
   */
  public void tearDown(String stack) {
    Labels labels = new Labels(stack);
    requireOwn(stack);
    boolean hasNetwork = true;
    for (int i = STEPS.size() - 1; i >= 0; i--) {
      Step step = STEPS.get(i);
      if (hasNetwork) {
        // Where no VPC stands there is no lock, but another run may make one at any time.
        locks.ifPresent(each -> each.take(stack));
      }
      take(labels, step, Goal.TORN_DOWN, step::remove);
      hasNetwork &= !(step instanceof VpcStep);
    }
  }

  /**
   * Removes this stack, if it was provisioned.
   *
   * @throws ProvisioningException when it was only attached to: its VPC does not bear the stack's
   *     tag
   */
  public void tearDown(Stack stack) {
    Labels labels = new Labels(stack.name());
    VpcStep.requireOwn(work(labels, ""), stack.vpcId());
    tearDown(stack.name());
  }

  /**
   * Refuses the name of a stack that somebody else made and lets be drilled: its lock would be
   * taken for that of one that azdrill makes. Where no stack is locked, none outlives this process.
   *
   * @throws ProvisioningException for such a name
   */
  private void requireOwn(String stack) {
    if (locks.isPresent()) {
      AttachedStack.of(aws, stack)
          .forEach(
              theirs -> {
                throw new ProvisioningException(theirs.refusal());
              });
    }
  }

  private static PermittedCalls calls() {
    PermittedCalls all = StackLocks.CALLS.named("making and removing stacks");
    for (Step each : STEPS) {
      all = all.and(each.makes()).and(each.removes());
    }
    return all;
  }

  private Work work(Labels labels, String step) {
    return new Work(aws, labels, step, listener, locks);
  }

  private void take(Labels labels, Step step, Goal goal, Consumer<Work> action) {
    Instant from = aws.clock().now();
    listener.began(step.what());
    locks.ifPresent(each -> each.check(labels.stack()));
    try {
      aws.permitting(goal.calls(step), () -> settled(goal, work(labels, step.what()), action));
    } catch (AwsServiceException e) {
      throw failed(labels, goal, step, "AWS refused: " + refusal(e), e);
    } catch (SdkClientException e) {
      throw failed(labels, goal, step, Trouble.of(e), e);
    } catch (NotInTime e) {
      throw failed(labels, goal, step, e.getMessage(), e);
    }
    listener.done(step.what(), Duration.between(from, aws.clock().now()));
  }

  /**
   * A step looks before it makes or removes something: after a call of which nobody knows whether
   * it was carried out, the step is taken again. So it is when what it was to remove has gone
   * meanwhile: it looks for what is left. What is described and not found all the time is told.
   */
  private void settled(Goal goal, Work work, Consumer<Work> action) {
    int uncertain = 0;
    int gone = 0;
    while (true) {
      try {
        action.accept(work);
        return;
      } catch (SdkException e) {
        boolean isGone = goal.isMetBy(e);
        int attempts = isGone ? ++gone : ++uncertain;
        if (attempts == (isGone ? GONE_MAX : ATTEMPTS_MAX) || !(isGone || isUncertain(e))) {
          throw e;
        }
        Instant again = aws.clock().now().plus(PAUSE);
        while (aws.clock().now().isBefore(again)) {
          aws.clock().awaitChange(Duration.between(aws.clock().now(), again));
        }
      }
    }
  }

  private static boolean isUncertain(SdkException e) {
    return e instanceof AwsServiceException refusal
        ? refusal.statusCode() >= SERVER_ERROR || refusal.isThrottlingException()
        : e instanceof SdkClientException && !SilentEndpoint.isBehind(e);
  }

  private static ProvisioningException failed(
      Labels labels, Goal goal, Step step, @Nullable String why, Throwable cause) {
    return new ProvisioningException(
        "stack "
            + labels.stack()
            + " could not be "
            + goal.words
            + " at "
            + step.what()
            + ": "
            + why,
        cause);
  }

  /** AWS's own code and words, without the SDK's. */
  private static @Nullable String refusal(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null ? e.getMessage() : details.errorCode() + ", " + details.errorMessage();
  }

  private static Stack describe(Construction construction, String name) {
    Blueprint blueprint = construction.blueprint();
    Map<Tier, List<String>> subnets = new EnumMap<>(Tier.class);
    blueprint
        .network()
        .subnets()
        .keySet()
        .forEach(tier -> subnets.put(tier, construction.subnets(tier)));
    return new Stack(
        name,
        blueprint.region(),
        blueprint.name(),
        construction.id(VpcStep.ROLE),
        blueprint.zones(),
        subnets,
        construction.id(LoadBalancerStep.ROLE),
        construction.id(LoadBalancerStep.DNS_NAME),
        blueprint.loadBalancer().entrance().secure(),
        construction.id(TargetGroupStep.ROLE),
        construction.id(GroupStep.ROLE),
        construction.maybe(DatabaseStep.ROLE),
        construction.maybe(WebAclStep.ROLE));
  }
}
