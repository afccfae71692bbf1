package dev.azdrill.foreign;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;

/**
 * All that is described of a VPC and of what stands in it, but for what a group replaces, and where
 * a database has moved to: those are an architecture's own answers to faults.
 */
public final class Described {
  private static final List<Kind<?>> REPLACED =
      List.of(
          Kind.INSTANCE,
          Kind.INSTANCE_STATUS,
          Kind.NETWORK_INTERFACE,
          Kind.ADDRESS,
          Kind.TARGET_HEALTH);

  private Described() {}

  /** A line for each thing, in an order that does not depend on who asks. */
  public static List<String> of(AwsSession aws, String vpcId) {
    Inventory all =
        new Discovery(aws)
            .byVpc(vpcId)
            .map(Kind.AUTO_SCALING_GROUP, each -> each.copy(it -> it.instances(List.of())))
            .map(
                Kind.DB_INSTANCE,
                each ->
                    each.copy(
                        it ->
                            it.availabilityZone(null)
                                .secondaryAvailabilityZone(null)
                                .latestRestorableTime(null)))
            .map(Kind.SUBNET, each -> each.copy(it -> it.availableIpAddressCount(null)))
            .map(Kind.NETWORK_ACL, Described::withoutAssociationIds);
    Stream<String> things =
        Kind.all().stream()
            .filter(kind -> !REPLACED.contains(kind))
            .flatMap(kind -> texts(all, kind));
    return Stream.concat(things, tags(aws)).sorted().toList();
  }

  /** What is there no more, and what has come. */
  public static List<String> changes(List<String> before, List<String> after) {
    return Stream.concat(
            before.stream().filter(each -> !after.contains(each)).map(each -> "gone: " + each),
            after.stream().filter(each -> !before.contains(each)).map(each -> "new: " + each))
        .toList();
  }

  /** Of what lives on: an instance that is terminated keeps its tags for an hour. */
  private static Stream<String> tags(AwsSession aws) {
    return aws.ec2().describeTags().tags().stream()
        .filter(each -> !each.resourceId().startsWith("i-"))
        .map(each -> each.resourceId() + " " + each.key() + "=" + each.value());
  }

  private static NetworkAcl withoutAssociationIds(NetworkAcl acl) {
    return acl.copy(
        it ->
            it.associations(
                acl.associations().stream()
                    .map(each -> each.copy(a -> a.networkAclAssociationId(null)))
                    .sorted((one, other) -> one.subnetId().compareTo(other.subnetId()))
                    .toList()));
  }

  private static Stream<String> texts(Inventory all, Kind<?> kind) {
    return all.owned(kind).stream().map(each -> each.owner().orElse("") + " " + each.value());
  }
}
