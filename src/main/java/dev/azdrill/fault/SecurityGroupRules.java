package dev.azdrill.fault;

import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/** Rules of a security group, known by their content. */
final class SecurityGroupRules {
  private SecurityGroupRules() {}

  /**
   * Whether what is described says all that one permission says: EC2 describes rules of the same
   * protocol and ports as one permission, in an order of its own.
   */
  static boolean admit(List<IpPermission> described, IpPermission wanted) {
    return described.stream()
        .filter(each -> Objects.equals(each.ipProtocol(), wanted.ipProtocol()))
        .filter(each -> Objects.equals(each.fromPort(), wanted.fromPort()))
        .filter(each -> Objects.equals(each.toPort(), wanted.toPort()))
        .anyMatch(
            each ->
                each.ipRanges().containsAll(wanted.ipRanges())
                    && each.ipv6Ranges().containsAll(wanted.ipv6Ranges())
                    && each.prefixListIds().containsAll(wanted.prefixListIds())
                    && each.userIdGroupPairs().containsAll(wanted.userIdGroupPairs()));
  }
}
