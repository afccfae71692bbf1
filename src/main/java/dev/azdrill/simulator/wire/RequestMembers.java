package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final Service service;
  private final List<MemberPath> missing = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  private RequestMembers(Service service) {
    this.service = service;
  }

  /**
   * Passes a request that has what its operation demands, at every depth, and whose values its
   * service's model allows.
   *
   * @throws AwsError for one that AWS refuses unread
   */
  static void check(Service service, String action, SdkPojo request) {
    RequestMembers members = new RequestMembers(service);
    members.structure(
        request,
        action + "Request",
        RequiredMembers.of(service.signingName(), action),
        MemberPath.ROOT);
    if (!members.missing.isEmpty()) {
      throw ProtocolErrors.membersMissing(service, members.missing);
    }
    for (String name : PAGE_SIZES) {
      if (value(request, name).orElse(1) instanceof Integer size && size < 1) {
        throw ProtocolErrors.pageTooSmall(service, name, size);
      }
    }
    if (!members.broken.isEmpty()) {
      throw ProtocolErrors.constraints(service, members.broken);
    }
  }

  private void structure(SdkPojo value, String name, List<String> required, MemberPath path) {
    Map<String, MemberConstraint> constraints = MemberConstraints.of(service.signingName(), name);
    for (SdkField<?> field : value.sdkFields()) {
      String member = field.memberName();
      Optional<Object> given = given(field, value);
      if (given.isEmpty()) {
        if (required.contains(member)) {
          missing.add(path.member(member));
        }
        continue;
      }
      value(given.get(), Optional.ofNullable(constraints.get(member)), path.member(member));
    }
  }

  private void value(Object value, Optional<MemberConstraint> constraint, MemberPath path) {
    constraint.ifPresent(
        it ->
            it.brokenBy(value)
                .forEach(
                    each ->
                        broken.add(
                            "Value '"
                                + value
                                + "' at '"
                                + path.camelCase()
                                + "' failed to satisfy constraint: "
                                + each)));
    if (value instanceof SdkPojo structure) {
      String name = nameOf(structure);
      structure(structure, name, RequiredMembers.ofStructure(service.signingName(), name), path);
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        value(list.get(i), constraint.flatMap(MemberConstraint::member), path.item(i + 1));
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> value(each, Optional.empty(), path.member(String.valueOf(key))));
    }
  }

  /** How the service's model calls a structure: {@code Tag}. */
  static String nameOf(SdkPojo structure) {
    return structure.getClass().getSimpleName();
  }

  /** What was given as a member; empty where the request does not have it. */
  static Optional<Object> value(SdkPojo request, String name) {
    for (SdkField<?> field : request.sdkFields()) {
      if (field.memberName().equals(name)) {
        return given(field, request);
      }
    }
    return Optional.empty();
  }

  private static Optional<Object> given(SdkField<?> field, SdkPojo request) {
    return Optional.<Object>ofNullable(field.getValueOrDefault(request))
        .filter(
            given ->
                !(given instanceof SdkAutoConstructList)
                    && !(given instanceof SdkAutoConstructMap));
  }
}
