package dev.azdrill.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * What is collected by walks that do not end at what stops them, but go on as if it let them pass:
 * everything that stands in a packet's way, and in its reply's.
 */
final class Survey {
  private final List<Obstacle> obstacles = new ArrayList<>();
  private final @Nullable NetworkInterface meant;

  /**
   * @param meant to whom the packet is to go, whatever its address leads to; null where its address
   *     says it all
   */
  Survey(@Nullable NetworkInterface meant) {
    this.meant = meant;
  }

  Optional<NetworkInterface> meant() {
    return Optional.ofNullable(meant);
  }

  void add(Obstacle obstacle) {
    obstacles.add(obstacle);
  }

  /** Whether something stopped the packet for this reason. */
  boolean has(Disposition disposition) {
    return obstacles.stream().anyMatch(each -> each.disposition() == disposition);
  }

  List<Obstacle> obstacles() {
    return List.copyOf(obstacles);
  }
}
