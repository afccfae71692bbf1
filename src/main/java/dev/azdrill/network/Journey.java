package dev.azdrill.network;

import dev.azdrill.network.model.PortRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * A packet's way there, and its reply's way back.
 *
 * @param back empty when the packet did not arrive
 */
record Journey(Walk there, Optional<Walk> back) {

  /** From a network interface of ours. */
  static Journey from(
      NetworkIndex index,
      @Nullable Survey survey,
      NetworkInterface sender,
      Packet packet,
      PortRange ports) {
    Walk there = Walk.opening(index, packet, survey);
    if (!new WayOut(index, there).from(sender)) {
      return new Journey(there, Optional.empty());
    }
    Packet reply = there.packet().reply();
    Optional<Walk.Passage> passage = there.passage();
    if (passage.isEmpty()) {
      return new Journey(there, Optional.of(backWithin(index, survey, there, ports)));
    }
    Walk.Passage way = passage.get();
    PortRange outside = way.natGateway() == null ? ports : PortRange.EPHEMERAL;
    Walk back = Walk.replying(index, reply, outside, survey);
    new WayBack(index, back).backBy(way, sender, packet, ports);
    return new Journey(there, Optional.of(back));
  }

  /** From somewhere in the internet. */
  static Journey fromInternet(
      NetworkIndex index, @Nullable Survey survey, Packet packet, PortRange ports) {
    Walk there = Walk.opening(index, packet, survey);
    return new WayIn(index, there).fromInternet()
        ? new Journey(there, Optional.of(backWithin(index, survey, there, ports)))
        : new Journey(there, Optional.empty());
  }

  private static Walk backWithin(
      NetworkIndex index, @Nullable Survey survey, Walk there, PortRange ports) {
    Walk back = Walk.replying(index, there.packet().reply(), ports, survey);
    there
        .trace()
        .receiver()
        .flatMap(index::networkInterface)
        .ifPresent(new WayOut(index, back)::from);
    return back;
  }

  RoundTrip trip() {
    return new RoundTrip(there.trace(), back.map(Walk::trace));
  }

  /** What a survey's journey comes down to. */
  Answer answer(Survey survey) {
    Packet packet = there.trace().packet();
    List<Hop> out = there.trace().hops();
    List<Hop> home = back.map(walk -> walk.trace().hops()).orElse(List.of());
    List<Obstacle> partial =
        survey.obstacles().stream()
            .filter(each -> each.disposition() == Disposition.RETURN_EPHEMERAL_PARTIAL)
            .toList();
    List<Obstacle> whole =
        survey.obstacles().stream().filter(each -> !partial.contains(each)).toList();
    if (whole.stream().anyMatch(Obstacle::stops)) {
      return new Answer.Unreachable(packet, out, home, whole);
    }
    if (!whole.isEmpty() || back.isEmpty()) {
      return new Answer.Unknown(packet, out, home, whole);
    }
    return partial.isEmpty()
        ? new Answer.Reachable(packet, out, home)
        : new Answer.Partial(
            packet, out, home, partial, back.get().open(), back.get().trace().refusedPorts());
  }
}
