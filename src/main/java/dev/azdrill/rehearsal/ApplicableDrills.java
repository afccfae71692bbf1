package dev.azdrill.rehearsal;

import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.FaultDrill;
import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.StackSubjects;
import dev.azdrill.inventory.Inventory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a stack is rehearsed with when nobody chooses: the built-in drills, and the faults that an
 * architecture over several zones is to survive; what hits a zone once for each of its zones.
 *
 * @param drills those that it can be rehearsed with
 * @param others those that it has nothing for, a sentence each without a full stop
 */
public record ApplicableDrills(List<RehearsableDrill> drills, List<String> others) {
  /** Without a drill of their own; {@code ZONE} stands for each zone. */
  private static final List<String> FAULTS =
      List.of(
          "instance-stop",
          "instance-reboot",
          "application-errors",
          "targets-deregistered",
          "zonal-shift:zone=ZONE",
          "zone-capacity-loss:zone=ZONE+instance-termination:instances=1:zone=ZONE",
          "database-restart");

  private static final Pattern PLUS = Pattern.compile("\\+");

  public ApplicableDrills {
    drills = List.copyOf(drills);
    others = List.copyOf(others);
  }

  /** For this stack. */
  public static ApplicableDrills of(Inventory stack) {
    List<RehearsableDrill> drills = new ArrayList<>();
    List<String> others = new ArrayList<>();
    List<String> zones = StackSubjects.zones(stack).distinct().sorted().toList();
    for (BuiltInDrill drill : BuiltInDrill.values()) {
      List<Optional<String>> subjects =
          drill == BuiltInDrill.ZONE_POWER_LOSS
              ? zones.stream().map(Optional::of).toList()
              : List.of(Optional.empty());
      for (Optional<String> subject : subjects) {
        try {
          drills.add(builtIn(drill, stack, subject));
        } catch (FaultException nothing) {
          others.add(drill.label() + ": " + nothing.getMessage());
        }
      }
    }
    for (String fault : FAULTS) {
      Stream<String> each =
          fault.contains("ZONE")
              ? zones.stream().map(zone -> fault.replace("ZONE", zone))
              : Stream.of(fault);
      each.forEach(
          words -> {
            try {
              drills.add(ofFaults(words, FaultDrill.HOLD, stack));
            } catch (FaultException nothing) {
              others.add(words + ": " + nothing.getMessage());
            }
          });
    }
    return new ApplicableDrills(drills, others);
  }

  /**
   * A built-in drill.
   *
   * @param zone which loses its power, in the drill that is of one
   * @throws FaultException when the stack has nothing to run it on
   */
  public static RehearsableDrill builtIn(
      BuiltInDrill drill, Inventory stack, Optional<String> zone) {
    List<String> words = new ArrayList<>(List.of("--drill", drill.label()));
    zone.ifPresent(each -> words.addAll(List.of("--zone", each)));
    return new RehearsableDrill(drill.on(stack, zone), words);
  }

  /**
   * The drill of faults that are injected at the same time.
   *
   * @param words of the faults, with plus signs between
   * @param hold how long they hold at least
   * @throws FaultException when the stack has nothing to inject one into
   * @throws dev.azdrill.fault.FaultArgumentException when they are no faults
   */
  public static RehearsableDrill ofFaults(String words, Duration hold, Inventory stack) {
    List<Fault> faults = Stream.of(PLUS.split(words, -1)).map(FaultCatalogue::parse).toList();
    return new RehearsableDrill(
        new DrillFile(FaultDrill.of(faults, hold)).on(stack), List.of("--fault", words));
  }
}
