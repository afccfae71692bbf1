package dev.azdrill.explain;

import dev.azdrill.network.Answer;
import dev.azdrill.network.Disposition;
import dev.azdrill.network.Hop;
import dev.azdrill.network.Obstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** What is not looked at: packets are followed by their IPv4 addresses alone. */
final class IpVersion6 {
  private IpVersion6() {}

  /**
   * The same answer, unless anybody may come in by an address that is not looked at: then that
   * nobody does is not known.
   */
  static Answer and(Answer answer, NetworkInterface receiver) {
    if (receiver.ipv6Addresses().isEmpty() || answer instanceof Answer.Reachable) {
      return answer;
    }
    String id = receiver.networkInterfaceId();
    String why = id + " has IPv6 addresses, and where those lead is not looked at";
    Hop hop =
        new Hop(
            Hop.Component.NETWORK_INTERFACE,
            id,
            Optional.ofNullable(receiver.subnetId()),
            Optional.ofNullable(receiver.availabilityZone()),
            Hop.Direction.INGRESS,
            Optional.empty(),
            why);
    List<Hop> back = new ArrayList<>(answer.back());
    back.add(hop);
    List<Obstacle> obstacles = new ArrayList<>(answer.obstacles());
    obstacles.add(new Obstacle(Disposition.UNSUPPORTED_COMPONENT, hop, true, why));
    return new Answer.Unknown(answer.packet(), answer.there(), back, obstacles);
  }
}
