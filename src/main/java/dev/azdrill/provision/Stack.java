package dev.azdrill.provision;

import dev.azdrill.topology.Tier;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stack that stands: what those need who drill it.
 *
 * @param name as its tag {@code azdrill:stack} says
 * @param region such as {@code eu-west-2}
 * @param blueprint the name of the blueprint that it was made from
 * @param vpcId its network
 * @param zones by name, in the order of the blueprint
 * @param subnetIds of each tier that there is, in the order of the zones
 * @param loadBalancerArn the load balancer
 * @param dnsName under which clients find it
 * @param tls whether clients are meant to use HTTPS
 * @param targetGroupArn the application, as the load balancer sees it
 * @param groupName the Auto Scaling group
 * @param databaseIdentifier the RDS instance, if there is one
 * @param webAclArn the web ACL before the load balancer, if there is one
 */
public record Stack(
    String name,
    String region,
    String blueprint,
    String vpcId,
    List<String> zones,
    Map<Tier, List<String>> subnetIds,
    String loadBalancerArn,
    String dnsName,
    boolean tls,
    String targetGroupArn,
    String groupName,
    Optional<String> databaseIdentifier,
    Optional<String> webAclArn) {
  public Stack {
    zones = List.copyOf(zones);
    EnumMap<Tier, List<String>> copy = new EnumMap<>(Tier.class);
    subnetIds.forEach((tier, ids) -> copy.put(tier, List.copyOf(ids)));
    subnetIds = Collections.unmodifiableMap(copy);
  }

  /**
   * Refuses a name from which no names can be made that AWS allows.
   *
   * @throws ProvisioningException unless it has at most 18 lower-case letters, digits and single
   *     hyphens, and begins with a letter
   */
  public static String requireName(String name) {
    return new Labels(name).stack();
  }

  /** How RDS will call the database of a stack of this name, if it has one. */
  public static String databaseIdentifierOf(String stack) {
    return new Labels(stack).name(DatabaseStep.ROLE);
  }
}
