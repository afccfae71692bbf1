package dev.azdrill.simulator.sts;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** AWS Security Token Service. */
public final class Sts {
  private static final String USER_ID = "AIDAZDRILLSIMULATED01";

  private final RegionLocation location;

  public Sts(World world) {
    location = world.place();
    enter(world.operations().of(Service.STS));
  }

  private void enter(Operations.Page page) {
    page.read("GetCallerIdentity", GetCallerIdentityRequest::builder, this::callerIdentity);
  }

  private GetCallerIdentityResponse callerIdentity(GetCallerIdentityRequest request) {
    return GetCallerIdentityResponse.builder()
        .account(location.account())
        .arn(location.callerArn())
        .userId(USER_ID)
        .build();
  }
}
