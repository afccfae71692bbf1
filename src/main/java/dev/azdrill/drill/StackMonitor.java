package dev.azdrill.drill;

import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.JournalScope;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Phase;
import dev.azdrill.evidence.Strength;
import dev.azdrill.fault.Injection;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.Provider;
import dev.azdrill.session.Eventually;
import dev.azdrill.session.NotInTime;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Looks at a stack while something happens to it, and notes what changed. Every wait of a drill
 * looks through the same monitor, so nothing that came true while something else was awaited is
 * missed.
 *
 * <p>Not thread-safe: one drill, one monitor.
 */
public final class StackMonitor {
  /** What clients see is no change that wakes those who wait, so it is looked at this often. */
  private static final Duration CLIENTS_STEP = Duration.ofSeconds(5);

  /** A fault, and the number of the first snapshot after it. */
  private record Imposed(Instant at, int first, Duration detection) {}

  private final Platform platform;
  private final Inventory baseline;
  private final JournalScope notes;
  private final Instant began;
  private final List<StackSnapshot> snapshots = new ArrayList<>();
  private final DescribedStack described;
  private int counted;

  /** Of the clock, when what was seen last was asked for. */
  private OptionalLong edition = OptionalLong.empty();

  private Optional<Imposed> imposed = Optional.empty();
  private Optional<Clients> clients = Optional.empty();
  private Optional<InjectedFaults> faults = Optional.empty();
  private Optional<DrillGuard> guard = Optional.empty();

  /**
   * @param baseline what stands there: one group, its target groups, at most one database
   * @param notes where changes are noted
   */
  public StackMonitor(Platform platform, Inventory baseline, JournalScope notes) {
    this.platform = platform;
    this.baseline = baseline;
    this.notes = notes;
    this.began = platform.session().clock().now();
    this.described = new DescribedStack(platform.session(), baseline, began);
    if (baseline.all(Kind.AUTO_SCALING_GROUP).size() != 1) {
      throw new IllegalArgumentException(
          "expected one Auto Scaling group to watch, saw "
              + baseline.all(Kind.AUTO_SCALING_GROUP).size());
    }
  }

  /** Since when it watches. */
  Instant began() {
    return began;
  }

  /** Listens to these clients from now on. */
  public void listenTo(Clients all) {
    clients = Optional.of(all);
  }

  /** From now on every look also looks for what shows that these took effect. */
  void lookForWitnessesOf(InjectedFaults all) {
    faults = Optional.of(all);
  }

  /** From now on this may end every wait. */
  void obey(DrillGuard one) {
    guard = Optional.of(one);
  }

  /**
   * Looks now, and notes what differs from the snapshot before, and what shows that faults took
   * effect.
   */
  public StackSnapshot look() {
    StackSnapshot now = changed();
    if (!snapshots.isEmpty()) {
      SnapshotDifference.between(last(), now)
          .forEach(each -> notes.note(each.at(), each.observation(), Strength.CONTROL_PLANE));
    }
    snapshots.add(now);
    faults.ifPresent(each -> each.lookForWitnesses(clients));
    guard.ifPresent(DrillGuard::look);
    return now;
  }

  /**
   * What the clock knows to be as it was is not asked for again: it is so of a time that was told
   * before the edition was.
   */
  private StackSnapshot changed() {
    Instant at = platform.session().clock().now();
    OptionalLong now = platform.session().clock().edition();
    if (now.isPresent() && now.equals(edition)) {
      return last().still(at);
    }
    StackSnapshot taken = described.snapshot(); // may fail: then nothing was seen
    edition = now;
    return taken;
  }

  /** The newest snapshot; the first one if nobody looked yet. */
  public StackSnapshot last() {
    return snapshots.isEmpty() ? look() : snapshots.get(snapshots.size() - 1);
  }

  /** All that was seen so far. */
  public StackHistory history() {
    return historyFrom(0);
  }

  private StackHistory historyFrom(int first) {
    if (snapshots.size() <= first) {
      look();
    }
    return new StackHistory(
        platform.session().clock().now(),
        snapshots.subList(first, snapshots.size()),
        clients.map(Clients::log),
        imposed.map(
            each ->
                new ImposedFault(
                    each.at(),
                    snapshots.subList(each.first(), snapshots.size()),
                    each.detection())),
        first == 0 ? List.of() : snapshots.get(first - 1).events());
  }

  /**
   * Something is about to happen, or has just happened: what was seen before it meets no
   * expectation, not even at the same instant of virtual time.
   */
  void countFromHere() {
    counted = snapshots.size();
  }

  /**
   * A fault was imposed just now.
   *
   * @param detection how long AWS may take to notice it
   */
  void imposed(Instant at, Duration detection) {
    imposed = Optional.of(new Imposed(at, snapshots.size(), detection));
  }

