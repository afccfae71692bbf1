package dev.azdrill.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Hop.Component;
import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.model.PortRange;
import dev.azdrill.network.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

class AnswerProperties {

  /** A question, so that it can be asked again of a network that was mended. */
  private record Question(boolean isFromInternet, String networkInterface, Packet packet) {
    Answer ask(PacketWalker walker) {
      return isFromInternet
          ? walker.askFromInternet(networkInterface, packet, PortRange.EPHEMERAL)
          : walker.ask(networkInterface, packet, RandomNetwork.SENDERS);
    }

    RoundTrip trip(PacketWalker walker) {
      return isFromInternet
          ? walker.connectFromInternet(packet, PortRange.EPHEMERAL)
          : walker.connect(networkInterface, packet, RandomNetwork.SENDERS);
    }
  }

  private static List<Question> questions(Inventory inventory) {
    List<Question> all = new ArrayList<>();
    List<NetworkInterface> interfaces = inventory.all(Kind.NETWORK_INTERFACE);
    for (int port : RandomNetwork.PORTS) {
      for (NetworkInterface each : interfaces) {
        String id = each.networkInterfaceId();
        Stream.concat(
                RandomNetwork.CLIENTS.stream(),
                interfaces.stream().map(NetworkInterface::privateIpAddress))
            .map(to -> new Packet(each.privateIpAddress(), 1024, to, port, Protocol.TCP))
            .forEach(packet -> all.add(new Question(false, id, packet)));
        String at =
            each.association() == null ? each.privateIpAddress() : each.association().publicIp();
        RandomNetwork.CLIENTS.stream()
            .map(client -> new Packet(client, 1024, at, port, Protocol.TCP))
            .forEach(packet -> all.add(new Question(true, id, packet)));
      }
    }
    return all;
  }

  @Property
  void the_answer_and_the_walker_agree_and_what_stops_the_walker_is_the_first_setting(
      @ForAll long seed) {
    Inventory inventory = new RandomNetwork(seed).inventory();
    PacketWalker walker = new PacketWalker(inventory);
    for (Question each : questions(inventory)) {
      RoundTrip trip = each.trip(walker);
      Answer answer = each.ask(walker);
      switch (trip.disposition()) {
        case DELIVERED -> assertThat(answer).isInstanceOf(Answer.Reachable.class);
        case RETURN_EPHEMERAL_PARTIAL -> assertThat(answer).isInstanceOf(Answer.Partial.class);
        default ->
            assertThat(answer)
                .as(trip.explain())
                .isInstanceOfSatisfying(
                    Answer.Unreachable.class,
                    no ->
                        assertThat(no.settings().get(0).disposition())
                            .as(trip.explain())
                            .isEqualTo(trip.disposition()));
      }
    }
  }

  /** If it did not, it would not be independent of the others. */
  @Property
  void to_mend_one_filter_takes_its_own_settings_away_and_no_other(@ForAll long seed) {
    Inventory inventory = new RandomNetwork(seed).inventory();
    PacketWalker walker = new PacketWalker(inventory);
    Random random = new Random(seed);
    for (Question each : questions(inventory)) {
      List<Obstacle> filters =
          each.ask(walker).obstacles().stream()
              .filter(AnswerProperties::isFilter)
              .filter(Obstacle::stops)
              .toList();
      if (filters.isEmpty() || random.nextInt(8) > 0) {
        continue;
      }
      Hop mended = filters.get(random.nextInt(filters.size())).at();
      Answer then = each.ask(new PacketWalker(mended(inventory, mended)));

      assertThat(stops(then).filter(o -> !isAt(o, mended)).toList())
          .as("others than %s", mended)
          .isEqualTo(stops(each.ask(walker)).filter(o -> !isAt(o, mended)).toList());
      assertThat(stops(then).filter(o -> isAt(o, mended)).toList()).as("%s", mended).isEmpty();
    }
  }

  /** Otherwise what nobody saw would be taken for something, or for nothing. */
  @Property
  void what_is_not_read_makes_an_answer_unknown_or_leaves_it_as_it_is(@ForAll long seed) {
    Inventory inventory = new RandomNetwork(seed).inventory();
    PacketWalker walker = new PacketWalker(inventory);
    List<Kind<?>> kinds =
        List.of(
            Kind.SECURITY_GROUP,
            Kind.NETWORK_ACL,
            Kind.ROUTE_TABLE,
            Kind.NAT_GATEWAY,
            Kind.INTERNET_GATEWAY,
            Kind.NETWORK_INTERFACE);
    Kind<?> kind = kinds.get(new Random(seed).nextInt(kinds.size()));
    PacketWalker unsure = new PacketWalker(inventory.without(kind, "not allowed"));
    for (Question each : questions(inventory)) {
      Answer answer = each.ask(unsure);
      if (!(answer instanceof Answer.Unknown)) {
        assertThat(answer.getClass()).as("without %s", kind).isEqualTo(each.ask(walker).getClass());
      }
    }
  }

  private static Stream<Obstacle> stops(Answer answer) {
    return answer.obstacles().stream()
        .filter(each -> each.disposition() != Disposition.RETURN_EPHEMERAL_PARTIAL);
  }

  private static boolean isFilter(Obstacle obstacle) {
    return obstacle.at().component() == Component.SECURITY_GROUP
        || (obstacle.at().component() == Component.NETWORK_ACL
            && !obstacle.because().contains("together"));
  }

  private static boolean isAt(Obstacle obstacle, Hop place) {
    return obstacle.at().component() == place.component()
        && obstacle.at().direction() == place.direction()
        && obstacle.at().id().equals(place.id());
  }

  private static Inventory mended(Inventory inventory, Hop place) {
    boolean egress = place.direction() == Direction.EGRESS;
    return place.component() == Component.NETWORK_ACL
        ? inventory.map(
            Kind.NETWORK_ACL,
            acl -> acl.networkAclId().equals(place.id()) ? open(acl, egress) : acl)
        : inventory.map(
            Kind.SECURITY_GROUP,
            group ->
                List.of(place.id().split(",", -1)).contains(group.groupId())
                    ? open(group, egress)
                    : group);
  }

  private static NetworkAcl open(NetworkAcl acl, boolean egress) {
    NetworkAclEntry all =
        NetworkAclEntry.builder()
            .egress(egress)
            .ruleNumber(1)
            .ruleAction("allow")
            .protocol("-1")
            .cidrBlock("0.0.0.0/0")
            .build();
    return acl.toBuilder()
        .entries(Stream.concat(Stream.of(all), acl.entries().stream()).toList())
        .build();
  }

  private static SecurityGroup open(SecurityGroup group, boolean egress) {
    List<IpPermission> all =
        List.of(
            IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .build());
    return egress
        ? group.toBuilder().ipPermissionsEgress(all).build()
        : group.toBuilder().ipPermissions(all).build();
  }
}
