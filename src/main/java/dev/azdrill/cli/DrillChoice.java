package dev.azdrill.cli;

import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.DrillStep;
import dev.azdrill.drill.FaultDrill;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.StackSubjects;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.text.DurationText;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.text.ShellCommand;
import dev.azdrill.topology.Blueprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which drills a command is to run, as it was typed.
 *
 * @param drills the values of {@code --drill}
 * @param faults the values of {@code --fault}
 * @param zone the value of {@code --zone}
 * @param hold the value of {@code --hold}
 */
record DrillChoice(
    List<String> drills, List<String> faults, Optional<String> zone, Optional<Duration> hold) {
  DrillChoice {
    drills = List.copyOf(drills);
    faults = List.copyOf(faults);
  }

  /** The drills, each checked as far as it can be before a stack of this name stands. */
  List<OrderedDrill> of(Blueprint blueprint, String stack) {
    requireEffect();
    return all(
        () -> new DrillNames(drills).drills(zone(blueprint.zones()), blueprint, stack),
        names -> names.drills(blueprint, stack));
  }

  /**
   * The drills, each one that can be run on what stands.
   *
   * @throws BadInput when the stack has nothing to run one on
   */
  List<OrderedDrill> on(Inventory stack) {
    requireEffect();
    List<String> zones = StackSubjects.zones(stack).distinct().sorted().toList();
    return all(
        () ->
            new DrillNames(drills)
                .chosen().stream().map(each -> on(stack, each, zone(zones))).toList(),
        names -> names.drills(each -> on(stack, each, "--fault " + each.word())));
  }

  private List<OrderedDrill> all(
      java.util.function.Supplier<List<OrderedDrill>> named,
      Function<FaultNames, List<OrderedDrill>> ofFaults) {
    List<OrderedDrill> all = new ArrayList<>();
    if (isDrillNamed()) {
      all.addAll(named.get());
    }
    all.addAll(ofFaults.apply(new FaultNames(faults, hold.orElse(FaultDrill.HOLD))));
    return all;
  }

  private static OrderedDrill on(Inventory stack, ChosenDrill chosen, String zone) {
    if (chosen instanceof ChosenDrill.FromFile file) {
      return on(stack, file, file.word());
    }
    BuiltInDrill drill = ((ChosenDrill.BuiltIn) chosen).drill();
    return runnable(stack, OrderedDrill.BuiltIn.of(drill, zone), "--drill " + chosen.word());
  }

  private static OrderedDrill on(Inventory stack, ChosenDrill.FromFile file, String origin) {
    return runnable(stack, new OrderedDrill.FromFile(file.file()), origin);
  }

  private static OrderedDrill runnable(Inventory stack, OrderedDrill drill, String origin) {
    try {
      drill.on(stack);
      return drill;
    } catch (FaultException nothing) {
      throw new BadInput(origin + ": " + nothing.getMessage());
    }
  }

  /** Whether built-in drills or files run, and not faults alone. */
  private boolean isDrillNamed() {
    return faults.isEmpty() || !drills.isEmpty();
  }

  private void requireEffect() {
    if (zone.isPresent()
        && (!isDrillNamed() || !new DrillNames(drills).contains(BuiltInDrill.ZONE_POWER_LOSS))) {
      throw new BadInput(
          "--zone has no effect without the drill zone-power-loss: leave it out, or add the drill");
    }
    if (hold.isEmpty()) {
      return;
    }
    if (faults.isEmpty()) {
      throw new BadInput("--hold has no effect without --fault: leave it out, or add a fault");
    }
    if (hold.get().isZero()) {
      throw new BadInput("expected --hold longer than 0 s: leave it out for 2 min");
    }
    if (hold.get().compareTo(DrillStep.Pause.LONGEST) > 0) {
      throw new BadInput(
          "expected --hold to be at most "
              + DurationText.of(DrillStep.Pause.LONGEST)
              + ", saw "
              + DurationText.of(hold.get())
              + ": shorten it");
    }
  }

  private String zone(List<String> zones) {
    if (zone.isEmpty()) {
      return zones.get(0);
    }
    String named = zone.get();
    if (!zones.contains(named)) {
      throw new BadInput(
          "expected --zone to be one of "
              + String.join(", ", zones)
              + ", saw "
              + Printable.quoted(named)
              + ": "
              + Resemblance.advice(named, zones, "choose one of them"));
    }
    return named;
  }

  /** The same choice again. */
  ShellCommand addTo(ShellCommand command) {
    ShellCommand all = command;
    if (zone.isPresent()) {
      all = all.with("--zone", zone.get());
    }
    for (String each : drills) {
      all = all.with("--drill", each);
    }
    for (String each : faults) {
      all = all.with("--fault", each);
    }
    return hold.isPresent() ? all.with("--hold", DurationText.of(hold.get())) : all;
  }
}
