package dev.azdrill.simulator.ec2;

import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Network;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Templates;
import dev.azdrill.simulator.world.World;

/**
 * Amazon EC2: puts its nouns together, lets each enter its operations, and stands behind the ports
 * through which others see it.
 */
public final class Ec2 {
  private final Network network;
  private final Compute compute;
  private final Templates templates;

  public Ec2(World world) {
    Operations.Page page = world.operations().of(Service.EC2);
    Tags tags = new Tags(world.network()::changed);
    tags.enter(page);
    AvailabilityZones zones = new AvailabilityZones(world.place());
    zones.enter(page);
    NetworkNouns nouns = NetworkNouns.create(world, tags, zones);
    nouns.enter(page);
    ComputeNouns launched = new ComputeNouns(world, tags, nouns);
    launched.enter(page);

    network = new Ec2Network(nouns);
    compute = launched.compute();
    templates = launched.templates();
    world.network().describedBy(new Ec2NetworkSource(nouns, launched::instances));
  }

  /** The networks, for services that stand in them. */
  public Network network() {
    return network;
  }

  /** The instances, for those who launch and watch them. */
  public Compute compute() {
    return compute;
  }

  /** The launch templates, for those who launch from them. */
  public Templates templates() {
    return templates;
  }
}
