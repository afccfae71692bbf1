package dev.azdrill.steps;

import dev.azdrill.feature.PlatformSource;
import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.Impaired.Undo;
import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.Provider;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.Progress;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Simulators with something wrong about them.
 *
 * @param isShared whether all scenarios share one
 * @param faults what becomes of the faults that the platform imposes; empty for what should
 * @param lost when it stops to answer; empty for never
 * @param lacking the service that it lacks
 * @param resolution how late something may be seen
 * @param opened those that were opened so far
 */
record Simulators(
    boolean isShared,
    Optional<Imposing> faults,
    Optional<Losing> lost,
    Optional<String> lacking,
    Duration resolution,
    List<Platform> opened)
    implements PlatformSource {

  /** Imposes a fault, or not. */
  interface Imposing {
    Undo impose(Undo real);
  }

  /** Tells why the platform no longer answers; empty text while it does. */
  interface Losing {
    String why();
  }

  /** As they should be: each scenario has its own. */
  static Simulators sound() {
    return new Simulators(
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        new ArrayList<>());
  }

  /** One for all scenarios. */
  static Simulators shared() {
    return new Simulators(
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        new ArrayList<>());
  }

  /** Whose faults do nothing. */
  static Simulators withoutEffect() {
    return sound().imposing(real -> after(real, () -> {}));
  }

  private static Undo after(Undo real, Undo undo) {
    real.undo();
    return undo;
  }

  Simulators imposing(Imposing other) {
    return new Simulators(isShared, Optional.of(other), lost, lacking, resolution, opened);
  }

  Simulators losing(Losing other) {
    return new Simulators(isShared, faults, Optional.of(other), lacking, resolution, opened);
  }

  Simulators without(String service) {
    return new Simulators(isShared, faults, lost, Optional.of(service), resolution, opened);
  }

  Simulators seeingLate(Duration late) {
    return new Simulators(isShared, faults, lost, lacking, late, opened);
  }

  @Override
  public String name() {
    return "simulator";
  }

  @Override
  public Platform open(String seed) {
    Platform real = SimulatorPlatform.create(seed, Progress.SILENT);
    Map<Impairment, Deque<Undo>> lifts = new HashMap<>();
    Platform wrapped =
        (Platform)
            Proxy.newProxyInstance(
                Platform.class.getClassLoader(),
                new Class<?>[] {Platform.class},
                (proxy, method, args) -> {
                  if (method.getName().equals("impairments") && faults.isPresent()) {
                    return imposing(real.impairments(), faults.get(), lifts);
                  }
                  if (method.getName().equals("lost") && lost.isPresent()) {
                    return Optional.of(lost.get().why()).filter(why -> !why.isEmpty());
                  }
                  if (method.getName().equals("capabilities") && lacking.isPresent()) {
                    return without(real.capabilities(), lacking.get());
                  }
                  if (method.getName().endsWith("esolution")) {
                    return resolution;
                  }
                  return call(real, method, args);
                });
    synchronized (opened) {
      opened.add(real);
    }
    return wrapped;
  }

  private static ImpairmentPort imposing(
      ImpairmentPort real, Imposing imposing, Map<Impairment, Deque<Undo>> lifts) {
    return new ImpairmentPort() {
      @Override
      public Impairment resolve(Impairment wanted) {
        return real.resolve(wanted);
      }

      @Override
      public void impose(Impairment resolved) {
        real.impose(resolved);
        lifts
            .computeIfAbsent(resolved, none -> new ArrayDeque<>())
            .push(imposing.impose(() -> real.lift(resolved)));
      }

      @Override
      public long effects(Impairment resolved) {
        return real.effects(resolved);
      }

      @Override
      public void lift(Impairment resolved) {
        Deque<Undo> mine = lifts.getOrDefault(resolved, new ArrayDeque<>());
        if (mine.isEmpty()) {
          real.lift(resolved);
        } else {
          mine.element().undo();
          mine.remove();
        }
      }
    };
  }

  private static Capabilities without(Capabilities all, String service) {
    Map<String, Provider> services = new TreeMap<>(all.services());
    services.remove(service);
    return new Capabilities(all.implementation(), services, all.abilities());
  }

  private static Object call(Object target, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
