package dev.azdrill.fault;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.util.Optional;
import java.util.Set;

/**
 * How one thing is taken back. A value with everything that it needs: it is written down before the
 * act, and can be done by another process. Doing it twice is harmless, and so is doing it when the
 * act never happened. Those of several faults can be done in any order: each looks at what stands
 * there now, and changes back only what its fault changed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "undo")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LiftImpairment.class, name = "lift-impairment"),
  @JsonSubTypes.Type(value = EndImpairment.class, name = "end-impairment"),
  @JsonSubTypes.Type(value = StartInstance.class, name = "start-instance"),
  @JsonSubTypes.Type(value = AuthorizeIngress.class, name = "authorize-ingress"),
  @JsonSubTypes.Type(value = RestoreRoute.class, name = "restore-route"),
  @JsonSubTypes.Type(value = RestoreNetworkAcl.class, name = "restore-network-acl"),
  @JsonSubTypes.Type(value = RestoreLoadBalancerZone.class, name = "restore-load-balancer-zone"),
  @JsonSubTypes.Type(value = RegisterTargets.class, name = "register-targets"),
  @JsonSubTypes.Type(
      value = RestoreHealthCheckMatcher.class,
      name = "restore-health-check-matcher"),
  @JsonSubTypes.Type(value = ResumeProcesses.class, name = "resume-processes"),
  @JsonSubTypes.Type(value = RestoreLaunchTemplate.class, name = "restore-launch-template")
})
public sealed interface UndoAction
    permits LiftImpairment,
        EndImpairment,
        StartInstance,
        AuthorizeIngress,
        RestoreRoute,
        RestoreNetworkAcl,
        RestoreLoadBalancerZone,
        RegisterTargets,
        RestoreHealthCheckMatcher,
        ResumeProcesses,
        RestoreLaunchTemplate {
  /** What it does, as the end of a sentence that begins with "to". */
  String words();

  /**
   * The EC2 resource that bears tags that say the same from before the act until it was done: what
   * is mended where it can bear some, else the VPC of the stack. Empty when there is none, or when
   * the act itself creates what bears them.
   */
  default Optional<String> carrier() {
    return Optional.empty();
  }

  /** The calls of AWS's API by which it changes something. */
  @JsonIgnore
  Set<AwsAction> apiCalls();

  /** What it mends, beside what is described of the stack: ids, ARNs and names. */
  @JsonIgnore
  default Set<String> resources() {
    return carrier().map(Set::of).orElse(Set.of());
  }

  /**
   * Does it, and makes no other calls than it declares.
   *
   * @throws RuntimeException when something of it is left; it may be tried again
   */
  default void on(Platform platform) {
    platform
        .session()
        .permitting(
            new PermittedCalls("the undo that is to " + words(), apiCalls()),
            () -> carryOut(platform));
  }

  /**
   * Does it, where its calls are permitted.
   *
   * @throws RuntimeException when something of it is left; it may be tried again
   */
  void carryOut(Platform platform);

  /**
   * What it would mend and is not there any more: there is nothing left to undo, and nothing was
   * undone. Empty when it is there, or when nobody has to mend it.
   */
  default Optional<String> gone(Platform platform) {
    return Optional.empty();
  }

  /** What of it is left, in a sentence, after it was done; empty when nothing is. */
  default Optional<String> left(Platform platform) {
    return Optional.empty();
  }
}
