package dev.azdrill.simulator.sts;

import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** AWS Security Token Service: enters its operations. */
public final class Sts {
  private static final String USER_ID = "AIDAZDRILLSIMULATED01";

  public Sts(World world) {
    RegionLocation place = world.place();
    world
        .operations()
        .of(Service.STS)
        .read(
            "GetCallerIdentity",
            GetCallerIdentityRequest::builder,
            (GetCallerIdentityRequest request) ->
                GetCallerIdentityResponse.builder()
                    .account(place.account())
                    .arn(place.callerArn())
                    .userId(USER_ID)
                    .build());
  }
}
