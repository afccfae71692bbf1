package dev.azdrill.simulator.elbv2;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/** Descriptions that lack one member, for every member that they have. */
final class Damaged {
  private Damaged() {}

  /** Inventories, by what they lack: in each, all things of one kind lack one member. */
  static <T extends SdkPojo> Map<String, Inventory> all(Inventory whole, Kind<T> kind) {
    Map<String, Inventory> damaged = new LinkedHashMap<>();
    for (T sample : whole.all(kind)) {
      for (List<SdkField<?>> path : paths(sample)) {
        String name = String.join(".", path.stream().map(SdkField::memberName).toList());
        damaged.put(
            kind + " without " + name,
            whole.map(kind, each -> kind.type().cast(without(each, path))));
      }
    }
    return damaged;
  }

  private static List<List<SdkField<?>>> paths(SdkPojo of) {
    List<List<SdkField<?>>> paths = new ArrayList<>();
    for (SdkField<?> field : of.sdkFields()) {
      Object value = field.getValueOrDefault(of);
      if (value == null) {
        continue;
      }
      paths.add(List.of(field));
      Object inner = value instanceof List<?> list && !list.isEmpty() ? list.get(0) : value;
      if (inner instanceof SdkPojo pojo) {
        for (List<SdkField<?>> further : paths(pojo)) {
          List<SdkField<?>> path = new ArrayList<>(List.of(field));
          path.addAll(further);
          paths.add(path);
        }
      }
    }
    return paths;
  }

  private static Object without(SdkPojo thing, List<SdkField<?>> path) {
    SdkField<?> field = path.get(0);
    List<SdkField<?>> rest = path.subList(1, path.size());
    Object builder = ((ToCopyableBuilder<?, ?>) thing).toBuilder();
    Object value = field.getValueOrDefault(thing);
    if (rest.isEmpty()) {
      field.set(builder, null);
    } else if (value instanceof SdkPojo pojo) {
      field.set(builder, without(pojo, rest));
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      List<Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(without((SdkPojo) each, rest)));
      field.set(builder, copy);
    }
    return ((Buildable) builder).build();
  }
}
