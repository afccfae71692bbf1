package dev.azdrill.simulator.dataplane;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.ApplicationDefaults;
import dev.azdrill.simulator.world.NetworkState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The profiles of all described instances, read once and remembered until something changes. */
final class Profiles {
  private final NetworkState state;
  private final ApplicationDefaults defaults;
  private final Map<String, Profile> byId = new LinkedHashMap<>();
  private long version = -1;

  /**
   * @param defaults what is assumed of instances that do not say it
   */
  Profiles(NetworkState state, ApplicationDefaults defaults) {
    this.state = state;
    this.defaults = defaults;
  }

  Optional<Profile> of(String instanceId) {
    return Optional.ofNullable(now().get(instanceId));
  }

  /** All of them, in the order in which they are described. */
  Collection<Profile> all() {
    return now().values();
  }

  private Map<String, Profile> now() {
    if (version != state.version()) {
      version = state.version();
      byId.clear();
      for (Instance each : state.inventory().all(Kind.INSTANCE)) {
        byId.put(each.instanceId(), Profile.of(each, defaults));
      }
    }
    return byId;
  }
}
