package dev.azdrill.simulator.fis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * {@code aws:network:disrupt-connectivity}: each subnet gets a network ACL that denies traffic, in
 * place of its own, and its own again at the end. Source: AWS Fault Injection Service User Guide,
 * "AWS FIS actions reference".
 */
final class DisruptedConnectivity implements Effect {
  private final NetworkCalls calls;
  private final DenyingEntries entries;
  private final List<Subnet> subnets;
  private final Duration duration;
  private final List<Swap> swaps = new ArrayList<>();
  private final List<String> made = new ArrayList<>();

  private record Swap(Subnet subnet, String ownAcl, String denyingAcl) {}

  /** Subnets that had the same network ACL may share the denying one. */
  private record Shared(String ownAcl, String zone) {}

  DisruptedConnectivity(
      NetworkCalls calls, DenyingEntries entries, List<Subnet> subnets, Duration duration) {
    this.calls = calls;
    this.entries = entries;
    this.subnets = subnets;
    this.duration = duration;
  }

  @Override
  public Optional<Duration> begin() {
    Map<Shared, String> denying = new LinkedHashMap<>();
    for (Subnet subnet : subnets) {
      NetworkAcl own =
          calls
              .aclOf(subnet.subnetId())
              .orElseThrow(
                  () -> new ActionFailure("The subnet " + subnet.subnetId() + " is gone."));
      String acl =
          denying.computeIfAbsent(
              new Shared(own.networkAclId(), subnet.availabilityZone()),
              shared -> denyingAcl(own, subnet));
      calls.associate(own, subnet.subnetId(), acl);
      swaps.add(new Swap(subnet, own.networkAclId(), acl));
    }
    return Optional.of(duration);
  }

  private String denyingAcl(NetworkAcl own, Subnet subnet) {
    String acl = calls.createAcl(subnet.vpcId());
    made.add(acl);
    entries.of(own, subnet).forEach(entry -> calls.addEntry(acl, entry));
    return acl;
  }

  /** What somebody else has changed meanwhile is left as it is. */
  @Override
  public boolean end() {
    for (Swap swap : List.copyOf(swaps)) {
      calls
          .aclOf(swap.subnet().subnetId())
          .filter(present -> present.networkAclId().equals(swap.denyingAcl()))
          .ifPresent(present -> restore(swap, present));
      swaps.remove(swap);
    }
    for (String acl : List.copyOf(made)) {
      if (calls.isUnused(acl)) {
        calls.deleteAcl(acl);
      }
      made.remove(acl);
    }
    return true;
  }

  private void restore(Swap swap, NetworkAcl present) {
    String own =
        calls.exists(swap.ownAcl()) ? swap.ownAcl() : calls.defaultAclOf(swap.subnet().vpcId());
    calls.associate(present, swap.subnet().subnetId(), own);
  }
}
