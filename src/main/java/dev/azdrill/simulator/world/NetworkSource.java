package dev.azdrill.simulator.world;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** All that decides what becomes of a packet, as EC2 describes it. The region's EC2 room is one. */
public interface NetworkSource {
  /**
   * Notices what has changed in it behind the region's back, before somebody asks; called under the
   * writer's lock. Without effect for the region's own EC2, which has no back.
   */
  default void catchUp() {}

  List<Vpc> vpcs();

  List<Subnet> subnets();

  List<RouteTable> routeTables();

  List<InternetGateway> internetGateways();

  List<NatGateway> natGateways();

  List<Address> addresses();

  List<SecurityGroup> securityGroups();

  List<NetworkAcl> networkAcls();

  List<NetworkInterface> networkInterfaces();

  List<Instance> instances();
}
