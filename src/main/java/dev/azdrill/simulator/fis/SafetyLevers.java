package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import software.amazon.awssdk.services.fis.model.GetSafetyLeverRequest;
import software.amazon.awssdk.services.fis.model.GetSafetyLeverResponse;
import software.amazon.awssdk.services.fis.model.SafetyLever;
import software.amazon.awssdk.services.fis.model.SafetyLeverState;
import software.amazon.awssdk.services.fis.model.SafetyLeverStatus;
import software.amazon.awssdk.services.fis.model.SafetyLeverStatusInput;
import software.amazon.awssdk.services.fis.model.UpdateSafetyLeverStateRequest;
import software.amazon.awssdk.services.fis.model.UpdateSafetyLeverStateResponse;

/**
 * The one safety lever of the account: engaged, it stops all experiments, and none starts. Source:
 * AWS Fault Injection Service User Guide, "Safety levers for AWS FIS".
 */
final class SafetyLevers {
  private static final String ID = "default";

  private final RegionLocation place;
  private SafetyLeverState state =
      SafetyLeverState.builder()
          .status(SafetyLeverStatus.DISENGAGED)
          .reason("Safety lever is disengaged.")
          .build();
  private Runnable engaged = () -> {};

  SafetyLevers(RegionLocation place) {
    this.place = place;
  }

  void enter(Operations.Page page) {
    page.read("GetSafetyLever", GetSafetyLeverRequest::builder, this::get);
    page.write("UpdateSafetyLeverState", UpdateSafetyLeverStateRequest::builder, this::update);
  }

  /** What is done when it is engaged. */
  void onEngaged(Runnable action) {
    engaged = action;
  }

  boolean isEngaged() {
    return state.status() == SafetyLeverStatus.ENGAGED;
  }

  private GetSafetyLeverResponse get(GetSafetyLeverRequest request) {
    requireKnown(request.id());
    return GetSafetyLeverResponse.builder().safetyLever(describe()).build();
  }

  private UpdateSafetyLeverStateResponse update(UpdateSafetyLeverStateRequest request) {
    requireKnown(request.id());
    boolean engages = request.state().status() == SafetyLeverStatusInput.ENGAGED;
    state =
        SafetyLeverState.builder()
            .status(engages ? SafetyLeverStatus.ENGAGED : SafetyLeverStatus.DISENGAGED)
            .reason(request.state().reason())
            .build();
    if (engages) {
      engaged.run();
    }
    return UpdateSafetyLeverStateResponse.builder().safetyLever(describe()).build();
  }

  private static void requireKnown(String id) {
    if (!id.equals(ID)) {
      throw FisErrors.safetyLeverNotFound(id);
    }
  }

  private SafetyLever describe() {
    return SafetyLever.builder()
        .id(ID)
        .arn(place.arn(Service.FIS, "safety-lever/" + ID))
        .state(state)
        .build();
  }
}
