package dev.azdrill.platform.completion;

import dev.azdrill.platform.UndoTag;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.LaunchCapacity;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The instances of a foreign EC2. Launches pass the facts before they reach it; what is described
 * comes from the view, and from EC2 itself where the view has never seen it.
 *
 * <p>What breaks instances and mends them again is called without the writer's lock, and takes it
 * for what it changes here alone.
 */
final class ForeignCompute implements Compute {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignCompute.class);

  private static final Set<InstanceStateName> SETTLED =
      EnumSet.of(
          InstanceStateName.RUNNING, InstanceStateName.STOPPED, InstanceStateName.TERMINATED);

  private static final Tag UNDO = Tag.builder().key(UndoTag.KEY).value(UndoTag.START).build();

  private final World world;
  private final Calls calls;
  private final Acts acts;
  private final Ec2Client ec2;
  private final Ec2View view;
  private final ForeignTemplates templates;
  private final LaunchCapacity capacity;
  private final Retries retries;

  /** Since when each zone has its power back. */
  private final Map<String, Instant> powered = new HashMap<>();

  /** What was launched here and is not gone, by its id. */
  private final Set<String> launched = new LinkedHashSet<>();

  /** What EC2 was told to terminate, and took the order. */
  private final Set<String> terminated = new LinkedHashSet<>();

  /** Whose termination was decided and is still to be ordered. */
  private final Set<String> leaving = new HashSet<>();

  /**
   * @param acts how EC2 is called
   * @param templates what is launched
   * @param retries what must be done in the end
   */
  ForeignCompute(
      World world,
      Acts acts,
      Ec2Client ec2,
      Ec2View view,
      ForeignTemplates templates,
      Retries retries) {
    this.world = world;
    this.acts = acts;
    this.calls = new Calls(world.kernel(), acts);
    this.ec2 = ec2;
    this.view = view;
    this.templates = templates;
    this.capacity = new LaunchCapacity(world);
    this.retries = retries;
    world.facts().watch(this::changed);
    view.watch(this::noticed);
    if (acts.areApart()) {
      view.beforeRequests(this::follow);
    }
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.ZoneWithoutPower outage && !holds) {
      powered.put(outage.zone(), world.kernel().now());
    }
  }

  /**
   * An instance has changed its state. LocalStack starts and stops what is terminated, which then
   * exists again; AWS refuses both. Whoever comes too late with either must not bring back what was
   * to go, so it is terminated again.
   */
  private void noticed(Instance instance) {
    String id = instance.instanceId();
    InstanceStateName state = ObservedInstance.state(instance);
    if (state == InstanceStateName.TERMINATED) {
      launched.remove(id);
    } else if (state != InstanceStateName.SHUTTING_DOWN && terminated.contains(id)) {
      String what = "terminate " + id + " again";
      world.kernel().after(Retries.PAUSE, what, () -> retries.until(what, () -> order(id)));
    }
  }

  @Override
  public String launch(Launch launch) {
    String zone =
        ForeignSubnets.subnet(calls, ec2, view, launch.subnetId())
            .orElseThrow(() -> CompletionErrors.subnetNotFound(launch.subnetId()))
            .availabilityZone();
    ResponseLaunchTemplateData template =
        templates.resolve(launch.templateId(), launch.version()).launchTemplateData();
    capacity.require(zone, launch.instanceType().orElseGet(template::instanceTypeAsString));
    view.writing();
    RunInstancesRequest request = LaunchRequest.of(launch, template);
    Instance fresh = calls.ask(() -> ec2.runInstances(request)).instances().get(0);
    String id = fresh.instanceId();
    launched.add(id);
    Instance seen = described(fresh);
    view.put(seen);
    if (isRunning(seen)) {
      // An emulator's runs at once, before who launches it knows it: nobody would tell it.
      world.kernel().after(Duration.ZERO, "tell of " + id, () -> view.tellAgain(id));
    }
    return id;
  }

  /**
   * The description of a launch lacks what EC2 learns a moment later; the view needs its whole. It
   * runs all the same when EC2 does not tell.
   */
  private Instance described(Instance fresh) {
    try {
      return one(fresh.instanceId()).orElse(fresh);
    } catch (AwsError silent) {
      return fresh;
    }
  }

  /**
   * Where EC2 lives elsewhere it is ordered a moment later. Should EC2 refuse then, the group's
   * next look finds that the instance runs, and decides it again.
   */
  @Override
  public void terminate(String instanceId) {
    if (!acts.areApart()) {
      order(instanceId);
    } else if (world.kernel().write(() -> leaving.add(instanceId))) {
      acts.later(() -> orderDecided(instanceId));
    }
  }

  private void orderDecided(String instanceId) {
    try {
      order(instanceId);
    } catch (AwsError refusal) {
      LOG.debug("{} was not terminated: {}", instanceId, refusal.getMessage());
    } finally {
      world.kernel().write(() -> leaving.remove(instanceId));
    }
  }

  private void order(String instanceId) {
    view.writing();
    calls.unlessGone(
        () ->
            change(ec2.terminateInstances(r -> r.instanceIds(instanceId)).terminatingInstances()));
    world.kernel().write(() -> terminated.add(instanceId));
  }

  /**
   * Stops an instance as a loss of its power would; without effect when it runs no more. It is
   * looked at first: LocalStack also stops what is terminated, which then exists again.
   *
   * @throws AwsError when EC2 refuses though it runs, or does not answer
   */
  void stop(String instanceId) {
    view.writing();
    if (one(instanceId).filter(ForeignCompute::isAlive).isEmpty()) {
      return;
    }
    try {
      change(
          calls
              .ask(() -> ec2.stopInstances(r -> r.instanceIds(instanceId).force(true)))
              .stoppingInstances());
    } catch (AwsError refusal) {
      if (one(instanceId).filter(ForeignCompute::isRunning).isPresent()) {
        throw refusal;
      }
    }
  }

  /** Stops an instance until {@link #startAgain}; it bears a tag until then, for whoever looks. */
  void stopForNow(String instanceId) {
    if (one(instanceId).filter(ForeignCompute::isAlive).isPresent()) {
      calls.unlessGone(() -> ec2.createTags(r -> r.resources(instanceId).tags(UNDO)));
      stop(instanceId);
    }
  }

  /**
   * Starts an instance that still exists and was stopped for now: at once, or as soon as it has
   * stopped. One that does not bear the tag is somebody else's to start.
   *
   * @throws AwsError when EC2 refuses or does not answer
   */
  void startAgain(String instanceId) {
    view.writing();
    Optional<Instance> stopped = one(instanceId).filter(ForeignCompute::isStoppedForNow);
    if (stopped.isEmpty()) {
      return;
    }
    if (ObservedInstance.state(stopped.get()) == InstanceStateName.STOPPING) {
      world
          .kernel()
          .after(
              Retries.PAUSE,
              "start " + instanceId,
              () -> retries.until("start " + instanceId, () -> startStopped(instanceId)));
      return;
    }
    if (ObservedInstance.state(stopped.get()) == InstanceStateName.STOPPED) {
      change(
          calls.ask(() -> ec2.startInstances(r -> r.instanceIds(instanceId))).startingInstances());
    }
    List<Tag> tags = new ArrayList<>(List.of(UNDO));
    stopped.get().tags().stream()
        .filter(each -> each.key().startsWith(UndoTag.LEASE))
        .forEach(tags::add);
    calls.unlessGone(() -> ec2.deleteTags(r -> r.resources(instanceId).tags(tags)));
  }

  private static boolean isStoppedForNow(Instance instance) {
    return instance.tags().stream()
        .anyMatch(each -> UndoTag.KEY.equals(each.key()) && UndoTag.START.equals(each.value()));
  }

  private void startStopped(String instanceId) {
    if (stateOf(instanceId) == InstanceStateName.STOPPING) {
      throw CompletionErrors.instanceStillStopping(instanceId);
    }
    startAgain(instanceId);
  }

  private InstanceStateName stateOf(String instanceId) {
    return one(instanceId).map(ObservedInstance::state).orElse(InstanceStateName.TERMINATED);
  }

  private void change(List<InstanceStateChange> changes) {
    for (InstanceStateChange each : changes) {
      world.kernel().write(() -> change(each));
    }
  }

  private boolean change(InstanceStateChange seen) {
    Optional<Instance> known = known(seen.instanceId());
    known.ifPresent(it -> view.put(it.toBuilder().state(seen.currentState()).build()));
    return known.isPresent();
  }

  /**
   * What is on its way to another state may have arrived since the view was read, and somebody may
   * have seen it arrive: EC2 itself is asked.
   */
  @Override
  public Optional<Instance> describe(String instanceId) {
    Optional<Instance> known = known(instanceId);
    boolean isCertain =
        acts.areApart()
            ? known.isPresent() || !calls.mayAsk()
            : known.filter(ForeignCompute::isSettled).isPresent();
    return isCertain ? known : learn(instanceId);
  }

  private static boolean isSettled(Instance instance) {
    return SETTLED.contains(ObservedInstance.state(instance));
  }

  /**
   * Looks at those that are on their way to another state. Called before a request is answered,
   * without the writer's lock.
   */
  private void follow() {
    List<String> unsettled =
        world
            .kernel()
            .write(
                () ->
                    view.instances().stream()
                        .filter(each -> !isSettled(each))
                        .map(Instance::instanceId)
                        .filter(launched::contains)
                        .toList());
    for (String each : unsettled) {
      try {
        learn(each);
      } catch (AwsError silent) {
        LOG.debug("{} is looked at again with the next reading", each, silent);
      }
    }
  }

  private Optional<Instance> known(String instanceId) {
    return view.instance(instanceId).map(ObservedInstance::instance);
  }

  private Optional<Instance> learn(String instanceId) {
    long before = view.writes();
    Optional<Instance> found = one(instanceId);
    found.ifPresent(seen -> view.learn(seen, before));
    return found;
  }

  private Optional<Instance> one(String instanceId) {
    return calls.find(
        () ->
            ec2.describeInstances(r -> r.instanceIds(instanceId)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList());
  }

  @Override
  public List<Instance> describe(Collection<String> instanceIds) {
    return instanceIds.stream().flatMap(id -> knownOrLearnt(id).stream()).toList();
  }

  private Optional<Instance> knownOrLearnt(String instanceId) {
    Optional<Instance> known = known(instanceId);
    return known.isPresent() || !calls.mayAsk() ? known : learn(instanceId);
  }

  /**
   * Foreign EC2s know no failing status checks: a running instance is well unless its zone has no
   * power.
   */
  @Override
  public Optional<InstanceStatus> status(String instanceId) {
    return describe(instanceId)
        .filter(ForeignCompute::isRunning)
        .map(
            each -> {
              InstanceStatusSummary summary =
                  InstanceStatusSummary.builder()
                      .status(hasPower(each) ? SummaryStatus.OK : SummaryStatus.IMPAIRED)
                      .build();
              return InstanceStatus.builder()
                  .instanceId(instanceId)
                  .availabilityZone(zone(each).orElse(null))
                  .instanceState(each.state())
                  .instanceStatus(summary)
                  .systemStatus(summary)
                  .build();
            });
  }

  @Override
  public Optional<Instant> runningSince(String instanceId) {
    return view.instance(instanceId)
        .filter(seen -> hasPower(seen.instance()))
        .flatMap(seen -> seen.runningSince().map(since -> later(since, seen.instance())));
  }

  /** What got its power back began to run then. */
  private Instant later(Instant since, Instance instance) {
    Instant back = zone(instance).map(powered::get).orElse(since);
    return back.isAfter(since) ? back : since;
  }

  private boolean hasPower(Instance instance) {
    return zone(instance).map(world.facts()::hasPower).orElse(true);
  }

  static Optional<String> zone(Instance instance) {
    return Optional.ofNullable(instance.placement()).map(Placement::availabilityZone);
  }

  @Override
  public void watch(Consumer<Instance> listener) {
    view.watch(listener);
  }

  /** The instances that were launched here and run in a zone. */
  List<String> runningIn(String zone) {
    view.catchUp();
    return world.kernel().write(() -> seenRunningIn(zone));
  }

  private List<String> seenRunningIn(String zone) {
    return view.seen().stream()
        .map(ObservedInstance::instance)
        .filter(each -> launched.contains(each.instanceId()))
        .filter(each -> zone(each).filter(zone::equals).isPresent())
        .filter(ForeignCompute::isRunning)
        .map(Instance::instanceId)
        .toList();
  }

  private static boolean isAlive(Instance instance) {
    return isRunning(instance) || ObservedInstance.state(instance) == InstanceStateName.PENDING;
  }

  private static boolean isRunning(Instance instance) {
    return ObservedInstance.state(instance) == InstanceStateName.RUNNING;
  }
}
