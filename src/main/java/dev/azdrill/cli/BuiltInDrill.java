package dev.azdrill.cli;

import dev.azdrill.drill.Drill;
import dev.azdrill.drill.Drills;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The drills that can be run by name. */
enum BuiltInDrill {
  INSTANCE_TERMINATION {
    @Override
    Drill on(Inventory stack, String zone) {
      return Drills.instanceTermination(
          stack.all(Kind.AUTO_SCALING_GROUP).stream()
              .flatMap(group -> group.instances().stream())
              .map(each -> each.instanceId())
              .sorted()
              .findFirst()
              .orElseThrow(
                  () -> new BadInput("expected an instance in the group, saw none to terminate")));
    }
  },
  ZONE_POWER_LOSS {
    @Override
    Drill on(Inventory stack, String zone) {
      return Drills.zonePowerLoss(stack, zone);
    }
  };

  /** The drill, for what stands there. */
  abstract Drill on(Inventory stack, String zone);

  /** As it is typed: {@code zone-power-loss}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static BuiltInDrill called(String label) {
    return Arrays.stream(values())
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "expected --drill to be one of "
                        + Arrays.stream(values())
                            .map(BuiltInDrill::label)
                            .collect(Collectors.joining(", "))
                        + ", saw '"
                        + label
                        + "'"));
  }
}
