package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.topology.Nat;
import dev.azdrill.topology.Tier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The NAT gateways: begun here, awaited by the routes that need them. */
final class NatGatewaysStep implements Step {
  @Override
  public String what() {
    return "the NAT gateways";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions("ec2:CreateNatGateway");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("ec2:DeleteNatGateway");
  }

  /** The role of this zone's NAT gateway. */
  static String role(String letter) {
    return "nat-gateway-" + letter;
  }

  /** The zones in which one stands. */
  static List<String> letters(Construction construction) {
    List<String> letters = construction.letters();
    return switch (construction.blueprint().network().nat()) {
      case PER_ZONE -> letters;
      case SINGLE -> letters.subList(0, 1);
      case NONE -> List.of();
    };
  }

  /** The zone whose NAT gateway carries the outbound traffic of this zone. */
  static String serving(Construction construction, String letter) {
    return construction.blueprint().network().nat() == Nat.SINGLE
        ? construction.letters().get(0)
        : letter;
  }

  @Override
  public void ensure(Construction construction) {
    List<String> letters = letters(construction);
    if (letters.isEmpty()) {
      return;
    }
    Map<String, NatGateway> there = Ec2Labels.byRole(own(construction.work()), NatGateway::tags);
    for (String letter : letters) {
      String role = role(letter);
      NatGateway known = there.get(role);
      construction.found(role, known == null ? create(construction, letter) : known.natGatewayId());
    }
  }

  private static String create(Construction construction, String letter) {
    return construction
        .aws()
        .ec2()
        .createNatGateway(
            r ->
                r.subnetId(construction.id(Construction.subnetRole(Tier.PUBLIC, letter)))
                    .allocationId(construction.id(AddressesStep.role(letter)))
                    .tagSpecifications(
                        Ec2Labels.specification(
                            construction, ResourceType.NATGATEWAY, role(letter))))
        .natGateway()
        .natGatewayId();
  }

  /** Those that live: deleted and failed ones are described for an hour more. */
  private static List<NatGateway> own(Work work) {
    return inState(work, NatGatewayState.PENDING, NatGatewayState.AVAILABLE);
  }

  /** Those that hold an address and an interface, or soon will, or still do. */
  static List<NatGateway> lingering(Work work) {
    return inState(
        work, NatGatewayState.PENDING, NatGatewayState.AVAILABLE, NatGatewayState.DELETING);
  }

  private static List<NatGateway> inState(Work work, NatGatewayState... states) {
    String[] words = new String[states.length];
    for (int i = 0; i < states.length; i++) {
      words[i] = states[i].toString();
    }
    return work.aws()
        .ec2()
        .describeNatGateways(r -> r.filter(Ec2Labels.own(work), Ec2Labels.filter("state", words)))
        .natGateways();
  }

  @Override
  public void remove(Work work) {
    for (NatGateway gateway : own(work)) {
      work.aws().ec2().deleteNatGateway(r -> r.natGatewayId(gateway.natGatewayId()));
    }
  }
}
