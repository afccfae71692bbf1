package dev.azdrill.platform.endpoint;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Provider;
import dev.azdrill.simulator.world.Service;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is said of a platform's services and abilities, and how far azdrill's own are like AWS. */
final class CapabilityWords {
  private CapabilityWords() {}

  /** The version that azdrill's jar carries. */
  static String version() {
    String version = CapabilityWords.class.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }

  static Map<String, Provider> services(Map<String, Provider> probed, Set<Service> completed) {
    Map<String, Provider> all = new TreeMap<>(probed);
    for (Service each : completed) {
      all.put(
          each.signingName(),
          new Provider.Completed(
              "controllers of azdrill "
                  + version()
                  + " on its EC2"
                  + because(each, probed.get(each.signingName()))));
    }
    return all;
  }

  private static String because(Service service, @Nullable Provider probed) {
    if (probed instanceof Provider.Absent absent) {
      return "; it says: " + absent.reason();
    }
    return service == Service.CLOUDWATCH
        ? "; its own alarms could not reach azdrill's groups"
        : "; it has one of its own";
  }

  /** What can be broken, and played, where these services are completed. */
  static Map<Ability, Provider> abilities(Set<Service> completed) {
    Map<Ability, Provider> all = new EnumMap<>(Ability.class);
    boolean hasGroups = completed.contains(Service.AUTO_SCALING);
    boolean hasLoadBalancer = completed.contains(Service.ELASTIC_LOAD_BALANCING);
    all.put(
        Ability.ZONE_POWER,
        hasGroups && hasLoadBalancer
            ? new Provider.Completed(
                "assisted: the groups' instances in the zone are stopped through EC2, azdrill's"
                    + " controllers obey the fact; calls that bypass azdrill are not affected")
            : lacking("azdrill's own Auto Scaling and load balancers"));
    all.put(
        Ability.ZONE_CAPACITY,
        hasGroups
            ? new Provider.Completed(
                "control plane only: launches of azdrill's groups are refused, others are not")
            : lacking("azdrill's own Auto Scaling"));
    all.put(
        Ability.APPLICATION_HEALTH,
        hasLoadBalancer
            ? new Provider.Completed(
                "simulated: health checks and clients see it, the instance does not")
            : lacking("azdrill's own load balancers"));
    all.put(
        Ability.ZONE_NETWORK,
        hasLoadBalancer
            ? new Provider.Completed(
                "simulated: health checks and clients see it, the instances' packets do not")
            : lacking("azdrill's own load balancers"));
    all.put(
        Ability.DATABASE_STORAGE,
        completed.contains(Service.RDS)
            ? new Provider.Completed("simulated: azdrill's databases store what its clients write")
            : lacking("azdrill's own RDS"));
    all.put(
        Ability.CERTIFICATES,
        hasLoadBalancer
            ? new Provider.Completed("simulated: clients refuse it, ACM describes it as before")
            : lacking("azdrill's own load balancers"));
    all.put(
        Ability.ZONAL_SHIFT,
        hasLoadBalancer
            ? new Provider.Completed("simulated: DNS and azdrill's load balancers obey it")
            : lacking("azdrill's own load balancers"));
    all.put(
        Ability.CPU_LOAD,
        hasLoadBalancer && completed.contains(Service.CLOUDWATCH)
            ? new Provider.Completed(
                "simulated: metrics and clients see it, the instance's CPU does not")
            : lacking("azdrill's own load balancers and CloudWatch"));
    all.put(
        Ability.API_IMPAIRMENT,
        hasGroups || hasLoadBalancer
            ? new Provider.Completed(
                "control plane only: calls of azdrill's own services, those of others go through")
            : lacking("azdrill's own services"));
    all.put(
        Ability.TRAFFIC,
        hasLoadBalancer
            ? new Provider.Completed("simulated over described state: no packet is sent")
            : lacking("azdrill's own load balancers"));
    return all;
  }

  private static Provider lacking(String what) {
    return new Provider.Absent(
        "it needs " + what + ", which do not run here: --completion always runs them");
  }
}
