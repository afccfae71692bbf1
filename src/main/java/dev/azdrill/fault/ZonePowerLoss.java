package dev.azdrill.fault;

import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;

/**
 * An Availability Zone loses its power. Instances, load balancer nodes, NAT gateways and databases
 * in it do nothing until the undo; instances that were replaced meanwhile stay replaced.
 *
 * <p>Models AWS FIS's scenario "AZ Availability: Power Interruption", without its stop of the
 * instances: EC2 goes on calling them {@code running}.
 *
 * @param zone the zone's name: {@code eu-west-2a}
 */
public record ZonePowerLoss(String zone) implements Fault {
  @Override
  public String name() {
    return "zone power loss";
  }

  @Override
  public String subject() {
    return zone;
  }

  @Override
  public Injected inject(Site site) {
    return Injected.by(
        this, site, () -> site.target().faults().cutZonePower(zone), () -> impaired(site));
  }

  private Optional<String> impaired(Site site) {
    Filter inZone = Filter.builder().name("availability-zone").values(zone).build();
    return site
        .target()
        .session()
        .ec2()
        .describeInstanceStatus(r -> r.filters(inZone).includeAllInstances(true))
        .instanceStatuses()
        .stream()
        .filter(status -> "impaired".equals(status.instanceStatus().statusAsString()))
        .map(InstanceStatus::instanceId)
        .findFirst()
        .map(id -> "EC2 reports instance " + id + " in " + zone + " as impaired");
  }
}
