package dev.azdrill.simulator.ssm;

import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;

/** AWS Systems Manager: enters its operations. */
public final class Ssm {
  public Ssm(World world) {
    PublicParameters parameters = new PublicParameters(world.place());
    world
        .operations()
        .of(Service.SSM)
        .read("GetParameter", GetParameterRequest::builder, parameters::get)
        .read("GetParameters", GetParametersRequest::builder, parameters::getSeveral)
        .read("GetParametersByPath", GetParametersByPathRequest::builder, parameters::getByPath);
  }
}
