package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The tags in a request that changes something, wherever they stand in it: AWS's rules are the same
 * for all services. How many tags a resource has, its service counts.
 *
 * <p>Source: Tagging AWS Resources and Tag Editor User Guide, "Tag naming limits and requirements".
 */
final class RequestTags {
  private static final int KEY_MAX = 128;
  private static final int VALUE_MAX = 256;

  /** How the services call them whose tags are a map. */
  private static final String TAGS = "tags";

  /** In any case: {@code AWS:} is theirs, too. */
  private static final String RESERVED = "aws:";

  private final Service service;
  private final boolean isFromService;

  private RequestTags(Service service, boolean isFromService) {
    this.service = service;
    this.isFromService = isFromService;
  }

  /**
   * Passes a request whose tags AWS takes.
   *
   * @param isFromService whether it may set tags that begin with {@code aws:}
   * @throws AwsError in the words of the service
   */
  static void check(Service service, SdkPojo request, boolean isFromService) {
    new RequestTags(service, isFromService).structure(request);
  }

  private void structure(SdkPojo structure) {
    for (SdkField<?> field : structure.sdkFields()) {
      Object value = field.getValueOrDefault(structure);
      if (field.memberName().equals(TAGS) && value instanceof Map<?, ?> tags) {
        tags.forEach(this::tag);
      } else {
        value(value);
      }
    }
  }

  /** One of a service whose tags are a map. */
  private void tag(Object key, Object value) {
    key(String.valueOf(key));
    if (length(value) > VALUE_MAX) {
      throw ProtocolErrors.tagValueTooLong(service, VALUE_MAX);
    }
  }

  private void value(Object value) {
    if (value instanceof SdkPojo structure) {
      structure(structure);
    } else if (value instanceof List<?> list) {
      if (!list.isEmpty() && isTag(list.get(0))) {
        tags(list);
      } else {
        list.forEach(this::value);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(this::value);
    }
  }

  private static boolean isTag(Object value) {
    return value instanceof SdkPojo structure && RequestMembers.nameOf(structure).equals("Tag");
  }

  private void tags(List<?> tags) {
    Set<String> keys = new HashSet<>();
    for (Object each : tags) {
      SdkPojo tag = (SdkPojo) each;
      Optional<Object> key = RequestMembers.value(tag, "Key");
      if (key.isEmpty()) {
        throw ProtocolErrors.membersMissing(service, List.of(MemberPath.ROOT.member("Key")));
      }
      key(String.valueOf(key.get()));
      if (!keys.add(key.get() + "\n" + RequestMembers.value(tag, "ResourceId").orElse(""))) {
        throw ProtocolErrors.tagTwice(service, String.valueOf(key.get()));
      }
      RequestMembers.value(tag, "Value")
          .filter(it -> length(it) > VALUE_MAX)
          .ifPresent(
              it -> {
                throw ProtocolErrors.tagValueTooLong(service, VALUE_MAX);
              });
    }
  }

  private void key(String key) {
    if (key.isEmpty()) {
      throw ProtocolErrors.tagKeyEmpty(service);
    }
    if (length(key) > KEY_MAX) {
      throw ProtocolErrors.tagKeyTooLong(service, KEY_MAX);
    }
    if (!isFromService && key.toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
      throw ProtocolErrors.tagReserved(service);
    }
  }

  private static int length(Object text) {
    String all = String.valueOf(text);
    return all.codePointCount(0, all.length());
  }
}
