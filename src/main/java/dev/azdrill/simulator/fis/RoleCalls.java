package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Operation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Calls of the region's own services, as AWS FIS makes them with an experiment's role: through the
 * table of operations, with the SDK's own requests and responses.
 */
final class RoleCalls {
  private final World world;

  RoleCalls(World world) {
    this.world = world;
  }

  /**
   * Calls an operation.
   *
   * @throws AwsError when the service refuses
   */
  <R> R call(Service service, String action, SdkPojo request, Class<R> response) {
    Operation operation =
        world
            .operations()
            .find(service, action)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "expected the region to have " + service.signingName() + ":" + action));
    return response.cast(operation.run(request));
  }
}
