package dev.azdrill.simulator.ssm;

import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;

/** AWS Systems Manager, as far as its parameters that AWS publishes. */
public final class Ssm {
  public Ssm(World world) {
    new PublicParameters(world.place()).enter(world.operations().of(Service.SSM));
  }
}
