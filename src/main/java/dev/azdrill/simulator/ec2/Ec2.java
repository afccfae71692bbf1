package dev.azdrill.simulator.ec2;

import dev.azdrill.simulator.world.Network;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Templates;
import dev.azdrill.simulator.world.World;
import java.util.List;

/**
 * Amazon EC2: puts its nouns together, lets each enter its operations, and stands behind the ports
 * through which others see it.
 */
public final class Ec2 {
  private final Network network;
  private final Templates templates;

  public Ec2(World world) {
    Operations.Page page = world.operations().of(Service.EC2);
    Tags tags = new Tags(world.network()::changed);
    tags.enter(page);
    AvailabilityZones zones = new AvailabilityZones(world.place());
    zones.enter(page);
    NetworkNouns nouns = NetworkNouns.create(world, tags, zones);
    nouns.enter(page);
    Images images = new Images();
    images.enter(page);
    InstanceTypes instanceTypes = new InstanceTypes(world.place());
    instanceTypes.enter(page);
    TemplateData templateData = new TemplateData(images, instanceTypes);
    LaunchTemplates launchTemplates = new LaunchTemplates(world, tags, templateData);
    launchTemplates.enter(page);
    new LaunchTemplateVersions(world, launchTemplates, templateData).enter(page);

    network = new Ec2Network(nouns);
    templates = launchTemplates;
    world.network().describedBy(new Ec2NetworkSource(nouns, List::of));
  }

  /** The networks, for services that stand in them. */
  public Network network() {
    return network;
  }

  /** The launch templates, for those who launch from them. */
  public Templates templates() {
    return templates;
  }
}
