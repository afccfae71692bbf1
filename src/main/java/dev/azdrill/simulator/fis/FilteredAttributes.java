package dev.azdrill.simulator.fis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;

/**
 * The attributes that filters of targets name: {@code Placement.AvailabilityZone} is a path through
 * what the Describe call of the resource's service returns. Source: AWS Fault Injection Service
 * User Guide, "Targets for AWS FIS", "Resource filters".
 */
final class FilteredAttributes {
  private FilteredAttributes() {}

  /** All values that stand at a path; those of each item, where it leads through a list. */
  static Stream<String> at(String path, SdkPojo description) {
    return values(List.of(path.split("\\.")), description);
  }

  private static Stream<String> values(List<String> steps, Object value) {
    if (value instanceof List<?> list) {
      return list.stream().flatMap(each -> values(steps, each));
    }
    if (value instanceof SdkPojo structure) {
      if (steps.isEmpty()) {
        return Stream.empty();
      }
      return field(steps.get(0), structure).stream()
          .flatMap(field -> Optional.ofNullable(field.getValueOrDefault(structure)).stream())
          .flatMap(inner -> values(steps.subList(1, steps.size()), inner));
    }
    return steps.isEmpty() ? Stream.of(String.valueOf(value)) : Stream.empty();
  }

  /** Whether a path leads to a value in descriptions of this shape. */
  static boolean has(String path, SdkPojo shape) {
    SdkPojo here = shape;
    List<String> steps = List.of(path.split("\\."));
    for (int i = 0; i < steps.size(); i++) {
      Optional<SdkField<?>> field = field(steps.get(i), here);
      boolean isLast = i == steps.size() - 1;
      if (field.isEmpty()) {
        return false;
      }
      SdkField<?> inner = item(field.get());
      boolean isStructure = inner.marshallingType() == MarshallingType.SDK_POJO;
      if (isStructure == isLast) {
        return false;
      }
      if (isStructure) {
        here = inner.constructor().get();
      }
    }
    return true;
  }

  private static SdkField<?> item(SdkField<?> field) {
    return field.containsTrait(ListTrait.class)
        ? item(field.getRequiredTrait(ListTrait.class).memberFieldInfo())
        : field;
  }

  private static Optional<SdkField<?>> field(String name, SdkPojo structure) {
    for (SdkField<?> each : structure.sdkFields()) {
      if (each.memberName().equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
