package dev.azdrill.simulator.ec2.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * The same value in another class of the SDK, member by member under the same names.
 *
 * <p>EC2 has most of its shapes several times: what a launch template is asked for, what it
 * answers, and what RunInstances takes are three families of classes whose members are called
 * alike. Members that the other class lacks are left out.
 */
public final class ShapeCopier {
  private ShapeCopier() {}

  /**
   * Sets on {@code builder} every member that {@code from} has; what {@code from} lacks stays as it
   * was, so recasting a second value lays it over the first.
   *
   * @return the builder
   */
  public static <B extends SdkPojo> B into(SdkPojo from, B builder) {
    Map<String, SdkField<?>> there = new LinkedHashMap<>();
    from.sdkFields().forEach(field -> there.put(field.memberName(), field));
    for (SdkField<?> target : builder.sdkFields()) {
      SdkField<?> source = there.get(target.memberName());
      Object value = source == null ? null : value(source, from);
      if (value != null && source != null && alike(source, target)) {
        target.set(builder, convert(value, target));
      }
    }
    return builder;
  }

  /**
   * The member's value. Where nobody gave an idempotency token the SDK's metadata would make a
   * random one up, so such a member is read from the request itself.
   */
  private static @Nullable Object value(SdkField<?> field, SdkPojo of) {
    if (field.containsTrait(DefaultValueTrait.class)) {
      return of instanceof SdkRequest request
          ? request.getValueForField(field.memberName(), Object.class).orElse(null)
          : null;
    }
    Object value = field.getValueOrDefault(of);
    return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap
        ? null
        : value;
  }

  private static boolean alike(SdkField<?> source, SdkField<?> target) {
    return source.marshallingType().equals(target.marshallingType());
  }

  private static Object convert(Object value, SdkField<?> target) {
    MarshallingType<?> type = target.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      return ((Buildable) into((SdkPojo) value, target.constructor().get())).build();
    }
    if (type == MarshallingType.LIST) {
      SdkField<?> member = target.getRequiredTrait(ListTrait.class).memberFieldInfo();
      List<Object> members = new ArrayList<>();
      ((List<?>) value).forEach(each -> members.add(convert(each, member)));
      return members;
    }
    return value;
  }
}
