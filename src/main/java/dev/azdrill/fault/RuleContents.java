package dev.azdrill.fault;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/** Rules of a security group, known by their content. */
final class RuleContents {
  private RuleContents() {}

  /** The same in permissions of one sender each. */
  static Stream<IpPermission> bySender(IpPermission permission) {
    IpPermission none =
        permission.toBuilder()
            .ipRanges(List.of())
            .ipv6Ranges(List.of())
            .prefixListIds(List.of())
            .userIdGroupPairs(List.of())
            .build();
    return Stream.of(
            permission.ipRanges().stream().map(each -> none.toBuilder().ipRanges(each).build()),
            permission.ipv6Ranges().stream().map(each -> none.toBuilder().ipv6Ranges(each).build()),
            permission.prefixListIds().stream()
                .map(each -> none.toBuilder().prefixListIds(each).build()),
            permission.userIdGroupPairs().stream()
                .map(each -> none.toBuilder().userIdGroupPairs(each).build()))
        .flatMap(each -> each);
  }

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
