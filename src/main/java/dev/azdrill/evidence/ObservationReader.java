package dev.azdrill.evidence;

/** What can be made of an observation: one method a type, so that none is forgotten. */
public interface ObservationReader<R> {
  R read(Observation.RunBegun observation);

  R read(Observation.StackReady observation);

  R read(Observation.ResourcePlaced observation);

  R read(Observation.GuaranteeJudged observation);

  R read(Observation.DrillBegun observation);

  R read(Observation.FaultIntended observation);

  R read(Observation.FaultImposed observation);

  R read(Observation.FaultRefused observation);

  R read(Observation.FaultWitnessed observation);

  R read(Observation.FaultUndone observation);

  R read(Observation.FaultIrreversible observation);

  R read(Observation.UndoFailed observation);

  R read(Observation.TargetHealthChanged observation);

  R read(Observation.CapacityChanged observation);

  R read(Observation.DesiredCapacityChanged observation);

  R read(Observation.ScalingActivity observation);

  R read(Observation.DatabaseEvent observation);

  R read(Observation.DatabaseStatusChanged observation);

  R read(Observation.PrimaryMoved observation);

  R read(Observation.RequestsServed observation);

  R read(Observation.OutageSeen observation);

  R read(Observation.LoadChanged observation);

  R read(Observation.RecoveryMeasured observation);

  R read(Observation.ObjectiveJudged observation);

  R read(Observation.ConfigurationChanged observation);

  R read(Observation.CauseFound observation);

  R read(Observation.FailureExpected observation);

  R read(Observation.DrillStopped observation);

  R read(Observation.DrillEnded observation);

  R read(Observation.StackTornDown observation);

  R read(Observation.StackKept observation);

  R read(Observation.ResourceLeft observation);

  R read(Observation.PlatformLost observation);

  R read(Observation.PlatformLogged observation);

  R read(Observation.ScenarioSkipped observation);

  R read(Observation.RunBrokenOff observation);

  R read(Observation.RunEnded observation);
}
