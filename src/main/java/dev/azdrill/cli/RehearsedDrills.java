package dev.azdrill.cli;

import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.DrillStep;
import dev.azdrill.drill.FaultDrill;
import dev.azdrill.fault.FaultArgumentException;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.StackSubjects;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.rehearsal.ApplicableDrills;
import dev.azdrill.rehearsal.RehearsableDrill;
import dev.azdrill.text.DurationText;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.text.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a stack is rehearsed with. */
final class RehearsedDrills {
  private static final Pattern COMMA = Pattern.compile(",");

  @Option(
      names = "--drill",
      paramLabel = "NAME|FILE[,NAME|FILE...]",
      description =
          "which drills: instance-termination, application-hang, zone-power-loss,"
              + " database-failover, or YAML files (default: every one that applies)")
  private List<String> drills = new ArrayList<>();

  @Option(
      names = "--fault",
      paramLabel = "FAULT[,FAULT...]",
      description =
          "which faults, one drill each: words such as zone-network-isolation:zone=eu-west-2a"
              + " (azdrill faults lists them); FAULT+FAULT at the same time")
  private List<String> faults = new ArrayList<>();

  @Option(
      names = "--zone",
      description = "the zone that loses its power (default: each, one after the other)")
  private @Nullable String zone;

  @Option(
      names = "--hold",
      paramLabel = "DURATION",
      converter = DurationOption.class,
      description = "how long each --fault holds at least (default: 2min)")
  private @Nullable Duration hold;

  /** What was chosen, or all that applies, for this stack. */
  ApplicableDrills on(Inventory stack) {
    requireEffect(stack);
    if (drills.isEmpty() && faults.isEmpty()) {
      return ApplicableDrills.of(stack);
    }
    List<RehearsableDrill> chosen = new ArrayList<>();
    if (!drills.isEmpty()) {
      new DrillNames(drills).chosen().forEach(each -> chosen.addAll(on(stack, each)));
    }
    Duration held = hold == null ? FaultDrill.HOLD : hold;
    for (String value : faults) {
      for (String words : COMMA.split(value, -1)) {
        chosen.add(ofFaults(stack, value, words, held));
      }
    }
    return new ApplicableDrills(chosen, List.of());
  }

  private void requireEffect(Inventory stack) {
    Duration held = hold;
    if (held != null && faults.isEmpty()) {
      throw new BadInput("--hold has no effect without --fault: leave it out, or add a fault");
    }
    if (held != null && (held.isZero() || held.compareTo(DrillStep.Pause.LONGEST) > 0)) {
      throw new BadInput(
          "expected --hold to be longer than 0 s and at most "
              + DurationText.of(DrillStep.Pause.LONGEST)
              + ", saw "
              + DurationText.of(held));
    }
    String named = zone;
    if (named == null) {
      return;
    }
    if (!drills.contains(BuiltInDrill.ZONE_POWER_LOSS.label())) {
      throw new BadInput(
          "--zone says which zone --drill zone-power-loss hits, and has no effect without that"
              + " drill: leave it out, or add the drill");
    }
    List<String> zones = zones(stack);
    if (!zones.contains(named)) {
      throw new BadInput(
          "expected --zone to be one of "
              + String.join(", ", zones)
              + ", saw "
              + Printable.quoted(named)
              + ": "
              + Resemblance.advice(named, zones, "choose one of them"));
    }
  }

  private static List<String> zones(Inventory stack) {
    return StackSubjects.zones(stack).distinct().sorted().toList();
  }

  private List<RehearsableDrill> on(Inventory stack, ChosenDrill chosen) {
    try {
      if (chosen instanceof ChosenDrill.FromFile file) {
        return List.of(
            new RehearsableDrill(file.file().on(stack), List.of("--drill", file.word())));
      }
      BuiltInDrill drill = ((ChosenDrill.BuiltIn) chosen).drill();
      if (drill != BuiltInDrill.ZONE_POWER_LOSS) {
        return List.of(ApplicableDrills.builtIn(drill, stack, Optional.empty()));
      }
      List<String> hit = zone == null ? zones(stack) : List.of(zone);
      return hit.stream()
          .map(each -> ApplicableDrills.builtIn(drill, stack, Optional.of(each)))
          .toList();
    } catch (FaultException nothing) {
      throw new BadInput("--drill " + chosen.word() + ": " + nothing.getMessage());
    }
  }

  private static RehearsableDrill ofFaults(
      Inventory stack, String value, String words, Duration held) {
    try {
      return ApplicableDrills.ofFaults(words, held, stack);
    } catch (FaultArgumentException | FaultException e) {
      throw new BadInput("--fault " + value + ": " + Trouble.of(e));
    }
  }
}
