package dev.azdrill.explain;

import dev.azdrill.guarantee.Tiers;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Answer;
import dev.azdrill.network.Disposition;
import dev.azdrill.network.Hop;
import dev.azdrill.network.Obstacle;
import dev.azdrill.network.Packet;
import dev.azdrill.network.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/** What a load balancer does with a packet that has reached one of its nodes. */
final class Listening {
  private static final String TARGET_GROUP = ":targetgroup/";

  private final Tiers tiers;
  private final Inventory inventory;

  Listening(Tiers tiers, Inventory inventory) {
    this.tiers = tiers;
    this.inventory = inventory;
  }

  /** The same answer, with what the node's listeners make of the packet. */
  Answer and(Answer answer, NetworkInterface node) {
    Packet packet = answer.packet();
    if (packet.protocol() == Protocol.ICMP || !tiers.loadBalancer().contains(node)) {
      return answer;
    }
    if (!inventory.knows(Kind.LISTENER)) {
      return with(answer, obstacle(node, Disposition.UNKNOWN, "its listeners were not read"));
    }
    Optional<Listener> listener =
        tiers.listeners(node).stream()
            .filter(each -> packet.protocol() == Protocol.TCP)
            .filter(each -> each.port() != null && each.port() == packet.destinationPort())
            .findFirst();
    return listener
        .map(found -> with(answer, hop(node, Optional.of(found.listenerArn()), words(found))))
        .orElseGet(
            () ->
                with(
                    answer,
                    obstacle(
                        node,
                        Disposition.ELBV2_LISTENERS_MISMATCH,
                        "no listener takes "
                            + packet.protocol()
                            + " on port "
                            + packet.destinationPort()
                            + ", there are listeners on "
                            + tiers.listeners(node).stream().map(Listener::port).toList())));
  }

  private static String words(Listener listener) {
    String what = listener.protocolAsString() + " on port " + listener.port();
    if (listener.defaultActions().isEmpty()) {
      return what + " has no default action";
    }
    Action action = listener.defaultActions().get(0);
    return switch (String.valueOf(action.typeAsString())) {
      case "forward" ->
          what + " forwards to " + targets(action) + ", in a connection of its own from this node";
      case "redirect" ->
          what
              + " redirects to "
              + action.redirectConfig().protocol()
              + " on port "
              + action.redirectConfig().port();
      default -> what + " answers by its action " + action.typeAsString();
    };
  }

  private static String targets(Action action) {
    List<String> names =
        Tiers.targetsOf(action).stream()
            .map(
                arn ->
                    arn.contains(TARGET_GROUP)
                        ? arn.substring(arn.indexOf(TARGET_GROUP) + TARGET_GROUP.length())
                        : arn)
            .toList();
    return names.isEmpty()
        ? "no target group"
        : "the target group" + (names.size() == 1 ? " " : "s ") + String.join(", ", names);
  }

  private static Hop hop(NetworkInterface node, Optional<String> by, String text) {
    return new Hop(
        Hop.Component.LISTENER,
        node.networkInterfaceId(),
        Optional.ofNullable(node.subnetId()),
        Optional.ofNullable(node.availabilityZone()),
        Hop.Direction.INGRESS,
        by,
        text);
  }

  private static Obstacle obstacle(NetworkInterface node, Disposition why, String text) {
    return new Obstacle(why, hop(node, Optional.empty(), text), false, text);
  }

  private static Answer with(Answer answer, Hop hop) {
    List<Hop> there = new ArrayList<>(answer.there());
    there.add(hop);
    if (answer instanceof Answer.Reachable yes) {
      return new Answer.Reachable(yes.packet(), there, yes.back());
    }
    if (answer instanceof Answer.Partial part) {
      return new Answer.Partial(
          part.packet(), there, part.back(), part.obstacles(), part.admitted(), part.refused());
    }
    return answer instanceof Answer.Unreachable no
        ? new Answer.Unreachable(no.packet(), there, no.back(), no.obstacles())
        : new Answer.Unknown(answer.packet(), there, answer.back(), answer.obstacles());
  }

  private static Answer with(Answer answer, Obstacle more) {
    Answer longer = with(answer, more.at());
    List<Obstacle> all = new ArrayList<>(answer.obstacles());
    all.add(more);
    return more.stops() || answer instanceof Answer.Unreachable
        ? new Answer.Unreachable(longer.packet(), longer.there(), longer.back(), all)
        : new Answer.Unknown(longer.packet(), longer.there(), longer.back(), all);
  }
}
