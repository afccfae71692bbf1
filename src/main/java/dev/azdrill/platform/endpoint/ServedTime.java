package dev.azdrill.platform.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.session.DrillClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The time of a region that azdrill serves in another process. Where it follows the wall clock,
 * waiting waits there; where it is paused nobody else moves it, and waiting moves it on. Safe for
 * use by several threads.
 */
final class ServedTime implements DrillClock {
  /** How far a paused time is moved on at once: as coarse as what is measured there. */
  static final Duration STEP = Duration.ofSeconds(5);

  private final ServedControl control;
  private final DrillClock wall;
  private final Duration poll;
  private final BooleanSupplier isSilent;
  private final List<Runnable> looks = new CopyOnWriteArrayList<>();
  private volatile RegionTime seen;

  /** What the region said last. */
  private record RegionTime(Instant now, double speed, boolean isPaused) {
    static RegionTime of(JsonNode json) {
      return new RegionTime(
          Instant.parse(json.path("now").asText()),
          json.path("speed").asDouble(1),
          json.path("paused").asBoolean());
    }
  }

  /**
   * @param wall the wall clock, on which it waits
   * @param poll how long at once, on the wall clock
   * @param isSilent whether nobody answers there any more
   */
  ServedTime(ServedControl control, DrillClock wall, Duration poll, BooleanSupplier isSilent) {
    this.control = control;
    this.wall = wall;
    this.poll = poll;
    this.isSilent = isSilent;
    this.seen = RegionTime.of(control.get("time"));
  }

  /** From now on this is done whenever time has passed. */
  void atEachLook(Runnable look) {
    looks.add(look);
  }

  /** Of what is measured: how much later than it happened something may be seen. */
  Duration resolution() {
    RegionTime last = seen;
    return last.isPaused()
        ? STEP
        : Duration.ofMillis(Math.round(poll.toMillis() * Math.max(last.speed(), 1)));
  }

  /**
   * The time there; where nobody answers any more the last that was told, so that what has happened
   * until then can still be written down.
   */
  @Override
  public Instant now() {
    if (!seen.isPaused()) {
      try {
        look();
      } catch (PlatformException | SdkException unanswered) {
        if (!isSilent.getAsBoolean()) {
          throw unanswered;
        }
      }
    }
    return seen.now();
  }

  @Override
  public void awaitChange(Duration atMost) {
    look();
    if (seen.isPaused()) {
      step(shorter(atMost, STEP));
    } else {
      wall.pass(shorter(onTheWall(atMost), poll));
      look();
    }
  }

  @Override
  public void pass(Duration duration) {
    Instant end = now().plus(duration);
    while (now().isBefore(end)) {
      awaitChange(Duration.between(seen.now(), end));
    }
  }

  private Duration onTheWall(Duration ofRegion) {
    return Duration.ofMillis((long) Math.ceil(ofRegion.toMillis() / seen.speed()));
  }

  private void step(Duration length) {
    if (!length.isNegative() && !length.isZero()) {
      Instant to = seen.now().plus(length);
      seen =
          RegionTime.of(
              control.post("time", JsonNodeFactory.instance.objectNode().put("to", to.toString())));
    }
    looks.forEach(Runnable::run);
  }

  private void look() {
    seen = RegionTime.of(control.get("time"));
    looks.forEach(Runnable::run);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
