package dev.azdrill.simulator.ec2;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.simulator.ec2.compute.ComputeResources;
import dev.azdrill.simulator.ec2.network.NetworkResources;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.IamProfiles;
import dev.azdrill.simulator.world.NetworkSource;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Templates;
import dev.azdrill.simulator.world.World;

/**
 * Amazon EC2: puts its resources together, lets each enter its operations, and gives the ports
 * through which other services use it.
 */
public final class Ec2 {
  private final NetworkResources network;
  private final ComputeResources compute;

  /**
   * Enters the operations.
   *
   * @param profiles that instances may be given
   */
  public Ec2(World world, IamProfiles profiles) {
    ResourceTags tags = new ResourceTags(world.network()::changedForNoPacket);
    network = new NetworkResources(world, tags);
    compute = new ComputeResources(world, tags, network, profiles);

    Operations.Page page = world.operations().of(Service.EC2);
    tags.enter(page);
    network.enter(page);
    compute.enter(page);
  }

  /** Takes over networks, instances and launch templates that stand elsewhere. */
  public void adopt(Adoption adoption) {
    network.adopt(adoption);
    compute.adopt(adoption);
  }

  /** What becomes of packets here is described by this. */
  public NetworkSource source() {
    return this::describe;
  }

  private Inventory describe() {
    Inventory.Builder inventory = Inventory.builder();
    network.describe(inventory);
    compute.describe(inventory);
    return inventory.build();
  }

  /** The networks, for services that have network interfaces in them. */
  public Networking network() {
    return network.port();
  }

  /** The instances, for those who launch and watch them. */
  public Compute compute() {
    return compute.port();
  }

  /** The launch templates, for those who launch from them. */
  public Templates templates() {
    return compute.templates();
  }
}
