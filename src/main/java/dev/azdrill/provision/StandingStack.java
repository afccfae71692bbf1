package dev.azdrill.provision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A stack, or what is left of one, as its tags tell it.
 *
 * @param name the value of the tag {@code azdrill:stack}, or {@code azdrill:drilled}
 * @param blueprint what it was made from; empty without a VPC
 * @param created when its VPC was made, UTC, as its tag says; empty without one
 * @param vpcIds its VPC; several while runs contend for the name, none when only other things are
 *     left
 * @param resources how many there are of each kind, by EC2's word for it
 * @param isAttached whether somebody else made it, and lets it be drilled
 * @param lock who works on it
 */
public record StandingStack(
    String name,
    Optional<String> blueprint,
    Optional<String> created,
    List<String> vpcIds,
    Map<String, Integer> resources,
    boolean isAttached,
    LockState lock) {
  public StandingStack {
    vpcIds = List.copyOf(vpcIds);
    resources = java.util.Collections.unmodifiableMap(new TreeMap<>(resources));
  }
}
