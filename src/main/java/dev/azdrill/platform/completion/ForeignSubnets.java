package dev.azdrill.platform.completion;

import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Subnets, from the view or from EC2 itself. */
final class ForeignSubnets {
  private ForeignSubnets() {}

  static Optional<Subnet> subnet(Calls calls, Ec2Client ec2, Ec2View view, String subnetId) {
    Optional<Subnet> known = view.subnet(subnetId);
    return known.isPresent() || !calls.mayAsk()
        ? known
        : calls.find(() -> ec2.describeSubnets(r -> r.subnetIds(subnetId)).subnets());
  }
}
