package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** The members of a request, and what AWS checks of them before an operation runs. */
final class RequestMembers {
  /** How many items a page may have; no service takes less than one. */
  private static final List<String> PAGE_SIZES =
      List.of("MaxRecords", "MaxResults", "PageSize", "MaxItems", "Limit");

  private RequestMembers() {}

  /**
   * Passes a request that has what its operation demands.
   *
   * @throws AwsError for one that AWS refuses unread
   */
  static void check(Service service, String action, SdkPojo request) {
    List<String> missing = new ArrayList<>();
    for (String name : RequiredMembers.of(service.signingName(), action)) {
      if (value(request, name).isEmpty()) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw ProtocolErrors.membersMissing(service, missing);
    }
    for (String name : PAGE_SIZES) {
      if (value(request, name).orElse(1) instanceof Integer size && size < 1) {
        throw ProtocolErrors.pageTooSmall(service, name, size);
      }
    }
  }

  /** What was given as a member; empty where the request does not have it. */
  static Optional<Object> value(SdkPojo request, String name) {
    for (SdkField<?> field : request.sdkFields()) {
      if (field.memberName().equals(name)) {
        return Optional.<Object>ofNullable(field.getValueOrDefault(request))
            .filter(
                given ->
                    !(given instanceof SdkAutoConstructList)
                        && !(given instanceof SdkAutoConstructMap));
      }
    }
    return Optional.empty();
  }
}
