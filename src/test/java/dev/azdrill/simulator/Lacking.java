package dev.azdrill.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/** Descriptions that lack something. */
public final class Lacking {
  private Lacking() {}

  /** Copies of a description, each without one of its members, however deep, under its path. */
  @SuppressWarnings("unchecked") // a copy of a T is a T
  public static <T extends SdkPojo> Map<String, T> each(T whole) {
    Map<String, T> copies = new LinkedHashMap<>();
    for (SdkField<?> field : whole.sdkFields()) {
      Object value = field.getValueOrDefault(whole);
      if (value != null) {
        copies.put(field.memberName(), (T) with(whole, field, null));
        lacking(value)
            .forEach(
                (path, copy) ->
                    copies.put(field.memberName() + "." + path, (T) with(whole, field, copy)));
      }
    }
    return copies;
  }

  private static Map<String, Object> lacking(Object value) {
    Map<String, Object> copies = new LinkedHashMap<>();
    if (value instanceof SdkPojo pojo) {
      copies.putAll(each(pojo));
    }
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        int at = i;
        lacking(list.get(i))
            .forEach(
                (path, copy) -> {
                  List<Object> changed = new ArrayList<>(list);
                  changed.set(at, copy);
                  copies.put(at + "." + path, changed);
                });
      }
    }
    return copies;
  }

  private static Object with(SdkPojo whole, SdkField<?> field, @Nullable Object value) {
    Object builder = ((ToCopyableBuilder<?, ?>) whole).toBuilder();
    field.set(builder, value);
    return ((software.amazon.awssdk.utils.builder.SdkBuilder<?, ?>) builder).build();
  }
}
