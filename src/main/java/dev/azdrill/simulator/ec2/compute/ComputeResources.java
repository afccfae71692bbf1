package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.ec2.network.NetworkResources;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.IamProfiles;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Templates;
import dev.azdrill.simulator.world.World;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;

/**
 * The resources of what is launched, put together in the order in which they depend on one another.
 */
public final class ComputeResources {
  private final World world;
  private final NetworkResources network;
  private final Images images = new Images();
  private final InstanceTypes types;
  private final KeyPairs keys;
  private final AttachedInstanceProfiles profiles;
  private final TemplateData templateData;
  private final LaunchTemplates templates;
  private final Launching launching;
  private final Volumes volumes;
  private final Instances instances;
  private final Snapshots snapshots;
  private final InstanceStatuses statuses;

  /**
   * Puts them together.
   *
   * @param iam the instance profiles that stand
   */
  public ComputeResources(
      World world, ResourceTags tags, NetworkResources network, IamProfiles iam) {
    this.world = world;
    this.network = network;
    types = new InstanceTypes(world.place());
    keys = new KeyPairs(world, tags);
    profiles = new AttachedInstanceProfiles(world, iam);
    templateData = new TemplateData(images, types, keys, profiles);
    templates = new LaunchTemplates(world, tags, templateData);
    launching = new Launching(templates, images, types, keys, profiles, network);
    volumes = new Volumes(world, tags);
    instances = new Instances(world, tags, network, volumes, profiles, launching);
    snapshots = new Snapshots(world, tags, volumes);
    statuses = new InstanceStatuses(world.place(), instances::wanted);
  }

  /** Enters the operations of all of them. */
  public void enter(Operations.Page page) {
    images.enter(page);
    types.enter(page);
    keys.enter(page);
    templates.enter(page);
    new LaunchTemplateVersions(world, templates, templateData).enter(page);
    volumes.enter(page);
    snapshots.enter(page);
    new VolumeOperations(world, volumes, snapshots, instances).enter(page);
    instances.enter(page);
    statuses.enter(page);
    new ConsoleOutputs(world, types, instances::one).enter(page);
    new InstanceProfileAssociations(world, instances, profiles).enter(page);
    new InstanceAttributes(world, instances, types, network.interfaces()).enter(page);
  }

  /** Adds everything that matters to a packet, as EC2 describes it now. */
  public void describe(Inventory.Builder inventory) {
    inventory.add(Kind.INSTANCE, instances.describeAll());
  }

  /** Takes over the instances and launch templates that stand elsewhere. */
  public void adopt(Adoption adoption) {
    new LaunchPrerequisites(images, types, keys, profiles).adopt(adoption);
    adoption.each(Kind.LAUNCH_TEMPLATE_VERSION, LaunchTemplates::label, templates::adopt);
    templates.tellWhatIsLeftOut(adoption);
    InstanceAdoption taking =
        new InstanceAdoption(adoption, world, network, launching, images, volumes, instances);
    adoption.each(Kind.INSTANCE, Instance::instanceId, taking::take);
    adoption.each(Kind.INSTANCE_STATUS, InstanceStatus::instanceId, taking::take);
  }

  /** The launch templates as other services see them. */
  public Templates templates() {
    return templates;
  }

  /** The instances as other services see them. */
  public Compute port() {
    return new Ec2Compute(instances, statuses, launching);
  }
}
