package dev.azdrill.evidence;

import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What types of observations are called in journals and reports. A name never changes its sense.
 */
final class ObservationTypes {
  private static final Map<String, Class<? extends Observation>> NAMES = names();

  private ObservationTypes() {}

  /** Every type by its name. */
  static Map<String, Class<? extends Observation>> byName() {
    return Collections.unmodifiableMap(NAMES);
  }

  /** What the type of this one is called. */
  static String nameOf(Observation observation) {
    return NAMES.entrySet().stream()
        .filter(each -> each.getValue() == observation.getClass())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** The same, for Jackson. */
  static NamedType[] named() {
    return NAMES.entrySet().stream()
        .map(each -> new NamedType(each.getValue(), each.getKey()))
        .toArray(NamedType[]::new);
  }

  private static Map<String, Class<? extends Observation>> names() {
    Map<String, Class<? extends Observation>> names = new LinkedHashMap<>();
    names.put("run.begun", Observation.RunBegun.class);
    names.put("stack.ready", Observation.StackReady.class);
    names.put("resource.placed", Observation.ResourcePlaced.class);
    names.put("guarantee.judged", Observation.GuaranteeJudged.class);
    names.put("drill.begun", Observation.DrillBegun.class);
    names.put("fault.intended", Observation.FaultIntended.class);
    names.put("fault.imposed", Observation.FaultImposed.class);
    names.put("fault.refused", Observation.FaultRefused.class);
    names.put("fault.witnessed", Observation.FaultWitnessed.class);
    names.put("fault.undone", Observation.FaultUndone.class);
    names.put("fault.irreversible", Observation.FaultIrreversible.class);
    names.put("undo.failed", Observation.UndoFailed.class);
    names.put("target.health", Observation.TargetHealthChanged.class);
    names.put("group.capacity", Observation.CapacityChanged.class);
    names.put("group.desired", Observation.DesiredCapacityChanged.class);
    names.put("group.activity", Observation.ScalingActivity.class);
    names.put("database.event", Observation.DatabaseEvent.class);
    names.put("database.status", Observation.DatabaseStatusChanged.class);
    names.put("database.zone", Observation.PrimaryMoved.class);
    names.put("traffic.bucket", Observation.RequestsServed.class);
    names.put("traffic.outage", Observation.OutageSeen.class);
    names.put("traffic.load", Observation.LoadChanged.class);
    names.put("recovery.measured", Observation.RecoveryMeasured.class);
    names.put("objective.judged", Observation.ObjectiveJudged.class);
    names.put("configuration.changed", Observation.ConfigurationChanged.class);
    names.put("failure.cause", Observation.CauseFound.class);
    names.put("failure.expected", Observation.FailureExpected.class);
    names.put("drill.stopped", Observation.DrillStopped.class);
    names.put("drill.ended", Observation.DrillEnded.class);
    names.put("stack.torn-down", Observation.StackTornDown.class);
    names.put("stack.kept", Observation.StackKept.class);
    names.put("resource.left", Observation.ResourceLeft.class);
    names.put("platform.lost", Observation.PlatformLost.class);
    names.put("platform.logged", Observation.PlatformLogged.class);
    names.put("scenario.skipped", Observation.ScenarioSkipped.class);
    names.put("run.broken-off", Observation.RunBrokenOff.class);
    names.put("run.ended", Observation.RunEnded.class);
    return names;
  }
}
