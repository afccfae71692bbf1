package dev.azdrill.fault;

import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.session.AwsAction;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a platform lift what it imposed where that outlives the process that asked for it: the VPC
 * of the stack bears this undo, and any process can do it.
 *
 * @param vpcId the stack's VPC, which bears the tags
 * @param impairment what is lifted
 */
public record EndImpairment(String vpcId, Impairment impairment) implements UndoAction {
  @Override
  public String words() {
    return "lift the " + impairment.ability().words();
  }

  @Override
  public Optional<String> carrier() {
    return Optional.of(vpcId);
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return Set.of();
  }

  @Override
  public void carryOut(Platform platform) {
    if (!platform.impairments().outlivesProcess()) {
      throw new PlatformException(
          "expected a platform that can lift what another process imposed there, saw "
              + platform.answeredBy()
              + ": leave --completion always out");
    }
    platform.impairments().lift(impairment);
    UndoTags.remove(platform.session(), this);
  }

  @Override
  public Optional<String> left(Platform platform) {
    return platform.impairments().holds(impairment)
        ? Optional.of("the " + impairment.ability().words() + " holds still")
        : Optional.empty();
  }
}
