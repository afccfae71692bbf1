package dev.azdrill.cli;

import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.Guards;
import dev.azdrill.drill.file.BuiltInDrills;
import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.fault.FaultException;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Ability;
import dev.azdrill.session.AwsAction;
import java.util.Optional;
import java.util.Set;

/** A drill that a command is to run, before what it runs on stands. */
sealed interface OrderedDrill {
  /**
   * The drill for this stack.
   *
   * @throws FaultException when the stack lacks what it is run on
   */
  Drill on(Inventory stack);

  /** What the platform must be able to do for its faults, beside answering AWS's API. */
  Set<Ability> needs();

  /** The calls of AWS's API by which its faults change something. */
  Set<AwsAction> apiCalls();

  /** Its own guards. */
  Guards guards();

  /** The ids of instances and security groups that it names. */
  Set<String> ids();

  /**
   * A built-in one.
   *
   * @param subject what it is run on; empty leaves it to the drill
   */
  record BuiltIn(BuiltInDrill drill, Optional<String> subject) implements OrderedDrill {
    /** The one of a zone for this zone, each other for what it chooses. */
    static BuiltIn of(BuiltInDrill drill, String zone) {
      boolean isOfZone = drill == BuiltInDrill.ZONE_POWER_LOSS;
      return new BuiltIn(drill, isOfZone ? Optional.of(zone) : Optional.empty());
    }

    @Override
    public Drill on(Inventory stack) {
      return drill.on(stack, subject);
    }

    @Override
    public Set<Ability> needs() {
      return BuiltInDrills.file(drill).drill().needs();
    }

    @Override
    public Set<AwsAction> apiCalls() {
      return BuiltInDrills.file(drill).drill().apiCalls();
    }

    @Override
    public Guards guards() {
      return BuiltInDrills.file(drill).drill().guards();
    }

    @Override
    public Set<String> ids() {
      return Set.of();
    }
  }

  /** One that a file describes. */
  record FromFile(DrillFile file) implements OrderedDrill {
    @Override
    public Drill on(Inventory stack) {
      return file.on(stack);
    }

    @Override
    public Set<Ability> needs() {
      return file.drill().needs();
    }

    @Override
    public Set<AwsAction> apiCalls() {
      return file.drill().apiCalls();
    }

    @Override
    public Guards guards() {
      return file.drill().guards();
    }

    @Override
    public Set<String> ids() {
      return file.ids();
    }
  }
}
