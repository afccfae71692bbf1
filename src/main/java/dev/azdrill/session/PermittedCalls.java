package dev.azdrill.session;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a piece of work may change through AWS's API. A session refuses every other call that is not
 * a read, before it is sent.
 *
 * @param work what is at work, as the end of a sentence: {@code the undo of zone power loss}
 * @param actions none lets it only read
 * @param resources on what they may be called
 */
public record PermittedCalls(
    String work, SortedSet<AwsAction> actions, PermittedResources resources) {
  /** What a session may do as long as nothing is declared. */
  public static final PermittedCalls READS =
      new PermittedCalls("work that declared nothing", new TreeSet<>());

  public PermittedCalls {
    actions = Collections.unmodifiableSortedSet(new TreeSet<>(actions));
  }

  /** On whatever they are called. */
  public PermittedCalls(String work, Collection<AwsAction> actions) {
    this(work, new TreeSet<>(actions), PermittedResources.ANY);
  }

  /** The same, on these resources alone. */
  public PermittedCalls on(PermittedResources others) {
    return new PermittedCalls(work, actions, others);
  }

  /** These actions, named as {@link AwsAction} names them. */
  public static PermittedCalls of(String work, String... actions) {
    return new PermittedCalls(work, actions(actions));
  }

  /**
   * The actions of these names.
   *
   * @throws IllegalArgumentException when one is none
   */
  public static SortedSet<AwsAction> actions(String... names) {
    return Arrays.stream(names).map(AwsAction::of).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The same, and these actions. */
  public PermittedCalls and(Collection<AwsAction> more) {
    SortedSet<AwsAction> all = new TreeSet<>(actions);
    all.addAll(more);
    return new PermittedCalls(work, all, resources);
  }

  /** The same for other work. */
  public PermittedCalls named(String other) {
    return new PermittedCalls(other, actions, resources);
  }

  /** Whether it may be called. */
  boolean permits(AwsAction action) {
    return action.isRead() || actions.contains(action);
  }

  /** As the middle of a sentence: {@code the VPC (ec2:CreateVpc, ec2:DeleteVpc)}. */
  String words() {
    return work
        + " ("
        + (actions.isEmpty()
            ? "no call that changes anything"
            : actions.stream().map(AwsAction::toString).collect(Collectors.joining(", ")))
        + ")";
  }
}
