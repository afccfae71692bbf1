package dev.azdrill.network;

import dev.azdrill.inventory.RegionalNat;
import dev.azdrill.network.Hop.Component;
import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.Walk.Passage;
import dev.azdrill.network.model.PortRange;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** The way of a reply from the internet, back by the gateways by which the question had left. */
final class WayBack {
  private final NetworkIndex index;
  private final Walk walk;
  private final WayIn wayIn;

  WayBack(NetworkIndex index, Walk walk) {
    this.index = index;
    this.walk = walk;
    this.wayIn = new WayIn(index, walk);
  }

  /**
   * The reply from the internet to one who had gone out by this passage.
   *
   * @param asked who had gone out
   * @param question what it had sent, as it sent it
   * @param asPorts from which ports it may have sent
   */
  boolean backBy(Passage way, NetworkInterface asked, Packet question, PortRange asPorts) {
    walk.hop(Component.INTERNET, Hop.INTERNET, Direction.INGRESS, "replies " + walk.packet());
    walk.now(walk.packet().to(way.privateAddress()));
    walk.hop(
        Component.INTERNET_GATEWAY,
        way.internetGatewayId(),
        null,
        Direction.INGRESS,
        Optional.of(way.publicAddress()),
        way.publicAddress().equals(way.privateAddress())
            ? "passes on what is for " + way.publicAddress()
            : "translates " + way.publicAddress() + " to " + way.privateAddress());
    String vpc = index.vpcOf(asked).orElse(null);
    if (vpc == null) {
      return wayIn.isInNoVpc(asked);
    }
    NatGateway nat = way.natGateway();
    if (nat == null) {
      return walk.crosses(asked.subnetId(), vpc, Direction.INGRESS, walk.packet().source())
          && wayIn.arrivesAt(asked);
    }
    Optional<RegionalNat> regional = RegionalNat.of(nat);
    if (regional.isPresent()) {
      translatedBack(regional.get(), way.publicAddress(), question, asPorts);
      return walk.crosses(asked.subnetId(), vpc, Direction.INGRESS, walk.packet().source())
          && wayIn.arrivesAt(asked);
    }
    return walk.crosses(nat.subnetId(), vpc, Direction.INGRESS, walk.packet().source())
        && translatedBack(nat, question, asPorts)
        && backBehind(nat, asked, vpc);
  }

  private void translatedBack(
      RegionalNat regional, String publicAddress, Packet question, PortRange asPorts) {
    walk.standsFor(asPorts);
    walk.now(walk.packet().to(question.source(), question.reply().destinationPort()));
    walk.hop(
        regional.gateway(),
        regional.having(publicAddress).map(NatGatewayAddress::availabilityZone),
        Direction.INGRESS,
        "translates back to " + question.source());
  }

  /** From here on the reply goes to the port that the asker had, not to the NAT gateway's. */
  private boolean translatedBack(NatGateway nat, Packet question, PortRange asPorts) {
    walk.standsFor(asPorts);
    walk.now(walk.packet().to(question.source(), question.reply().destinationPort()));
    walk.hop(
        Component.NAT_GATEWAY,
        nat.natGatewayId(),
        nat.subnetId(),
        Direction.INGRESS,
        Optional.empty(),
        "translates back to " + question.source());
    return true;
  }

  private boolean backBehind(NatGateway nat, NetworkInterface asked, String vpc) {
    Optional<RoutingTable.Chosen> way =
        walk.routed(
            nat.subnetId(),
            vpc,
            () -> RoutingTable.Chosen.supposed(RoutingTable.Target.LOCAL, "local"));
    if (way.isEmpty()) {
      return false;
    }
    if (way.get().target() != RoutingTable.Target.LOCAL
        && !walk.blocked(
            Disposition.RETURN_ROUTE_ASYMMETRIC,
            "from " + nat.natGatewayId() + " the way back leads to " + way.get().targetId())) {
      return false;
    }
    return walk.crosses(nat.subnetId(), vpc, Direction.EGRESS, walk.packet().destination())
        && walk.crosses(asked.subnetId(), vpc, Direction.INGRESS, walk.packet().source())
        && wayIn.arrivesAt(asked);
  }
}
