package dev.azdrill.simulator.ec2;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
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

  public Ec2(World world) {
    tags = new Tags(world.network()::changed);
    zones = new AvailabilityZones(world.place());
    enter(world.operations().of(Service.EC2));
  }

  private void enter(Operations.Page page) {
    page.read(
        "DescribeAvailabilityZones", DescribeAvailabilityZonesRequest::builder, zones::describe);
    page.write("CreateTags", CreateTagsRequest::builder, tags::create);
    page.write("DeleteTags", DeleteTagsRequest::builder, tags::delete);
    page.read("DescribeTags", DescribeTagsRequest::builder, tags::describe);
  }
}
