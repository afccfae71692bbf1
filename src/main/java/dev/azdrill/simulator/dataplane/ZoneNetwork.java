package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What zones do to connections that pass them: they delay them, and lose packets.
 *
 * <p>A connection is made and used in one round trip here. One that is lost is tried again after 1
 * s, then 2 s, 4 s and so on, as TCP sends the first packet of a connection again; who waits gives
 * up when that takes longer than its timeout. Which are lost is drawn from the region's seed.
 *
 * <p>Source of the waits: RFC 6298, section 2.1 and 5.5; of the retries: Linux, tcp_syn_retries.
 */
final class ZoneNetwork {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final int RETRIES_MAX = 6;
  private static final int HUNDRED = 100;

  private final World world;
  private final SplittableRandom random;
  private final Map<String, List<Fact>> degraded = new LinkedHashMap<>();

  ZoneNetwork(World world) {
    this.world = world;
    this.random = world.seed().derive("packet loss").random();
    world.facts().watch(this::changed);
  }

  /** How much longer a connection through these zones takes, this time; zero when all are sound. */
  Duration delay(List<String> zones) {
    return degraded.isEmpty() ? Duration.ZERO : drawn(zones);
  }

  private Duration drawn(List<String> zones) {
    Duration delay = Duration.ZERO;
    List<Fact> lossy = new ArrayList<>();
    double passing = 1;
    for (String zone : zones) {
      for (Fact each : degraded.getOrDefault(zone, List.of())) {
        if (each instanceof Fact.ZoneSlow slow) {
          delay = delay.plus(slow.delay());
          world.facts().tookEffect(slow);
        } else if (each instanceof Fact.ZoneLossy loss) {
          passing *= 1 - (double) loss.percent() / HUNDRED;
          lossy.add(loss);
        }
      }
    }
    if (lossy.isEmpty()) {
      return delay;
    }
    Duration lost = retries(passing);
    if (!lost.isZero()) {
      lossy.forEach(world.facts()::tookEffect);
    }
    return delay.plus(lost);
  }

  private Duration retries(double passing) {
    Duration waited = Duration.ZERO;
    Duration wait = FIRST_WAIT;
    for (int i = 0; i <= RETRIES_MAX && random.nextDouble() >= passing; i++) {
      waited = waited.plus(wait);
      wait = wait.multipliedBy(2);
    }
    return waited;
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.ZoneSlow slow) {
      changed(slow.zone(), fact, holds);
    } else if (fact instanceof Fact.ZoneLossy lossy) {
      changed(lossy.zone(), fact, holds);
    }
  }

  private void changed(String zone, Fact fact, boolean holds) {
    List<Fact> here = new ArrayList<>(degraded.getOrDefault(zone, List.of()));
    if (holds) {
      here.add(fact);
    } else {
      here.remove(fact);
    }
    if (here.isEmpty()) {
      degraded.remove(zone);
    } else {
      degraded.put(zone, here);
    }
  }
}
