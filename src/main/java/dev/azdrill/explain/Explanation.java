package dev.azdrill.explain;

import dev.azdrill.guarantee.Tiers;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.network.Answer;
import dev.azdrill.network.Packet;
import dev.azdrill.network.PacketWalker;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * A question and its answers, one for each pair of a sender and a receiver.
 *
 * @param port the destination port; empty for ICMP
 * @param legs in the order of senders, then of receivers; never empty
 * @param names what people call the things that have ids
 */
public record Explanation(
    Question question, Optional<Integer> port, List<Leg> legs, ResourceNames names) {
  /** Clients and servers that nobody knows, from blocks for documents. */
  private static final String SOMEWHERE = "203.0.113.7";

  private static final int ECHO_REQUEST = 8;

  public Explanation {
    legs = List.copyOf(legs);
  }

  /**
   * Answers a question about what an inventory describes.
   *
   * @throws UnusableQuestion when it names nothing that is described, leaves the port open, or what
   *     is described lacks what AWS always says
   */
  public static Explanation of(Question question, Inventory described) {
    try {
      return answered(question, described);
    } catch (NullPointerException | IllegalArgumentException incomplete) {
      // As with a guarantee: a file that somebody changed may not say what AWS always says.
      throw new UnusableQuestion(
          "expected a description as AWS gives it, saw one that lacks something that AWS always"
              + " says, or says it otherwise: save it anew");
    }
  }

  private static Explanation answered(Question question, Inventory described) {
    Tiers tiers = new Tiers(described);
    Inventory inventory = tiers.inventory();
    PacketWalker walker = new PacketWalker(inventory);
    Ends ends = new Ends(tiers, inventory, walker);
    End from = ends.from(question.from());
    End to = ends.to(question.to());
    if (from instanceof End.Outside && to instanceof End.Outside) {
      throw new UnusableQuestion(
          "expected --from or --to to be something of the stack, saw the internet at both ends");
    }
    Optional<Integer> port = port(question, tiers);
    Asking asking =
        new Asking(walker, question.protocol(), port.orElse(0), new Listening(tiers, inventory));
    ResourceNames names = ResourceNames.of(inventory, tiers);
    List<Leg> legs = new ArrayList<>();
    if (from instanceof End.Ours ours) {
      ours.interfaces().forEach(each -> legs.addAll(asking.from(each, to, names)));
    } else if (from instanceof End.Outside outside && to instanceof End.Ours ours) {
      ours.interfaces().forEach(each -> legs.add(asking.fromInternet(outside, each, names)));
    }
    if (legs.isEmpty()) {
      throw new UnusableQuestion(
          "expected --from and --to to be different, saw the same network interface at both ends");
    }
    return new Explanation(question, port, legs, names);
  }

  private static Optional<Integer> port(Question question, Tiers tiers) {
    if (question.port().isPresent() || question.protocol() == Protocol.ICMP) {
      return question.port();
    }
    List<Integer> ports =
        switch (question.to()) {
          case Ends.LOAD_BALANCER -> tiers.loadBalancerPorts();
          case Ends.APPLICATION -> tiers.applicationPorts();
          case Ends.DATABASE -> tiers.databasePorts();
          default -> List.of();
        };
    if (ports.size() == 1) {
      return Optional.of(ports.get(0));
    }
    throw new UnusableQuestion(
        "expected the destination port, saw none: add --port"
            + (ports.isEmpty() ? ", such as --port 443" : " with one of " + ports));
  }

  /** All answers in one word. */
  public PairsVerdict verdict() {
    return PairsVerdict.of(legs);
  }

  /** What is asked, between whomever. */
  private record Asking(PacketWalker walker, Protocol protocol, int port, Listening listening) {
    private Packet packet(String source, String destination) {
      return protocol == Protocol.ICMP
          ? new Packet(source, 0, destination, ECHO_REQUEST, protocol)
          : new Packet(source, PortRange.EPHEMERAL.from(), destination, port, protocol);
    }

    List<Leg> from(NetworkInterface sender, End to, ResourceNames names) {
      String id = sender.networkInterfaceId();
      List<Leg> legs = new ArrayList<>();
      if (to instanceof End.Outside outside) {
        Answer answer =
            best(id, outside.address(), peer -> ask(id, sender.privateIpAddress(), peer));
        legs.add(new Leg(names.words(sender), outside.address().orElse(Ends.INTERNET), answer));
      } else if (to instanceof End.Ours ours) {
        for (NetworkInterface receiver : ours.interfaces()) {
          String address = ours.publicAddress().orElse(receiver.privateIpAddress());
          if (!id.equals(receiver.networkInterfaceId())) {
            Answer answer = ask(id, sender.privateIpAddress(), address);
            legs.add(
                new Leg(
                    names.words(sender), names.words(receiver), listening.and(answer, receiver)));
          }
        }
      }
      return legs;
    }

    private Answer ask(String id, String source, String destination) {
      return walker.ask(id, packet(source, destination), PortRange.EPHEMERAL);
    }

    Leg fromInternet(End.Outside client, NetworkInterface receiver, ResourceNames names) {
      String id = receiver.networkInterfaceId();
      String address =
          walker.publicAddresses(id).stream().findFirst().orElse(receiver.privateIpAddress());
      Answer answer =
          best(
              id,
              client.address(),
              peer -> walker.askFromInternet(id, packet(peer, address), PortRange.EPHEMERAL));
      Answer heard = listening.and(answer, receiver);
      return new Leg(
          client.address().orElse(Ends.INTERNET),
          names.words(receiver),
          client.address().isEmpty() ? IpVersion6.and(heard, receiver) : heard);
    }

    /** For anybody on the internet: the one who gets farthest. */
    private Answer best(String id, Optional<String> peer, Function<String, Answer> ask) {
      return peer.map(List::of).orElseGet(() -> walker.peersOnTheInternet(id, SOMEWHERE)).stream()
          .map(ask)
          .min(Comparator.comparingInt(Asking::distance))
          .orElseThrow();
    }

    /** How far it is from a connection that works. */
    private static int distance(Answer answer) {
      if (answer instanceof Answer.Unreachable no) {
        return 3 + no.settings().size();
      }
      if (answer instanceof Answer.Unknown) {
        return 2;
      }
      return answer instanceof Answer.Partial ? 1 : 0;
    }
  }
}
