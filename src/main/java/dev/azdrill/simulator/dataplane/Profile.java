package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.ApplicationDefaults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.MonitoringState;

/**
 * What an instance is to the data plane.
 *
 * @param instanceId the instance
 * @param group the Auto Scaling group that it belongs to
 * @param isDetailed whether EC2 publishes its metrics every minute
 * @param capacity how many requests per second its application serves
 * @param outbound which outside services every request calls
 */
record Profile(
    String instanceId,
    Optional<String> group,
    boolean isDetailed,
    double capacity,
    List<CalledService> outbound) {
  /**
   * The tag by which an instance says how many requests per second its application serves: a whole
   * number above zero. Without it, or with anything else, its type decides.
   */
  static final String CAPACITY_TAG = "azdrill:capacity";

  /**
   * The tag by which an instance says which outside services its application calls: {@code
   * host:port}, several with spaces between.
   */
  static final String OUTBOUND_TAG = "azdrill:outbound";

  private static final String GROUP_TAG = "aws:autoscaling:groupName";
  private static final Pattern CAPACITY = Pattern.compile("[1-9]\\d{0,6}");

  /**
   * What an instance says of itself by its tags, and what is assumed where it does not.
   *
   * @param defaults what is assumed
   */
  static Profile of(Instance instance, ApplicationDefaults defaults) {
    Map<String, String> tags = new TreeMap<>();
    instance.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    String stated = tags.getOrDefault(CAPACITY_TAG, "");
    return new Profile(
        instance.instanceId(),
        Optional.ofNullable(tags.get(GROUP_TAG)),
        instance.monitoring() != null && instance.monitoring().state() == MonitoringState.ENABLED,
        CAPACITY.matcher(stated).matches()
            ? Integer.parseInt(stated)
            : defaults
                .capacity()
                .map(Integer::doubleValue)
                .orElseGet(() -> InstanceCapacity.of(instance.instanceTypeAsString())),
        outbound(tags, defaults));
  }

  private static List<CalledService> outbound(
      Map<String, String> tags, ApplicationDefaults defaults) {
    String stated = tags.get(OUTBOUND_TAG);
    List<String> services = stated == null ? defaults.outbound() : List.of(stated.split(" "));
    return services.stream().flatMap(text -> CalledService.parse(text).stream()).toList();
  }
}