  /**
   * Tells of the last fault, and what it left as it was although AWS has had the time to notice it.
   */
  void ifUndisturbed(Expectation expectation, BiConsumer<String, Component> told) {
    if (isUndisturbed(expectation)) {
      String fault =
          faults
              .flatMap(InjectedFaults::last)
              .map(last -> last.fault().ref().words())
              .orElse("the fault");
      told.accept(fault, expectation.component());
    }
  }

  private boolean isUndisturbed(Expectation expectation) {
    return expectation
        .returning()
        .filter(holds -> historyFrom(counted).isUndisturbed(holds))
        .isPresent();
  }

  /**
   * Whether that something of this did not come true can say anything of the faults: it is what
   * clients see, or something of it has changed. What stays as it was under every fault that does
   * not reach it answers nothing. Where nothing is broken, a load or a change is what is asked of.
   *
   * @param by the faults that are asked about: those of the drill that runs
   */
  boolean isFelt(Component what, InjectedFaults by) {
    return by.first().isEmpty() || isFelt(what, by, by.first().get().at());
  }

  private boolean isFelt(Component what, InjectedFaults by, Instant from) {
    return switch (what) {
      case CLIENTS, CLIENT_ERRORS ->
          hasSeenChange(from) || new UnfeltFaults(by, clients).haveClientsNoticed(began);
      case DATABASE, DATABASE_DESCRIPTION, DATABASE_REDUNDANCY ->
          changes(from).anyMatch(SnapshotDifference::isOfDatabase);
      case LOAD_BALANCER, GROUP, GROUP_BALANCE, APPLICATION ->
          changes(from).anyMatch(each -> !each.isOfDatabase());
      case STEADY_STATE -> hasSeenChange(from);
    };
  }

  /** Whether anything that is described is another than it was before {@code from}. */
  boolean hasSeenChange(Instant from) {
    return changes(from).findAny().isPresent();
  }

  private Stream<SnapshotDifference> changes(Instant from) {
    if (snapshots.isEmpty()) {
      return Stream.empty();
    }
    StackSnapshot before =
        snapshots.stream()
            .filter(each -> each.at().isBefore(from))
            .reduce(snapshots.get(0), (earlier, later) -> later);
    return snapshots.stream()
        .filter(each -> !each.at().isBefore(from))
        .flatMap(each -> SnapshotDifference.between(before, each).stream());
  }

  /** When an expectation can be told to be missed: not before a fault could have been noticed. */
  private Instant decided(Expectation expectation, Instant latest) {
    return expectation
        .returning()
        .flatMap(holds -> historyFrom(counted).undecidedUntil(holds))
        .filter(latest::isBefore)
        .orElse(latest);
  }

  /**
   * A look takes as long as its calls: the last one of a wait may have begun just before a fault
   * could have been noticed, and ended after it.
   */
  private void lookOnceMore(Expectation expectation) {
    Instant now = platform.session().clock().now();
    boolean isUndecided =
        expectation
            .returning()
            .flatMap(holds -> historyFrom(counted).undecidedUntil(holds))
            .filter(until -> !now.isBefore(until) && last().asked().isBefore(until))
            .isPresent();
    if (isUndecided) {
      look();
    }
  }

  private boolean isMissed(Expectation expectation, Instant latest) {
    Instant now = platform.session().clock().now();
    return now.isAfter(latest) && !decided(expectation, latest).isAfter(now);
  }

  private Optional<Instant> met(Expectation expectation, Instant since) {
    return expectation.met(historyFrom(counted), since);
  }

  /** Whether there is anything that could show that an expectation is met. */
  boolean isObservable(Expectation expectation, Instant since) {
    return expectation.isObservable(historyFrom(counted), since);
  }

  /**
   * Whether a drill begins only once the database has its standby: it is configured with one, and
   * nothing is broken that may keep it away. Where another than azdrill answers for RDS and names
   * no zone of a standby, it would be waited for in vain.
   */
  boolean isStandbyAwaited() {
    boolean isOurs =
        platform.isVirtualTime()
            || platform.capabilities().ability(Ability.ZONE_POWER) instanceof Provider.Native
            || platform.capabilities().service("rds") instanceof Provider.Completed;
    return faults.filter(InjectedFaults::anyHeld).isEmpty()
        && baseline.all(Kind.DB_INSTANCE).stream()
            .filter(each -> Boolean.TRUE.equals(each.multiAZ()))
            .anyMatch(each -> isOurs || each.secondaryAvailabilityZone() != null);
  }

  /**
   * Waits until an expectation is met, measured from {@code since}.
   *
   * @return how it ended; never fails by itself
   */
  public Measurement await(Expectation expectation, Limit limit, Phase phase, Instant since) {
    Instant latest =
        since.plus(limit.duration()).plus(expectation.confirmation()).plus(platform.resolution());
    Duration left =
        Duration.between(platform.session().clock().now(), decided(expectation, latest));
    if (met(expectation, since).isPresent()) {
      return measurement(expectation, limit, phase, since);
    }
    if (left.isNegative()) {
      look(); // A timed event may tell that it came true in time, although nobody looked.
      return measurement(expectation, limit, phase, since);
    }
    try {
      wait(expectation, left)
          .until(
              this::look,
              seen -> met(expectation, since).isPresent() || isMissed(expectation, latest));
    } catch (NotInTime late) {
      // What was seen in the end is measured below.
    }
    lookOnceMore(expectation);
    return measurement(expectation, limit, phase, since);
  }

