package dev.azdrill.drill;

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
  /** How long faults hold at least when nobody says it. */
  public static final Duration HOLD = Duration.ofMinutes(2);

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
    return new Drill(name(faults), steps, Objectives.NONE);
  }

  /** All of them as they are typed, as long as a name may be; else as many as there is room for. */
  private static String name(List<Fault> faults) {
    for (int shown = faults.size(); shown > 1; shown--) {
      String name =
          faults.stream().limit(shown).map(FaultDrill::words).collect(Collectors.joining(" + "))
              + (shown < faults.size() ? " and " + (faults.size() - shown) + " more" : "");
      if (Drill.isName(name)) {
        return name;
      }
    }
    String first = words(faults.get(0));
    return Drill.isName(first) ? first : kind(faults.get(0)).word();
  }

  /** An outage that nobody felt says nothing of how it ends. */
  private static DrillStep felt() {
    return new DrillStep.Expect(TimedExpectation.inTime(new Expectation.ClientsSeeErrors()));
  }

  private static boolean isSurvived(Fault fault) {
    return kind(fault).recovery().isSurvived();
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
