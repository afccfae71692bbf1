package dev.azdrill.provision;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.topology.Tier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** The subnets: one of each tier in each zone. */
final class SubnetsStep implements Step {
  @Override
  public String what() {
    return "the subnets";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions("ec2:CreateSubnet", "ec2:ModifySubnetAttribute");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("ec2:DeleteSubnet");
  }

  @Override
  public void ensure(Construction construction) {
    Map<String, Subnet> there = Ec2Labels.byRole(own(construction.work()), Subnet::tags);
    construction
        .blueprint()
        .network()
        .subnets()
        .forEach((tier, cidrs) -> ensure(construction, there, tier, cidrs));
  }

  private static List<Subnet> own(Work work) {
    return work.aws().ec2().describeSubnets(r -> r.filters(Ec2Labels.own(work))).subnets();
  }

  private static void ensure(
      Construction construction, Map<String, Subnet> there, Tier tier, List<Cidr> cidrs) {
    List<String> letters = construction.letters();
    for (int i = 0; i < cidrs.size(); i++) {
      String role = Construction.subnetRole(tier, letters.get(i));
      Subnet known = there.get(role);
      Subnet subnet =
          known == null
              ? create(construction, role, cidrs.get(i), construction.blueprint().zones().get(i))
              : known;
      boolean wantsPublic =
          tier == Tier.PUBLIC && construction.blueprint().network().publicAddressesOnLaunch();
      if (wantsPublic && !Boolean.TRUE.equals(subnet.mapPublicIpOnLaunch())) {
        construction
            .aws()
            .ec2()
            .modifySubnetAttribute(
                r -> r.subnetId(subnet.subnetId()).mapPublicIpOnLaunch(v -> v.value(true)));
      }
      construction.found(role, subnet.subnetId());
    }
  }

  private static Subnet create(Construction construction, String role, Cidr cidr, String zone) {
    return construction
        .aws()
        .ec2()
        .createSubnet(
            r ->
                r.vpcId(construction.id(VpcStep.ROLE))
                    .cidrBlock(cidr.toString())
                    .availabilityZone(zone)
                    .tagSpecifications(
                        Ec2Labels.specification(construction, ResourceType.SUBNET, role)))
        .subnet();
  }

  @Override
  public void remove(Work work) {
    for (Subnet subnet : own(work)) {
      work.aws().ec2().deleteSubnet(r -> r.subnetId(subnet.subnetId()));
    }
  }
}