  private Eventually wait(Expectation expectation, Duration budget) {
    Eventually wait = wait(expectation.statement()).within(budget);
    return expectation.isTimedByEvents()
        ? wait.lookingEvery(() -> shorter(step(), CLIENTS_STEP))
        : wait;
  }

  private Eventually wait(String what) {
    return platform.session().eventually().expecting(what).lookingEvery(this::step);
  }

  /** How long may pass until the next look. */
  Duration step() {
    return guard.map(DrillGuard::step).orElse(Eventually.NEVER);
  }

  /** The shorter of two. */
  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Measurement measurement(
      Expectation expectation, Limit limit, Phase phase, Instant since) {
    Optional<Instant> seen = met(expectation, since);
    Optional<ActivityTimes.Stamp> stamp = seen.flatMap(at -> stamped(expectation, at, since));
    Optional<Duration> took =
        stamp.map(ActivityTimes.Stamp::at).or(() -> seen).map(at -> Duration.between(since, at));
    boolean isOfClients =
        expectation instanceof Expectation.ClientsServed
            || expectation instanceof Expectation.ClientsSeeErrors;
    return new Measurement(
        expectation.component(),
        expectation.statement(),
        phase,
        limit,
        took,
        shorter(
            stamp
                .map(this::lateness)
                .orElseGet(() -> isOfClients ? ofClients() : resolution(expectation, seen)),
            took.orElse(Eventually.NEVER)), // nothing came true before it was waited for
        last() + clientsSince(since) + undisturbed(expectation).map(it -> "; " + it).orElse(""),
        isOfClients ? clientStrength() : Strength.CONTROL_PLANE);
  }

  /**
   * What the group has come to is stamped by its activities, where that tells more than the look
   * which showed it.
   */
  private Optional<ActivityTimes.Stamp> stamped(
      Expectation expectation, Instant seen, Instant since) {
    return ActivityTimes.around(snapshots, seen)
        .flatMap(looks -> looks.of(expectation))
        .filter(stamp -> !stamp.at().isBefore(since))
        .filter(stamp -> lateness(stamp).compareTo(resolution(expectation, Optional.of(seen))) < 0);
  }

  private Duration lateness(ActivityTimes.Stamp stamp) {
    return platform.stampResolution().plus(stamp.late());
  }

  /**
   * An event has its own time. What looks show may have happened just after the look before, which
   * may be longer ago than looks are to be apart. In virtual time a look follows every change.
   */
  private Duration resolution(Expectation expectation, Optional<Instant> seen) {
    if (expectation.isTimedByEvents()) {
      return Duration.ZERO;
    }
    Duration least = platform.resolution();
    return seen.filter(at -> !platform.isVirtualTime())
        .flatMap(at -> ActivityTimes.around(snapshots, at))
        .map(ActivityTimes::apart)
        .filter(apart -> apart.compareTo(least) > 0)
        .orElse(least);
  }

  /**
   * Simulated clients may meet what was described when it was looked at last, unless nothing of
   * that is involved.
   */
  private Duration ofClients() {
    return clientStrength() == Strength.MEASURED_TRAFFIC || isMetAtOnce()
        ? Duration.ZERO
        : platform.clientResolution();
  }

  /**
   * Whether simulated clients meet what is broken when it is, and not when it is described: the
   * platform itself broke it, and no instance has come or gone since.
   */
  private boolean isMetAtOnce() {
    List<Injection> broken = faults.map(InjectedFaults::all).orElse(List.of());
    return !broken.isEmpty()
        && broken.stream().allMatch(each -> each.fault().apiCalls().isEmpty())
        && changes(broken.get(broken.size() - 1).at()).noneMatch(SnapshotDifference::isOfInstances);
  }

  private String clientsSince(Instant since) {
    return clients
        .map(all -> ", clients saw " + all.log().between(since, platform.session().clock().now()))
        .orElse("");
  }

  /** What is to be said of what the last fault was not seen to disturb; empty when it was. */
  Optional<String> undisturbed(Expectation expectation) {
    return isUndisturbed(expectation) ? Optional.of(ImposedFault.UNDISTURBED) : Optional.empty();
  }

  private Strength clientStrength() {
    return clients.map(Clients::strength).orElse(Strength.SIMULATED);
  }

  /** Looks until {@code duration} is over. */
  public void keepLooking(String what, Duration duration) {
    wait(what).holdsFor(duration, this::look, look -> true);
  }
}
