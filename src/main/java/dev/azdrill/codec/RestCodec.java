package dev.azdrill.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;

/**
 * SDK requests from the parts of a REST request: members stand in its path, in its query, or in its
 * content, which is JSON. No service of ours has members elsewhere.
 */
public final class RestCodec {
  private static final TreeDecoder CONTENT = new TreeDecoder(SdkField::locationName, false, true);

  private static final String SIGNATURE = "X-Amz-";

  private RestCodec() {}

  /**
   * Fills {@code builder} from a request.
   *
   * @param labels what stands in the path, without escapes
   * @param query as it stands in the URL, escapes and all
   * @param content a structure
   * @throws DecodingException for a member that is unknown or not of its type
   */
  public static void decode(
      Map<String, String> labels, String query, JsonNode content, SdkPojo builder) {
    Map<String, List<String>> parameters = parameters(query);
    for (SdkField<?> field : builder.sdkFields()) {
      MarshallLocation location = field.location();
      if (location == MarshallLocation.PATH || location == MarshallLocation.GREEDY_PATH) {
        field.set(builder, scalar(field, labels.get(field.locationName())));
      } else if (location == MarshallLocation.QUERY_PARAM) {
        fill(field, parameters.get(field.locationName()), builder);
      } else if (location != MarshallLocation.PAYLOAD) {
        throw new IllegalStateException(
            "no member of ours stands in the " + location + " of a request: " + field.memberName());
      }
    }
    requireKnown(parameters, builder);
    CONTENT.decode(content, builder, field -> field.location() == MarshallLocation.PAYLOAD);
  }

  /** What a request that is signed in its query carries there is no member of it. */
  private static void requireKnown(Map<String, List<String>> parameters, SdkPojo builder) {
    for (String name : parameters.keySet()) {
      boolean isMember =
          builder.sdkFields().stream()
              .anyMatch(
                  field ->
                      field.location() == MarshallLocation.QUERY_PARAM
                          && field.locationName().equals(name));
      if (!isMember && !name.startsWith(SIGNATURE)) {
        throw DecodingException.unknown(name);
      }
    }
  }

  private static void fill(SdkField<?> field, @Nullable List<String> values, SdkPojo builder) {
    if (values == null) {
      return;
    }
    if (field.marshallingType() == MarshallingType.LIST) {
      SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
      List<Object> items = new ArrayList<>();
      values.forEach(each -> items.add(Scalars.parse(member.marshallingType(), name(field), each)));
      field.set(builder, items);
    } else {
      field.set(builder, scalar(field, values.get(values.size() - 1)));
    }
  }

  private static Object scalar(SdkField<?> field, @Nullable String text) {
    if (text == null) {
      throw DecodingException.missing(name(field));
    }
    return Scalars.parse(field.marshallingType(), name(field), text);
  }

  private static String name(SdkField<?> field) {
    return field.memberName();
  }

  private static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String each : query.split("&", -1)) {
      if (!each.isEmpty()) {
        int equals = each.indexOf('=');
        String name = decoded(equals < 0 ? each : each.substring(0, equals));
        String value = equals < 0 ? "" : decoded(each.substring(equals + 1));
        parameters.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  private static String decoded(String escaped) {
    try {
      return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw DecodingException.malformed("the query", escaped, "percent-encoded text");
    }
  }
}
