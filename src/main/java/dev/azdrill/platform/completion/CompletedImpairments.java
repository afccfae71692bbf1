package dev.azdrill.platform.completion;

import dev.azdrill.platform.AffectedCalls;
import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.platform.MissingCapability;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.simulator.FactImpairments;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Impairments of a completed platform. The completed controllers obey the facts; of the foreign EC2
 * the instances are stopped that the completed groups launched, and no others: calls that bypass
 * azdrill are not affected. An instance is tagged before it is stopped, and started again as long
 * as it bears the tag.
 */
final class CompletedImpairments implements ImpairmentPort {
  private final Set<Service> completed;
  private final ForeignCompute compute;
  private final FactImpairments facts;

  CompletedImpairments(Region region, ForeignCompute compute, Set<Service> completed) {
    this.completed = Set.copyOf(completed);
    this.compute = compute;
    this.facts = new FactImpairments(region);
  }

  @Override
  public Impairment resolve(Impairment wanted) {
    calls(wanted).ifPresent(this::requireCompleted);
    return wanted instanceof Impairment.ZonePower power
        ? new Impairment.ZonePower(power.zone(), running(power.zone()))
        : wanted;
  }

  private static Optional<AffectedCalls> calls(Impairment wanted) {
    if (wanted instanceof Impairment.ApiThrottling it) {
      return Optional.of(it.calls());
    }
    if (wanted instanceof Impairment.ApiErrors it) {
      return Optional.of(it.calls());
    }
    return wanted instanceof Impairment.ApiLatency it ? Optional.of(it.calls()) : Optional.empty();
  }

  /** Calls of other services, EC2's among them, go through to the foreign API untouched. */
  private void requireCompleted(AffectedCalls calls) {
    boolean isOurs =
        calls.service().isPresent()
            && completed.stream().map(Service::signingName).anyMatch(calls.service().get()::equals);
    if (!isOurs) {
      throw new MissingCapability(
          "the API of "
              + calls.service().orElse("all services")
              + " cannot be impaired here, it is not azdrill's: choose a service that azdrill"
              + " completes, such as autoscaling");
    }
  }

  private Set<String> running(String zone) {
    return new TreeSet<>(compute.runningIn(zone));
  }

  @Override
  public void impose(Impairment resolved) {
    facts.impose(resolved);
    if (resolved instanceof Impairment.ZonePower power) {
      stop(power);
    }
  }

  private void stop(Impairment.ZonePower power) {
    try {
      power.stopped().forEach(compute::stopForNow);
    } catch (RuntimeException refusal) {
      PlatformException why =
          new PlatformException(
              "the instances of " + power.zone() + " could not be stopped: " + refusal.getMessage(),
              refusal);
      try {
        lift(power);
      } catch (PlatformException residue) {
        why.addSuppressed(residue);
      }
      throw why;
    }
  }

  /** What was replaced meanwhile is terminated, and stays so. */
  @Override
  public void lift(Impairment resolved) {
    facts.lift(resolved);
    if (resolved instanceof Impairment.ZonePower power) {
      start(power);
    }
  }

  @Override
  public long effects(Impairment resolved) {
    return facts.effects(resolved);
  }

  private void start(Impairment.ZonePower power) {
    List<String> failures = new ArrayList<>();
    for (String id : power.stopped()) {
      try {
        compute.startAgain(id);
      } catch (AwsError refusal) {
        failures.add(id + ": " + refusal.getMessage());
      }
    }
    if (!failures.isEmpty()) {
      throw new PlatformException(
          "instances of "
              + power.zone()
              + " could not be started again: "
              + String.join("; ", failures));
    }
  }
}
