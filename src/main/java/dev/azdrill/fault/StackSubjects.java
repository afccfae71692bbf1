package dev.azdrill.fault;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** What a stack has that can be broken. */
public final class StackSubjects {
  private StackSubjects() {}

  /** The instances that are in service. One that is leaving cannot be replaced any more. */
  public static Stream<String> instances(Inventory stack) {
    return stack.all(Kind.AUTO_SCALING_GROUP).stream()
        .flatMap(group -> group.instances().stream())
        .filter(each -> each.lifecycleState() == LifecycleState.IN_SERVICE)
        .map(each -> each.instanceId());
  }

  /** The Availability Zones. */
  public static Stream<String> zones(Inventory stack) {
    return stack.all(Kind.SUBNET).stream().map(Subnet::availabilityZone);
  }

  /** The security groups that launch templates give to the application's instances. */
  public static Stream<String> applicationGroups(Inventory stack) {
    return stack.all(Kind.LAUNCH_TEMPLATE_VERSION).stream()
        .flatMap(each -> groupsOf(each.launchTemplateData()));
  }

  /** The security groups of what is launched with this. */
  public static Stream<String> groupsOf(ResponseLaunchTemplateData data) {
    return Stream.concat(
        data.securityGroupIds().stream(),
        data.networkInterfaces().stream().flatMap(each -> each.groups().stream()));
  }

  /** The databases. */
  public static Stream<String> databases(Inventory stack) {
    return stack.all(Kind.DB_INSTANCE).stream().map(each -> each.dbInstanceIdentifier());
  }

  /** The Availability Zones of the databases' primaries. */
  public static Stream<String> primaryZones(Inventory stack) {
    return stack.all(Kind.DB_INSTANCE).stream()
        .flatMap(each -> Optional.ofNullable(each.availabilityZone()).stream());
  }
}
