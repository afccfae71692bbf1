package dev.azdrill.provision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who works on a stack.
 *
 * @param isHeld whether other runs are refused
 * @param words {@code free}, {@code held by ..., until ...} or {@code expired: ...}
 */
public record LockState(boolean isHeld, String words) {
  /** From the tags of the stack's VPCs. */
  static LockState of(List<LockTags> vpcs, LockOwner me) {
    List<String> values =
        vpcs.stream()
            .flatMap(each -> Stream.concat(each.lock().stream(), each.claims().values().stream()))
            .toList();
    if (values.isEmpty()) {
      return new LockState(false, "free");
    }
    for (String value : values) {
      Optional<StackLock> lock = StackLock.read(value);
      if (lock.isEmpty()) {
        return new LockState(true, "held: its tag says '" + value + "'");
      }
      if (!me.isVoid(lock.get())) {
        return new LockState(
            true, "held by " + lock.get().holder() + " until " + lock.get().until());
      }
    }
    StackLock over = StackLock.read(values.get(0)).orElseThrow();
    return new LockState(false, "expired: " + over.holder() + " is over or did not renew it");
  }
}
