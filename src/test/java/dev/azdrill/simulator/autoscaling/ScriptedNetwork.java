package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Networking;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** A double of the port Network: {@code subnet-a} to {@code subnet-c}, one in each zone. */
final class ScriptedNetwork implements Networking {
  private int failures;
  private boolean isBroken;

  /** Lets as many of the next look-ups of a subnet fail. */
  void fail(int times) {
    failures = times;
  }

  /** Lets the next look-up of a subnet fail as only a defect does. */
  void breakOnce() {
    isBroken = true;
  }

  @Override
  public Optional<Subnet> subnet(String subnetId) {
    if (isBroken) {
      isBroken = false;
      throw new IllegalStateException("broken");
    }
    if (failures > 0) {
      failures--;
      throw new AwsError("ServiceUnavailable", 503, "nobody answers");
    }
    return subnetId.matches("subnet-[abc]")
        ? Optional.of(
            Subnet.builder()
                .subnetId(subnetId)
                .availabilityZone("eu-west-2" + subnetId.substring("subnet-".length()))
                .build())
        : Optional.empty();
  }

  @Override
  public Optional<SecurityGroup> securityGroup(String groupId) {
    return Optional.empty();
  }

  @Override
  public Optional<SecurityGroup> defaultSecurityGroup(String vpcId) {
    return Optional.empty();
  }

  @Override
  public boolean hasInternetGateway(String vpcId) {
    return true;
  }

  @Override
  public NetworkInterface create(OwnedInterface wanted) {
    throw new UnsupportedOperationException("groups own no network interfaces");
  }

  @Override
  public void delete(String networkInterfaceId) {
    throw new UnsupportedOperationException("groups own no network interfaces");
  }

  @Override
  public Optional<NetworkInterface> networkInterface(String networkInterfaceId) {
    return Optional.empty();
  }

  @Override
  public void secure(String networkInterfaceId, List<String> securityGroupIds) {
    throw new UnsupportedOperationException("groups own no network interfaces");
  }
}
