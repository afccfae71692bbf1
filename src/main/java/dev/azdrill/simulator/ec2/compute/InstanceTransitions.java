package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.kernel.Event;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/**
 * Takes instances through their {@link InstanceLifecycle} in time: schedules what comes next, tells
 * who has something to do about it, and lets a zone lose its power and get it back.
 */
final class InstanceTransitions {
  private static final String BOOTED = "Booting";
  private static final String REBOOTED = "Restarting system, booting";
  private static final String WENT_DOWN = "Powering down";

  private final Map<String, InstanceRecord> instances = new LinkedHashMap<>();

  private final World world;
  private final InstanceResources resources;

  InstanceTransitions(World world, InstanceResources resources) {
    this.world = world;
    this.resources = resources;
    world
        .facts()
        .watch(
            (fact, holds) -> {
              if (fact instanceof Fact.ZoneWithoutPower power) {
                in(power.zone()).forEach(holds ? this::losesPower : this::getsPowerBack);
              }
            });
  }

  /** All that are described, by id, in the order of their launch. */
  Map<String, InstanceRecord> all() {
    return instances;
  }

  /** A new instance begins its life: {@code pending}. */
  void begin(InstanceRecord instance) {
    instances.put(instance.id(), instance);
    arriveLater(instance);
    resources.changed(instance);
  }

  /**
   * One that stands elsewhere lives on in the state in which it is described. What its console
   * shows is not described, but it booted when it was launched.
   */
  void adopt(InstanceRecord instance) {
    instances.put(instance.id(), instance);
    instance
        .lifecycle()
        .runningSince()
        .ifPresent(since -> instance.console(ConsoleLog.adopted(since, BOOTED)));
    arriveLater(instance);
    if (instance.lifecycle() instanceof InstanceLifecycle.Terminated) {
      forgetLater(instance);
    }
    world.network().changed();
  }

  /**
   * What its status checks are described to say: one that fails them does not run, as without
   * power; checks that have not come to an end do so in their time.
   */
  void adopt(InstanceRecord instance, InstanceLifecycle.Checks described) {
    instance.move(instance.lifecycle().checked(described));
    if (described.any(SummaryStatus.IMPAIRED)) {
      instance.move(instance.lifecycle().losePower());
    } else if (!described.areOk()) {
      checkLater(instance, SummaryStatus.OK, Timing.INSTANCE_STATUS_OK);
    }
    world.network().changed();
  }

  InstanceStateChange start(InstanceRecord instance) {
    InstanceLifecycle before = instance.lifecycle();
    InstanceLifecycle next = before.start(instance.id());
    if (!next.equals(before)) {
      instance.move(next);
      instance.traits(instance.traits().toBuilder().launchTime(now()).build());
      resources.starting(instance);
      arriveLater(instance);
      resources.changed(instance);
    }
    return change(instance, before);
  }

  InstanceStateChange stop(InstanceRecord instance) {
    return leave(instance, instance.lifecycle().stop(instance.id(), now()));
  }

  InstanceStateChange terminate(InstanceRecord instance) {
    return leave(instance, instance.lifecycle().terminate(now()));
  }

  void reboot(InstanceRecord instance) {
    instance.move(instance.lifecycle().reboot(instance.id(), now()));
    if (instance.lifecycle().runningSince().isPresent()) {
      writes(instance, REBOOTED);
      // Nothing else shows it: EC2 calls the instance running all the while.
      world
          .kernel()
          .after(
              world
                  .timings()
                  .of(Timing.CONSOLE_OUTPUT, ConsoleOutputs.occurrence(instance.id(), now())),
              "the console output of " + instance.id() + " is posted",
              () -> {});
    }
  }

  private void writes(InstanceRecord instance, String text) {
    instance.console(instance.console().with(now(), text));
  }

  private InstanceStateChange leave(InstanceRecord instance, InstanceLifecycle next) {
    InstanceLifecycle before = instance.lifecycle();
    if (!next.equals(before)) {
      if (before.runningSince().isPresent()) {
        writes(instance, WENT_DOWN);
      }
      instance.move(next);
      instance.noMoreChecks();
      arriveLater(instance);
      resources.changed(instance);
    }
    return change(instance, before);
  }

  private void arriveLater(InstanceRecord instance) {
    instance
        .lifecycle()
        .lasts()
        .ifPresent(
            lasts ->
                instance.nextMove(
                    world
                        .kernel()
                        .after(
                            world.timings().of(lasts),
                            instance.id()
                                + " leaves "
                                + instance.lifecycle().state().nameAsString(),
                            () -> arrive(instance))));
  }

  private void arrive(InstanceRecord instance) {
    InstanceLifecycle before = instance.lifecycle();
    InstanceLifecycle next = before.arrive(world.facts().hasPower(instance.zone()), now());
    if (!next.equals(before)) {
      instance.move(next);
      next.arrived(followerOf(instance));
    }
  }

  private InstanceLifecycle.Follower followerOf(InstanceRecord instance) {
    return new InstanceLifecycle.Follower() {
      @Override
      public void running() {
        writes(instance, BOOTED);
        checkLater(instance, SummaryStatus.OK, Timing.INSTANCE_STATUS_OK);
        resources.changed(instance);
      }

      @Override
      public void stopped() {
        resources.stopped(instance);
        resources.changed(instance);
      }

      @Override
      public void terminated() {
        resources.terminated(instance);
        resources.changed(instance);
        forgetLater(instance);
      }
    };
  }

  private void forgetLater(InstanceRecord instance) {
    world
        .kernel()
        .after(
            world.timings().of(Timing.INSTANCE_TERMINATED_VISIBLE),
            instance.id() + " is no longer described",
            () -> {
              instances.remove(instance.id());
              resources.forgotten(instance);
            });
  }

  private void checkLater(InstanceRecord instance, SummaryStatus status, Timing takes) {
    Event event =
        world
            .kernel()
            .after(
                world.timings().of(takes),
                instance.id() + " status " + status,
                () -> {
                  InstanceLifecycle.Checks found = InstanceLifecycle.Checks.both(status, now());
                  instance.move(instance.lifecycle().checked(found));
                  resources.changed(instance);
                });
    instance.nextCheck(event);
  }

  private List<InstanceRecord> in(String zone) {
    return instances.values().stream().filter(each -> each.zone().equals(zone)).toList();
  }

  private void losesPower(InstanceRecord instance) {
    instance.move(instance.lifecycle().losePower());
    if (instance.lifecycle().checks().isPresent()) {
      checkLater(instance, SummaryStatus.IMPAIRED, Timing.INSTANCE_IMPAIRED);
    }
  }

  /** It boots, or does at last what it was told to. */
  private void getsPowerBack(InstanceRecord instance) {
    instance.move(instance.lifecycle().regainPower(now()));
    if (instance.lifecycle().runningSince().isPresent()) {
      writes(instance, BOOTED);
    }
    instance
        .lifecycle()
        .checks()
        .ifPresent(
            checks -> {
              instance.noMoreChecks();
              if (!checks.areOk()) {
                checkLater(instance, SummaryStatus.OK, Timing.INSTANCE_STATUS_OK);
              }
            });
    if (instance.lifecycle().isHeldUpWithoutPower()) {
      arriveLater(instance);
    }
  }

  private Instant now() {
    return world.kernel().now();
  }

  private static InstanceStateChange change(InstanceRecord instance, InstanceLifecycle before) {
    return InstanceStateChange.builder()
        .instanceId(instance.id())
        .previousState(before.state())
        .currentState(instance.lifecycle().state())
        .build();
  }
}
