package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.kernel.Event;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/**
 * How instances come, run and go in time, and what a loss of power does to them.
 *
 * <p>Without power EC2 goes on calling an instance {@code running}; two failed checks later it is
 * {@code impaired}. Who is told to stop or terminate says so and cannot do it before the power is
 * back; who was about to start fails to.
 */
final class InstanceLives {
  private static final DateTimeFormatter GMT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final StateReason PENDING = reason("pending", "pending");
  private static final StateReason BY_USER =
      reason(
          "Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown");
  private static final StateReason FAILED =
      reason("Server.InternalError", "Server.InternalError: Internal error on launch");

  /** What happens around an instance when it has moved. Called after the move. */
  interface Companion {
    /** It is about to start: its public address is assigned. */
    void starting(InstanceRecord instance);

    /** It has stopped: its public address is given back. */
    void stopped(InstanceRecord instance);

    /** It is gone: what was its own goes with it. */
    void terminated(InstanceRecord instance);

    /** It is no longer described. */
    void forgotten(InstanceRecord instance);

    /** Its state or its checks changed. */
    void changed(InstanceRecord instance);
  }

  private final Map<String, InstanceRecord> instances = new LinkedHashMap<>();
  private final World world;
  private final Companion companion;

  InstanceLives(World world, Companion companion) {
    this.world = world;
    this.companion = companion;
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
    instance.move(Lifecycle.PENDING, PENDING, "");
    moveLater(instance, Timing.INSTANCE_START);
    companion.changed(instance);
  }

  InstanceStateChange start(InstanceRecord instance) {
    Lifecycle before = instance.state();
    if (before.start(instance.id()) != before) {
      instance.move(before.start(instance.id()), PENDING, "");
      instance.traits(instance.traits().toBuilder().launchTime(now()).build());
      companion.starting(instance);
      moveLater(instance, Timing.INSTANCE_START);
      companion.changed(instance);
    }
    return change(instance, before);
  }

  InstanceStateChange stop(InstanceRecord instance) {
    return leave(instance, instance.state().stop(instance.id()), Timing.INSTANCE_STOP);
  }

  InstanceStateChange terminate(InstanceRecord instance) {
    return leave(instance, instance.state().terminate(), Timing.INSTANCE_TERMINATE);
  }

  /** The instance stays {@code running}; what runs on it begins anew. */
  void reboot(InstanceRecord instance) {
    instance.state().reboot(instance.id());
    if (instance.runningSince().isPresent()) {
      instance.runs(now());
    }
  }

  private InstanceStateChange leave(InstanceRecord instance, Lifecycle next, Timing takes) {
    Lifecycle before = instance.state();
    if (next != before) {
      instance.move(next, BY_USER, "User initiated (" + GMT.format(now()) + ")");
      instance.standsStill();
      instance.nextCheck(null);
      moveLater(instance, takes);
      companion.changed(instance);
    }
    return change(instance, before);
  }

  private void moveLater(InstanceRecord instance, Timing takes) {
    instance.nextMove(
        world
            .kernel()
            .after(
                world.timings().of(takes),
                instance.id() + " leaves " + instance.state(),
                () -> arrive(instance)));
  }

  private void arrive(InstanceRecord instance) {
    boolean power = world.facts().hasPower(instance.zone());
    Lifecycle next = instance.state().arrive();
    if (next == Lifecycle.RUNNING) {
      if (power) {
        run(instance);
      } else {
        failToStart(instance);
      }
    } else if (power && next == Lifecycle.STOPPED) {
      instance.move(next, instance.reason(), instance.transition());
      companion.stopped(instance);
      companion.changed(instance);
    } else if (power) {
      end(instance, instance.reason(), instance.transition());
    }
  }

  private void run(InstanceRecord instance) {
    instance.move(Lifecycle.RUNNING, null, "");
    instance.runs(now());
    instance.checks(new InstanceRecord.Checks(SummaryStatus.INITIALIZING, now()));
    checkLater(instance, SummaryStatus.OK, Timing.INSTANCE_STATUS_OK);
    companion.changed(instance);
  }

  /** A host that lost its power while an instance was starting on it: EC2 gives up. */
  private void failToStart(InstanceRecord instance) {
    if (instance.hasRun()) {
      instance.move(Lifecycle.STOPPED, FAILED, "Server.InternalError");
      companion.stopped(instance);
      companion.changed(instance);
    } else {
      end(instance, FAILED, "Server.InternalError");
    }
  }

  private void end(InstanceRecord instance, @Nullable StateReason why, String how) {
    instance.move(Lifecycle.TERMINATED, why, how);
    companion.terminated(instance);
    companion.changed(instance);
    world
        .kernel()
        .after(
            world.timings().of(Timing.INSTANCE_TERMINATED_VISIBLE),
            instance.id() + " is no longer described",
            () -> {
              instances.remove(instance.id());
              companion.forgotten(instance);
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
                  instance.checks(new InstanceRecord.Checks(status, now()));
                  companion.changed(instance);
                });
    instance.nextCheck(event);
  }

  private List<InstanceRecord> in(String zone) {
    return instances.values().stream().filter(each -> each.zone().equals(zone)).toList();
  }

  private void losesPower(InstanceRecord instance) {
    if (instance.state() == Lifecycle.RUNNING) {
      instance.standsStill();
      checkLater(instance, SummaryStatus.IMPAIRED, Timing.INSTANCE_IMPAIRED);
    }
  }

  /** It boots, or does at last what it was told to. */
  private void getsPowerBack(InstanceRecord instance) {
    switch (instance.state()) {
      case RUNNING -> {
        instance.runs(now());
        instance.nextCheck(null);
        if (instance.checks().filter(c -> c.status() == SummaryStatus.OK).isEmpty()) {
          checkLater(instance, SummaryStatus.OK, Timing.INSTANCE_STATUS_OK);
        }
      }
      case STOPPING -> moveLater(instance, Timing.INSTANCE_STOP);
      case SHUTTING_DOWN -> moveLater(instance, Timing.INSTANCE_TERMINATE);
      case PENDING, STOPPED, TERMINATED -> {
        // nothing of it was waiting for power
      }
    }
  }

  private Instant now() {
    return world.kernel().now();
  }

  private static InstanceStateChange change(InstanceRecord instance, Lifecycle before) {
    return InstanceStateChange.builder()
        .instanceId(instance.id())
        .previousState(before.described())
        .currentState(instance.state().described())
        .build();
  }

  private static StateReason reason(String code, String message) {
    return StateReason.builder().code(code).message(message).build();
  }
}
