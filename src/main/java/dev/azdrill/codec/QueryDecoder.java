package dev.azdrill.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Reads a query form into an SDK builder, following the builder's own fields.
 *
 * <p>The two dialects differ in one thing that matters here: where a list's members stand.
 * Stateless; safe for use by several threads.
 */
public enum QueryDecoder {
  /** {@code Name.1}, as EC2 writes lists. */
  EC2 {
    @Override
    @Nullable QueryParameters listOf(QueryParameters form, ListTrait list) {
      return form;
    }
  },
  /** {@code Name.member.1}, as the AWS query protocol writes lists. */
  AWS_QUERY {
    @Override
    @Nullable QueryParameters listOf(QueryParameters form, ListTrait list) {
      String member = list.memberLocationName();
      return list.isFlattened() ? form : form.child(member == null ? "member" : member);
    }
  };

  /**
   * Where the numbered members are below a list's name; null for a list that is there and empty.
   */
  abstract @Nullable QueryParameters listOf(QueryParameters form, ListTrait list);

  /**
   * Fills {@code builder} from {@code form}.
   *
   * @throws DecodingException for a parameter that is missing, unknown or not of its type
   */
  public void decode(QueryParameters form, SdkPojo builder) {
    decode(form, builder, "");
  }

  private void decode(QueryParameters form, SdkPojo builder, String path) {
    Set<String> unknown = new HashSet<>(form.names());
    for (SdkField<?> field : builder.sdkFields()) {
      QueryParameters child = form.child(field.locationName());
      if (child != null) {
        unknown.remove(field.locationName());
        field.set(builder, read(child, field, path + field.locationName()));
      } else if (field.containsTrait(RequiredTrait.class)) {
        throw DecodingException.missing(path + field.locationName());
      }
    }
    if (!unknown.isEmpty()) {
      throw DecodingException.unknown(path + unknown.stream().sorted().iterator().next());
    }
  }

  private @Nullable Object read(QueryParameters form, SdkField<?> field, String path) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST) {
      return readList(form, field, path);
    }
    if (type == MarshallingType.MAP) {
      return readMap(form, field, path);
    }
    if (type == MarshallingType.SDK_POJO) {
      SdkPojo builder = field.constructor().get();
      decode(form, builder, path + ".");
      return ((Buildable) builder).build();
    }
    if (!form.names().isEmpty()) {
      throw DecodingException.unknown(path + "." + form.names().iterator().next());
    }
    String text = form.text();
    return text == null ? null : Scalars.parse(type, path, text);
  }

  private List<Object> readList(QueryParameters form, SdkField<?> field, String path) {
    ListTrait trait = field.getRequiredTrait(ListTrait.class);
    QueryParameters list = listOf(form, trait);
    List<Object> members = new ArrayList<>();
    if (list == null) {
      if (!form.names().isEmpty()) {
        throw DecodingException.unknown(path + "." + form.names().iterator().next());
      }
      return members;
    }
    int number = 1;
    for (QueryParameters member : list.members(path)) {
      Object value = read(member, trait.memberFieldInfo(), path + "." + number++);
      if (value != null) {
        members.add(value);
      }
    }
    return members;
  }

  private Map<String, Object> readMap(QueryParameters form, SdkField<?> field, String path) {
    MapTrait trait = field.getRequiredTrait(MapTrait.class);
    String keyName = trait.keyLocationName() == null ? "key" : trait.keyLocationName();
    String valueName = trait.valueLocationName() == null ? "value" : trait.valueLocationName();
    Map<String, Object> entries = new LinkedHashMap<>();
    QueryParameters list = trait.isFlattened() ? form : form.child("entry");
    if (list == null) {
      return entries;
    }
    for (QueryParameters entry : list.members(path)) {
      String key = entry.value(keyName);
      QueryParameters value = entry.child(valueName);
      if (key == null || value == null) {
        throw DecodingException.missing(path + ".entry.N." + (key == null ? keyName : valueName));
      }
      Object decoded = read(value, trait.valueFieldInfo(), path + "." + key);
      if (decoded != null) {
        entries.put((String) Scalars.parse(MarshallingType.STRING, path, key), decoded);
      }
    }
    return entries;
  }
}
