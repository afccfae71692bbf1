package dev.azdrill.network;

import dev.azdrill.network.model.PortRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether connections from one place to another work, with all that decides it.
 *
 * <p>Where several things decide, what certainly stops a connection goes before what is not known,
 * and what is not known goes before what passes.
 */
public sealed interface Answer {
  /** The packet that was asked about, as it was sent. */
  Packet packet();

  /** The way there, hop by hop. */
  List<Hop> there();

  /** The way of the reply. */
  List<Hop> back();

  /** Where on both ways something does not pass, or cannot be told to; in their order. */
  List<Obstacle> obstacles();

  /** The packet arrives, and its reply comes back to every port that it may have been sent from. */
  record Reachable(Packet packet, List<Hop> there, List<Hop> back) implements Answer {
    public Reachable {
      there = List.copyOf(there);
      back = List.copyOf(back);
    }

    @Override
    public List<Obstacle> obstacles() {
      return List.of();
    }
  }

  /**
   * The packet arrives, and its reply comes back to some of the ports that it may have been sent
   * from: connections from the others hang.
   *
   * @param admitted the ports to which replies come back
   * @param refused those to which they do not
   */
  record Partial(
      Packet packet,
      List<Hop> there,
      List<Hop> back,
      List<Obstacle> obstacles,
      List<PortRange> admitted,
      List<PortRange> refused)
      implements Answer {
    public Partial {
      there = List.copyOf(there);
      back = List.copyOf(back);
      obstacles = List.copyOf(obstacles);
      admitted = List.copyOf(admitted);
      refused = List.copyOf(refused);
    }
  }

  /**
   * The packet does not arrive, or its reply does not come back. The ways are those that it would
   * take if every setting that stops it let it pass.
   */
  record Unreachable(Packet packet, List<Hop> there, List<Hop> back, List<Obstacle> obstacles)
      implements Answer {
    public Unreachable {
      there = List.copyOf(there);
      back = List.copyOf(back);
      obstacles = List.copyOf(obstacles);
    }

    /**
     * The settings that stop it, each once: every one of them would have to change. The first is
     * what stops it now.
     */
    public List<Obstacle> settings() {
      Map<Object, Obstacle> settings = new LinkedHashMap<>();
      obstacles.stream()
          .filter(Obstacle::stops)
          .forEach(each -> settings.putIfAbsent(each.setting(), each));
      return List.copyOf(settings.values());
    }
  }

  /** Something that decides was not read, or is of a sort that is not followed. */
  record Unknown(Packet packet, List<Hop> there, List<Hop> back, List<Obstacle> obstacles)
      implements Answer {
    public Unknown {
      there = List.copyOf(there);
      back = List.copyOf(back);
      obstacles = List.copyOf(obstacles);
    }
  }
}
