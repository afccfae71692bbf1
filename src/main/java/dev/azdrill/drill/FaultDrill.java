package dev.azdrill.drill;

import dev.azdrill.fault.ExpectedRecovery;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The drill of faults that were named without one: they are injected at the same time, clients must
 * recover while they hold, or, where the catalogue says that no architecture can, see errors and
 * recover after the undo; then the steady state must return.
 */
public final class FaultDrill {
  private FaultDrill() {}

  /**
   * The drill.
   *
   * @param faults of the catalogue, in the order in which they are injected
   * @param hold how long they hold at least, in the platform's time; longer where clients recover
   *     later
   */
  public static Drill of(List<Fault> faults, Duration hold) {
    List<DrillStep> steps = new ArrayList<>();
    faults.forEach(each -> steps.add(new DrillStep.Inject(each)));
    DrillStep recovered =
        new DrillStep.Expect(TimedExpectation.inTime(new Expectation.ClientsServed()));
    boolean isSurvived = faults.stream().allMatch(FaultDrill::isSurvived);
    steps.add(isSurvived ? recovered : felt());
    steps.add(new DrillStep.Pause(hold));
    steps.add(new DrillStep.Undo());
    steps.add(recovered);
    String name = faults.stream().map(FaultDrill::words).collect(Collectors.joining(" + "));
    return new Drill(name, steps, Objectives.NONE);
  }

  /** An outage that nobody felt says nothing of how it ends. */
  private static DrillStep felt() {
    return new DrillStep.Expect(TimedExpectation.inTime(new Expectation.ClientsSeeErrors()));
  }

  private static boolean isSurvived(Fault fault) {
    return kind(fault).recovery() == ExpectedRecovery.WHILE_IT_HOLDS;
  }

  private static String words(Fault fault) {
    return kind(fault).words(fault);
  }

  private static FaultKind<?> kind(Fault fault) {
    return FaultCatalogue.of(fault)
        .orElseThrow(
            () -> new IllegalArgumentException("expected a fault of the catalogue, saw " + fault));
  }
}
