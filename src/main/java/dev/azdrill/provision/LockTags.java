package dev.azdrill.provision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * What the tags of a stack's VPC say of who works on it.
 *
 * @param vpcId the VPC
 * @param lock the value of its lock; empty without one
 * @param claims the values of the claims on it, by run
 * @param isConfirmed whether something may stand in it: a lock ever stood on it, or it is somebody
 *     else's; one of azdrill's own that never had a lock is empty
 * @param isAttached whether it is somebody else's
 */
record LockTags(
    String vpcId,
    Optional<String> lock,
    Map<String, String> claims,
    boolean isConfirmed,
    boolean isAttached) {
  static LockTags of(Vpc vpc) {
    Map<String, String> claims = new TreeMap<>();
    for (Tag tag : vpc.tags()) {
      if (tag.key().startsWith(StackLock.CLAIM)) {
        claims.put(tag.key().substring(StackLock.CLAIM.length()), tag.value());
      }
    }
    Optional<String> lock = Ec2Labels.value(vpc.tags(), StackLock.KEY);
    boolean isAttached = AttachedStack.nameOf(vpc).isPresent();
    boolean isConfirmed =
        lock.isPresent()
            || claims.isEmpty()
            || Ec2Labels.value(vpc.tags(), Labels.CREATED).isPresent()
            || isAttached;
    return new LockTags(vpc.vpcId(), lock, claims, isConfirmed, isAttached);
  }

  /** The key of a run's claim. */
  static String claim(String run) {
    return StackLock.CLAIM + run;
  }

  /**
   * The lock of another run that lives.
   *
   * @throws StackLocked when there is a lock that cannot be read
   */
  Optional<StackLock> held(String stack, LockOwner me) {
    return lock.map(value -> read(stack, value))
        .filter(each -> !me.holds(each) && !me.isVoid(each));
  }

  /** The claims of other runs that live. */
  List<StackLock> claimed(String stack, LockOwner me) {
    return claims.values().stream()
        .map(value -> read(stack, value))
        .filter(each -> !me.holds(each) && !me.isVoid(each))
        .toList();
  }

  /** Why another run has the stack. */
  StackLocked lockedBy(String stack, StackLock other) {
    return StackLocked.by(stack, other, isAttached);
  }

  private StackLock read(String stack, String value) {
    return StackLock.read(value).orElseThrow(() -> StackLocked.unread(stack, value, isAttached));
  }
}
