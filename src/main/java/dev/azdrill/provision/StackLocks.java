package dev.azdrill.provision;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.NotInTime;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.text.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The locks of stacks on a platform that outlives this process: one run works on a stack, and
 * others are refused before they change anything.
 *
 * <p>A lock is a tag of the stack's VPC with a lease, renewed by the run's own thread: before each
 * step of provisioning, and at looks of waits. It is void when its lease is over, or when it names
 * a process of this machine that does not run.
 *
 * <p>EC2 cannot compare and set a tag. Who wants a lock first puts a claim beside it (a new VPC is
 * created with it), then looks at all VPCs of the stack's name. Two runs at the same moment
 * therefore cannot both miss each other's claim. Who sees a lock, or a smaller claim (by VPC id,
 * then run), withdraws and is refused; who sees a larger one waits until that has withdrawn or has
 * become a lock. The smaller one cannot simply go on: the larger may have looked before it came.
 *
 * <p>Safe for use by several threads of one run.
 */
public final class StackLocks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StackLocks.class);

  /** A lock is a tag; a VPC that was made for nothing is deleted. */
  public static final PermittedCalls CALLS =
      PermittedCalls.of("the locks of stacks", "ec2:CreateTags", "ec2:DeleteTags", "ec2:DeleteVpc");

  /** How long another's claim may stay undecided, in the platform's time. */
  private static final Duration DECISION = Duration.ofMinutes(5);

  /** How often a wait looks whether the lock still stands, on the wall clock. */
  private static final Duration CHECK = Duration.ofSeconds(15);

  /** Two thirds of the lease: with less than that it is renewed. */
  private static final Duration RENEWAL = StackLock.LEASE.multipliedBy(2).dividedBy(3);

  private final AwsSession aws;
  private final LockOwner me;
  private final Map<String, Held> held = new LinkedHashMap<>();
  private final Map<String, LockLost> lost = new LinkedHashMap<>();

  /** A lock of this run's. */
  private record Held(String vpcId, StackLock lock, Instant checked) {}

  /** A VPC that a claim of this run's stands on. */
  private record Claimed(String stack, String vpcId, boolean isCreated) {}

  /** What was seen of the others' claims. */
  private record Contest(List<LockTags> vpcs, boolean isSeen, Optional<StackLock> rival) {
    boolean isOver() {
      return isSeen && rival.isEmpty();
    }

    @Override
    public String toString() {
      return rival.map(each -> "a claim of " + each.holder()).orElse("no claim of another run");
    }
  }

  /**
   * @param aws where the stacks stand; its waits renew what is locked
   * @param me in whose name
   */
  public StackLocks(AwsSession aws, LockOwner me) {
    this.aws = aws;
    this.me = me;
    aws.atEachLook(this::renew);
  }

  /**
   * Locks a stack that stands; without effect when this run holds it already, and where no VPC
   * bears its name.
   *
   * @return the lock of a run that is over, if there was one
   * @throws StackLocked when another run works on it; nothing was changed
   * @throws LockLost when this run has held it, and does not any more
   */
  public synchronized Optional<StackLock> take(String stack) {
    if (isHeld(stack)) {
      check(stack);
      return Optional.empty();
    }
    List<LockTags> vpcs = bearing(stack);
    if (vpcs.isEmpty()) {
      return Optional.empty();
    }
    requireFree(stack, vpcs);
    LockTags standing = standing(vpcs);
    tag(standing.vpcId(), LockTags.claim(me.run()), me.lock().value());
    settle(new Claimed(stack, standing.vpcId(), false));
    return standing.lock().flatMap(StackLock::read);
  }

  /**
   * Looks whether another run works on a stack; takes nothing.
   *
   * @throws StackLocked when one does
   */
  public void requireFree(String stack) {
    requireFree(stack, bearing(stack));
  }

  /**
   * Takes a stack from whoever holds it. That run, if it still works, stops when it looks at the
   * lock the next time; what it does until then, it does beside this one.
   *
   * @return the lock that stood there
   */
  public synchronized Optional<StackLock> takeOver(String stack) {
    List<LockTags> vpcs = bearing(stack);
    if (vpcs.isEmpty()) {
      return Optional.empty();
    }
    LockTags standing = standing(vpcs);
    StackLock mine = me.lock();
    vpcs.forEach(each -> each.claims().keySet().forEach(run -> unclaim(each.vpcId(), run)));
    tag(standing.vpcId(), StackLock.KEY, mine.value());
    hold(stack, standing.vpcId(), mine);
    return standing.lock().flatMap(StackLock::read);
  }

  /**
   * Makes the VPC of a stack that has none, and locks it.
   *
   * @param creation makes it with these tags, and returns its id
   * @return the id
   * @throws StackLocked when another run did the same at the same moment, and was first; what this
   *     one made is removed
   */
  synchronized String create(String stack, Function<List<Tag>, String> creation) {
    Tag claim = Ec2Labels.tag(LockTags.claim(me.run()), me.lock().value());
    String vpcId = creation.apply(List.of(claim));
    settle(new Claimed(stack, vpcId, true));
    return vpcId;
  }

  /** The wall clock by which leases end. */
  public InstantSource time() {
    return me.time();
  }

  /** The VPC is removed, and its lock with it. */
  synchronized void removed(String stack) {
    held.remove(stack);
  }

  /** The VPC of a stack that this run has locked. */
  synchronized Optional<String> vpc(String stack) {
    return Optional.ofNullable(held.get(stack)).map(Held::vpcId);
  }

  /**
   * Goes on with a stack, if it is still this run's; where no lock was taken, there is no VPC to
   * bear one.
   *
   * @throws LockLost when it is not
   */
  public synchronized void check(String stack) {
    LockLost before = lost.get(stack);
    if (before != null) {
      throw before;
    }
    Held mine = held.get(stack);
    if (mine != null) {
      renew(stack, mine);
    }
  }

  /** At a look of a wait: each loss is told once, and what undoes and removes may go on waiting. */
  private synchronized void renew() {
    Instant now = me.time().instant();
    for (Map.Entry<String, Held> each : List.copyOf(held.entrySet())) {
      if (!now.isBefore(each.getValue().checked().plus(CHECK))) {
        renew(each.getKey(), each.getValue());
      }
    }
  }

  private void renew(String stack, Held mine) {
    Instant now = me.time().instant();
    try {
      Optional<LockTags> seen = of(mine.vpcId());
      Optional<StackLock> lock = seen.flatMap(LockTags::lock).flatMap(StackLock::read);
      if (lock.filter(me::holds).isEmpty()) {
        throw lose(stack, loss(mine, seen, lock));
      }
      boolean isFresh = Duration.between(now, mine.lock().until()).compareTo(RENEWAL) >= 0;
      StackLock next = isFresh ? mine.lock() : me.lock();
      if (!isFresh) {
        tag(mine.vpcId(), StackLock.KEY, next.value());
      }
      held.put(stack, new Held(mine.vpcId(), next, now));
    } catch (SdkException unanswered) {
      // One call may fail; the lock holds on.
      if (!now.isBefore(mine.lock().until())) {
        throw lose(stack, "its lease ended at " + mine.lock().until() + " and was not renewed");
      }
    }
  }

  private static String loss(Held mine, Optional<LockTags> seen, Optional<StackLock> lock) {
    if (seen.isEmpty()) {
      return "its VPC " + mine.vpcId() + " is gone";
    }
    return lock.map(each -> each.holder() + " has taken it over")
        .orElse("its VPC " + mine.vpcId() + " bears the lock no more");
  }

  private LockLost lose(String stack, String why) {
    LockLost loss = new LockLost(stack, why);
    held.remove(stack);
    lost.put(stack, loss);
    return loss;
  }

  /** Why this run may not touch a stack any more; empty when it may. */
  public synchronized Optional<String> lost(String stack) {
    return Optional.ofNullable(lost.get(stack)).map(LockLost::getMessage);
  }

  /** Unlocks a stack, when this run holds it; without effect when it is gone. */
  public synchronized void release(String stack) {
    Held mine = held.remove(stack);
    if (mine == null) {
      return;
    }
    Optional<LockTags> seen = of(mine.vpcId());
    seen.filter(each -> each.claims().containsKey(me.run()))
        .ifPresent(each -> unclaim(each.vpcId(), me.run()));
    seen.filter(each -> each.lock().flatMap(StackLock::read).filter(me::holds).isPresent())
        .ifPresent(each -> untag(each.vpcId(), StackLock.KEY));
  }

  /** Unlocks all; what cannot be unlocked is void when this process has ended. */
  @Override
  public synchronized void close() {
    for (String stack : List.copyOf(held.keySet())) {
      try {
        release(stack);
      } catch (SdkException unanswered) {
        LOG.warn("the lock of stack {} could not be removed: {}", stack, Trouble.of(unanswered));
      }
    }
  }

  private boolean isHeld(String stack) {
    return held.containsKey(stack) || lost.containsKey(stack);
  }

  private void hold(String stack, String vpcId, StackLock lock) {
    lost.remove(stack);
    held.put(stack, new Held(vpcId, lock, me.time().instant()));
  }

  /** A claim becomes a lock, or is withdrawn. */
  private void settle(Claimed mine) {
    Contest last;
    try {
      last =
          aws.eventually()
              .expecting("no other run to claim stack " + mine.stack())
              .within(DECISION)
              .lookingEvery(Duration.ofSeconds(1))
              .until(() -> contest(mine), Contest::isOver)
              .value();
    } catch (NotInTime undecided) {
      Optional<StackLock> rival = contest(mine).rival();
      withdraw(mine, undecided);
      if (rival.isPresent()) {
        throw StackLocked.by(mine.stack(), rival.get(), isAttached(mine.vpcId()));
      }
      throw undecided;
    } catch (RuntimeException refused) {
      withdraw(mine, refused);
      throw refused;
    }
    StackLock lock = me.lock();
    List<Tag> tags = new ArrayList<>(List.of(Ec2Labels.tag(StackLock.KEY, lock.value())));
    if (mine.isCreated()) {
      Instant now = me.time().instant().truncatedTo(ChronoUnit.SECONDS);
      tags.add(Ec2Labels.tag(Labels.CREATED, now.toString()));
    }
    try {
      tag(mine.vpcId(), tags);
    } catch (RuntimeException refused) {
      withdraw(mine, refused);
      throw refused;
    }
    // What bears the lock is held, whatever becomes of the claim: who does not know that it is
    // would make another VPC.
    hold(mine.stack(), mine.vpcId(), lock);
    unclaim(mine.vpcId(), me.run());
    sweep(mine, last.vpcs());
  }

  /**
   * Looks at the others.
   *
   * @throws StackLocked when one of them has the stack, or comes first
   */
  private Contest contest(Claimed mine) {
    List<LockTags> vpcs = bearing(mine.stack());
    @Nullable StackLock rival = null;
    boolean isSeen = false;
    for (LockTags vpc : vpcs) {
      isSeen |= vpc.vpcId().equals(mine.vpcId());
      Optional<StackLock> holder = vpc.held(mine.stack(), me);
      if (holder.isPresent()) {
        throw vpc.lockedBy(mine.stack(), holder.get());
      }
      for (StackLock claim : vpc.claimed(mine.stack(), me)) {
        if (comesFirst(vpc.vpcId(), claim, mine)) {
          throw vpc.lockedBy(mine.stack(), claim);
        }
        rival = claim;
      }
    }
    return new Contest(vpcs, isSeen, Optional.ofNullable(rival));
  }

  private boolean comesFirst(String vpcId, StackLock claim, Claimed mine) {
    int byVpc = vpcId.compareTo(mine.vpcId());
    return byVpc < 0 || (byVpc == 0 && claim.run().compareTo(me.run()) < 0);
  }

  /** A claim that cannot be withdrawn is void when this process has ended. */
  private void withdraw(Claimed mine, Throwable because) {
    try {
      if (mine.isCreated()) {
        delete(mine.vpcId());
      } else {
        unclaim(mine.vpcId(), me.run());
      }
    } catch (SdkException unanswered) {
      because.addSuppressed(unanswered);
    }
  }

  /** What runs that are over have left of their claims. */
  private void sweep(Claimed mine, List<LockTags> vpcs) {
    for (LockTags each : vpcs) {
      if (!each.vpcId().equals(mine.vpcId()) && !each.isConfirmed()) {
        delete(each.vpcId());
      } else {
        each.claims().keySet().stream()
            .filter(run -> !run.equals(me.run()))
            .forEach(run -> unclaim(each.vpcId(), run));
      }
    }
  }

  private boolean isAttached(String vpcId) {
    return of(vpcId).filter(LockTags::isAttached).isPresent();
  }

  private void requireFree(String stack, List<LockTags> vpcs) {
    for (LockTags each : vpcs) {
      each.held(stack, me)
          .or(() -> each.claimed(stack, me).stream().findFirst())
          .ifPresent(
              other -> {
                throw each.lockedBy(stack, other);
              });
    }
  }

  /** The one VPC that has something in it, if one has; else the first. */
  private static LockTags standing(List<LockTags> vpcs) {
    return vpcs.stream()
        .min(
            Comparator.comparing((LockTags each) -> !each.isConfirmed())
                .thenComparing(LockTags::vpcId))
        .orElseThrow();
  }

  /** By its id: somebody may have taken the stack's name from it. */
  private Optional<LockTags> of(String vpcId) {
    return aws
        .ec2()
        .describeVpcsPaginator(r -> r.filters(Ec2Labels.filter("vpc-id", vpcId)))
        .vpcs()
        .stream()
        .map(LockTags::of)
        .findFirst();
  }

  /**
   * One call, in which nothing changes meanwhile: by filters it would be two, and not every
   * implementation takes several keys in one.
   */
  private List<LockTags> bearing(String stack) {
    return aws.ec2().describeVpcsPaginator().vpcs().stream()
        .filter(
            each ->
                Ec2Labels.value(each.tags(), Labels.STACK).filter(stack::equals).isPresent()
                    || AttachedStack.nameOf(each).filter(stack::equals).isPresent())
        .map(LockTags::of)
        .toList();
  }

  private void tag(String vpcId, String key, String value) {
    tag(vpcId, List.of(Ec2Labels.tag(key, value)));
  }

  private void tag(String vpcId, List<Tag> tags) {
    aws.permitting(CALLS, () -> aws.ec2().createTags(r -> r.resources(vpcId).tags(tags)));
  }

  private void delete(String vpcId) {
    aws.permitting(CALLS, () -> aws.ec2().deleteVpc(r -> r.vpcId(vpcId)));
  }

  private void unclaim(String vpcId, String run) {
    untag(vpcId, LockTags.claim(run));
  }

  private void untag(String vpcId, String key) {
    aws.permitting(
        CALLS,
        () -> aws.ec2().deleteTags(r -> r.resources(vpcId).tags(Tag.builder().key(key).build())));
  }
}
