package dev.azdrill.simulator.ec2;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Templates;
import dev.azdrill.simulator.world.World;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;

/**
 * Amazon EC2: puts its nouns together, enters their operations, and stands behind the ports through
 * which others see it.
 */
public final class Ec2 {
  private final Tags tags;
  private final AvailabilityZones zones;
  private final Images images;
  private final InstanceTypes instanceTypes;
  private final LaunchTemplates launchTemplates;
  private final LaunchTemplateVersions launchTemplateVersions;

  public Ec2(World world) {
    tags = new Tags(world.network()::changed);
    zones = new AvailabilityZones(world.place());
    images = new Images();
    instanceTypes = new InstanceTypes(world.place());
    TemplateData templateData = new TemplateData(images, instanceTypes);
    launchTemplates = new LaunchTemplates(world, tags, templateData);
    launchTemplateVersions = new LaunchTemplateVersions(world, launchTemplates, templateData);
    enter(world.operations().of(Service.EC2));
  }

  /** The launch templates, for those who launch from them. */
  public Templates templates() {
    return launchTemplates;
  }

  private void enter(Operations.Page page) {
    page.read(
        "DescribeAvailabilityZones", DescribeAvailabilityZonesRequest::builder, zones::describe);
    page.write("CreateTags", CreateTagsRequest::builder, tags::create);
    page.write("DeleteTags", DeleteTagsRequest::builder, tags::delete);
    page.read("DescribeTags", DescribeTagsRequest::builder, tags::describe);
    images.enter(page);
    instanceTypes.enter(page);
    launchTemplates.enter(page);
    launchTemplateVersions.enter(page);
  }
}
