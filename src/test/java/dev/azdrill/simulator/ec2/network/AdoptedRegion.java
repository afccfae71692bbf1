package dev.azdrill.simulator.ec2.network;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.ApplicationDefaults;
import dev.azdrill.simulator.world.Timings;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** A twin of what an inventory describes, and what was left out of it. */
record AdoptedRegion(SimulatorPlatform platform, Adoption adoption) implements AutoCloseable {
  /** With the seed of the region that it stands for, which is the hardest. */
  static AdoptedRegion of(Inventory described) {
    Adoption adoption = new Adoption(described);
    return new AdoptedRegion(
        SimulatorPlatform.twin(adoption, "original", Timings.typical(), ApplicationDefaults.NONE),
        adoption);
  }

  AwsSession aws() {
    return Somebody.beside(platform.session());
  }

  Ec2Client ec2() {
    return aws().ec2();
  }

  Inventory discovered(String vpcId) {
    return new Discovery(platform.session()).byVpc(vpcId);
  }

  /** What was left out of one kind: its id and the reason. */
  List<String> leftOut(Kind<?> kind) {
    return adoption.leftOut().stream()
        .filter(each -> each.kind().equals(kind.name()))
        .map(each -> each.id() + ": " + each.reason())
        .toList();
  }

  @Override
  public void close() {
    platform.close();
  }
}
