package dev.azdrill.simulator;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The rooms whose events are told from those of all others, and what shows nothing of them. Who has
 * no room here, AWS FIS for example, may change whatever is described.
 */
final class Rooms {
  /** A room that has events. */
  enum Room {
    EC2,
    AUTO_SCALING,
    ELASTIC_LOAD_BALANCING,
    RDS,
    CLOUDWATCH,
    DATAPLANE
  }

  private static final Set<Room> NONE = EnumSet.noneOf(Room.class);
  private static final Set<Room> CLIENTS = EnumSet.of(Room.DATAPLANE);
  private static final Set<Room> ALL_BUT_RDS = EnumSet.complementOf(EnumSet.of(Room.RDS));
  private static final Set<Room> DATABASES_AND_CLIENTS = EnumSet.of(Room.RDS, Room.DATAPLANE);
  private static final Set<Room> ALL_BUT_INSTANCES_AND_ALARMS =
      EnumSet.of(Room.ELASTIC_LOAD_BALANCING, Room.RDS, Room.DATAPLANE);
  private static final Set<Room> ALL_BUT_ALARMS =
      EnumSet.of(Room.EC2, Room.ELASTIC_LOAD_BALANCING, Room.RDS, Room.DATAPLANE);

  private final World world;
  private final Map<Room, World> worlds = new EnumMap<>(Room.class);

  Rooms(World world) {
    this.world = world;
    for (Room room : Room.values()) {
      worlds.put(room, world.part());
    }
  }

  /** For those that have no room of their own here. */
  World all() {
    return world;
  }

  World of(Room room) {
    return worlds.getOrDefault(room, world);
  }

  /**
   * Another number whenever what an operation describes may have changed, see {@link
   * Kernel#edition}.
   *
   * @param service its name in credential scopes
   * @param operation one that only reads
   */
  long edition(String service, String operation) {
    Set<Room> unseen = Service.signedAs(service).map(of -> unseen(of, operation)).orElse(NONE);
    return world.kernel().editionWithout(unseen.stream().map(room -> of(room).kernel()).toList());
  }

  /** In which rooms nothing happens that changes what an operation describes. */
  private static Set<Room> unseen(Service service, String operation) {
    return switch (service) {
      case RDS -> ALL_BUT_RDS; // it asks nobody else
      case AUTO_SCALING -> unseenByAutoScaling(operation);
      case ELASTIC_LOAD_BALANCING -> DATABASES_AND_CLIENTS;
      case EC2 -> CLIENTS;
      default -> NONE;
    };
  }

  /**
   * Auto Scaling acts on instances and on the health of targets in events of its own, and at once
   * on alarms, and on targets that are drained: those it counts as its own.
   */
  private static Set<Room> unseenByAutoScaling(String operation) {
    return switch (operation) {
      case "DescribeScalingActivities" -> ALL_BUT_ALARMS;
      case "DescribeAutoScalingGroups" -> ALL_BUT_INSTANCES_AND_ALARMS;
      default -> DATABASES_AND_CLIENTS;
    };
  }
}
