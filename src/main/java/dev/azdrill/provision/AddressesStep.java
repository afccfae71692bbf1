package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The Elastic IP addresses under which outbound traffic is seen, one for each NAT gateway. */
final class AddressesStep implements Step {
  @Override
  public String what() {
    return "the Elastic IP addresses";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions("ec2:AllocateAddress");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("ec2:ReleaseAddress");
  }

  /** The role of the address of this zone's NAT gateway. */
  static String role(String letter) {
    return "nat-address-" + letter;
  }

  @Override
  public void ensure(Construction construction) {
    List<String> letters = NatGatewaysStep.letters(construction);
    if (letters.isEmpty()) {
      return;
    }
    Map<String, Address> there = Ec2Labels.byRole(own(construction.work()), Address::tags);
    for (String letter : letters) {
      String role = role(letter);
      Address known = there.get(role);
      construction.found(role, known == null ? allocate(construction, role) : known.allocationId());
    }
  }

  private static List<Address> own(Work work) {
    return work.aws().ec2().describeAddresses(r -> r.filters(Ec2Labels.own(work))).addresses();
  }

  private static String allocate(Construction construction, String role) {
    return construction
        .aws()
        .ec2()
        .allocateAddress(
            r ->
                r.domain(DomainType.VPC)
                    .tagSpecifications(
                        Ec2Labels.specification(construction, ResourceType.ELASTIC_IP, role)))
        .allocationId();
  }

  @Override
  public void remove(Work work) {
    for (Address address : own(work)) {
      work.aws().ec2().releaseAddress(r -> r.allocationId(address.allocationId()));
    }
  }
}
