package dev.azdrill.fault;

import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;

/**
 * Gives subnets back the network ACL that a fault replaced, and deletes the fault's own. The ids of
 * associations do not survive a replacement: they are looked up from the subnets. A subnet that has
 * another ACL meanwhile keeps it.
 *
 * @param token by which the fault's ACL is found: the value of its tag {@link #TAG}
 * @param before for each subnet the ACL that it had; where that was another fault's own, followed
 *     by what that one replaced, for the case that it is gone by now
 */
public record RestoreNetworkAcl(String token, Map<String, List<String>> before)
    implements UndoAction {
  /** The key of the tag by which a fault's ACL is found. */
  static final String TAG = "azdrill:fault";

  public RestoreNetworkAcl {
    before = new TreeMap<>(before);
  }

  @Override
  public String words() {
    return "give back the network ACL of " + String.join(", ", before.keySet());
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:DeleteNetworkAcl", "ec2:ReplaceNetworkAclAssociation");
  }

  @Override
  public void carryOut(Platform platform) {
    AwsSession aws = platform.session();
    List<NetworkAcl> own = own(aws);
    for (NetworkAcl each : own) {
      for (NetworkAclAssociation association : each.associations()) {
        if (before.containsKey(association.subnetId())) {
          String old = first(aws, association.subnetId());
          aws.ec2()
              .replaceNetworkAclAssociation(
                  r -> r.associationId(association.networkAclAssociationId()).networkAclId(old));
        }
      }
    }
    // They bear the tags of this undo: last, and only when no subnet needs them any more.
    own.forEach(each -> aws.ec2().deleteNetworkAcl(r -> r.networkAclId(each.networkAclId())));
  }

  private String first(AwsSession aws, String subnet) {
    List<String> candidates = before.getOrDefault(subnet, List.of());
    List<String> there =
        described(aws, "network-acl-id", candidates).stream()
            .map(NetworkAcl::networkAclId)
            .toList();
    return candidates.stream()
        .filter(there::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "expected network ACL "
                        + String.join(" or ", candidates)
                        + " for subnet "
                        + subnet
                        + ", saw none of them: associate the subnet with another one by hand"));
  }

  @Override
  public Optional<String> gone(Platform platform) {
    Filter byId = Filter.builder().name("subnet-id").values(before.keySet()).build();
    return platform.session().ec2().describeSubnets(r -> r.filters(byId)).subnets().isEmpty()
        ? Optional.of("subnet " + String.join(", ", before.keySet()))
        : Optional.empty();
  }

  @Override
  public Optional<String> left(Platform platform) {
    List<NetworkAcl> own = own(platform.session());
    return own.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "network ACL "
                + own.stream().map(NetworkAcl::networkAclId).collect(Collectors.joining(", "))
                + " of a fault is there still, for subnets "
                + own.stream()
                    .flatMap(each -> each.associations().stream())
                    .map(NetworkAclAssociation::subnetId)
                    .sorted()
                    .toList());
  }

  private List<NetworkAcl> own(AwsSession aws) {
    return described(aws, "tag:" + TAG, List.of(token));
  }

  private static List<NetworkAcl> described(
      AwsSession aws, String filter, Collection<String> values) {
    Filter wanted = Filter.builder().name(filter).values(values).build();
    return aws.ec2().describeNetworkAclsPaginator(r -> r.filters(wanted)).networkAcls().stream()
        .toList();
  }
}
