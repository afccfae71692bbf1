package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.ApplicationDefaults;
import dev.azdrill.simulator.world.Timings;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;

/** The twin of what an inventory describes, and somebody who uses its EC2. */
final class TwinUnderTest implements AutoCloseable {
  private final Adoption adoption;
  private final SimulatorPlatform platform;

  TwinUnderTest(Inventory described) {
    adoption = new Adoption(described);
    platform =
        SimulatorPlatform.twin(adoption, "twin", Timings.typical(), ApplicationDefaults.NONE);
  }

  SimulatorPlatform platform() {
    return platform;
  }

  AwsSession aws() {
    return Somebody.beside(platform.session());
  }

  Ec2Client ec2() {
    return aws().ec2();
  }

  void pass(Duration duration) {
    aws().clock().pass(duration);
  }

  /** What was left out, as {@code kind id: reason}. */
  List<String> leftOut() {
    return adoption.leftOut().stream()
        .map(each -> each.kind() + " " + each.id() + ": " + each.reason())
        .toList();
  }

  Instance instance(String id) {
    return ec2().describeInstances(r -> r.instanceIds(id)).reservations().get(0).instances().get(0);
  }

  InstanceStateName state(String id) {
    return instance(id).state().name();
  }

  InstanceStatus status(String id) {
    return ec2()
        .describeInstanceStatus(r -> r.instanceIds(id).includeAllInstances(true))
        .instanceStatuses()
        .get(0);
  }

  /** Stops an instance and starts it again. */
  void restart(String id) {
    ec2().stopInstances(r -> r.instanceIds(id));
    pass(Duration.ofMinutes(1));
    ec2().startInstances(r -> r.instanceIds(id));
    pass(Duration.ofMinutes(1));
  }

  @Override
  public void close() {
    platform.close();
  }
}
