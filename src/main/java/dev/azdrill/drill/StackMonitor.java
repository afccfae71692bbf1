package dev.azdrill.drill;

import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Strength;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.NotInTime;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/**
 * Looks at a stack while something happens to it. Every wait of a drill looks through the same
 * watch, so nothing that came true while something else was awaited is missed: its time is that of
 * the first look that showed it.
 *
 * <p>Not thread-safe: one drill, one watch.
 */
public final class StackMonitor {
  private static final int ACTIVITIES = 20;

  private final Platform platform;
  private final Inventory baseline;
  private final Journal journal;
  private final @Nullable Clients clients;
  private final Instant began;
  private final List<StackSnapshot> looks = new ArrayList<>();
  private final Map<String, String> zones = new LinkedHashMap<>();

  /**
   * @param baseline what stands there: one group, its target groups, at most one database
   * @param clients who uses the application meanwhile, or null for nobody
   */
  public StackMonitor(
      Platform platform, Inventory baseline, Journal journal, @Nullable Clients clients) {
    this.platform = platform;
    this.baseline = baseline;
    this.journal = journal;
    this.clients = clients;
    this.began = platform.session().clock().now();
    if (baseline.all(Kind.AUTO_SCALING_GROUP).size() != 1) {
      throw new IllegalArgumentException(
          "expected one Auto Scaling group to watch, saw "
              + baseline.all(Kind.AUTO_SCALING_GROUP).size());
    }
  }

  /** Looks now, and writes what differs from the look before into the journal. */
  public StackSnapshot look() {
    StackSnapshot now = take();
    if (!looks.isEmpty()) {
      StackSnapshot before = looks.get(looks.size() - 1);
      for (Difference each : Difference.between(before, now)) {
        journal.note(
            each.at(),
            each.kind(),
            each.subject(),
            each.detail(),
            Strength.CONTROL_PLANE,
            platform.answeredBy());
      }
    }
    looks.add(now);
    return now;
  }

  /** All looks so far, oldest first. */
  public List<StackSnapshot> looks() {
    return Collections.unmodifiableList(looks);
  }

  /** The last look, or the first one if nobody looked yet. */
  public StackSnapshot last() {
    return looks.isEmpty() ? look() : looks.get(looks.size() - 1);
  }

  /**
   * Waits until an expectation is met, measured from {@code since}.
   *
   * @return how it ended; never fails by itself
   */
  public Recovery await(Expectation expectation, Instant since) {
    Optional<Instant> earlier = firstMet(expectation, since);
    if (earlier.isPresent()) {
      return recovery(expectation, since, earlier);
    }
    Instant latest = since.plus(expectation.budget()).plus(platform.resolution());
    Duration left = Duration.between(platform.session().clock().now(), latest);
    if (left.isNegative()) {
      return recovery(expectation, since, Optional.empty());
    }
    try {
      until(expectation.statement(), left, look -> expectation.met().test(look, since));
    } catch (NotInTime late) {
      return recovery(expectation, since, Optional.empty());
    }
    return recovery(expectation, since, firstMet(expectation, since));
  }

  private Recovery recovery(Expectation expectation, Instant since, Optional<Instant> at) {
    return new Recovery(expectation, since, at, last().toString(), platform.resolution());
  }

  /**
   * Waits until a look passes.
   *
   * @throws NotInTime when none does within {@code budget}
   */
  public StackSnapshot until(String what, Duration budget, Predicate<StackSnapshot> passes) {
    return platform
        .session()
        .eventually()
        .expecting(what)
        .within(budget)
        .until(this::look, passes)
        .value();
  }

  /** Looks until {@code duration} is over. */
  public void keepLooking(String what, Duration duration) {
    platform.session().eventually().expecting(what).holdsFor(duration, this::look, look -> true);
  }

  private Optional<Instant> firstMet(Expectation expectation, Instant since) {
    return looks.stream()
        .filter(look -> !look.at().isBefore(since))
        .filter(look -> expectation.met().test(look, since))
        .map(StackSnapshot::at)
        .findFirst();
  }

  private StackSnapshot take() {
    AwsSession aws = platform.session();
    AutoScalingGroup group = group(aws);
    group.instances().forEach(i -> zones.put(i.instanceId(), i.availabilityZone()));
    return new StackSnapshot(
        aws.clock().now(),
        group,
        activities(aws),
        targets(aws),
        database(aws),
        events(aws),
        zones,
        Optional.ofNullable(clients).map(Clients::log));
  }

  private AutoScalingGroup group(AwsSession aws) {
    String name = baseline.all(Kind.AUTO_SCALING_GROUP).get(0).autoScalingGroupName();
    List<AutoScalingGroup> found =
        aws.autoScaling()
            .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
            .autoScalingGroups();
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "the Auto Scaling group " + name + " is gone: somebody deleted it during the drill");
    }
    return found.get(0);
  }

  private List<Activity> activities(AwsSession aws) {
    String name = baseline.all(Kind.AUTO_SCALING_GROUP).get(0).autoScalingGroupName();
    List<Activity> newestFirst =
        new ArrayList<>(
            aws.autoScaling()
                .describeScalingActivities(r -> r.autoScalingGroupName(name).maxRecords(ACTIVITIES))
                .activities());
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private List<TargetHealthDescription> targets(AwsSession aws) {
    return baseline.all(Kind.TARGET_GROUP).stream()
        .map(TargetGroup::targetGroupArn)
        .flatMap(
            arn ->
                aws
                    .elasticLoadBalancing()
                    .describeTargetHealth(r -> r.targetGroupArn(arn))
                    .targetHealthDescriptions()
                    .stream())
        .toList();
  }

  private Optional<DBInstance> database(AwsSession aws) {
    return baseline.all(Kind.DB_INSTANCE).stream()
        .findFirst()
        .flatMap(
            db ->
                aws
                    .rds()
                    .describeDBInstances(r -> r.dbInstanceIdentifier(db.dbInstanceIdentifier()))
                    .dbInstances()
                    .stream()
                    .findFirst());
  }

  private List<Event> events(AwsSession aws) {
    return baseline.all(Kind.DB_INSTANCE).stream()
        .findFirst()
        .map(
            db ->
                aws.rds()
                    .describeEvents(
                        r ->
                            r.sourceType(SourceType.DB_INSTANCE)
                                .sourceIdentifier(db.dbInstanceIdentifier())
                                .startTime(began))
                    .events())
        .orElse(List.of());
  }
}
