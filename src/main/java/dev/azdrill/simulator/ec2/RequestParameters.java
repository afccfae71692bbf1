package dev.azdrill.simulator.ec2;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Page;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;

/** What a Describe request asks for, checked: ids that exist, filters by name. */
final class RequestParameters {
  private static final int PAGE_MIN = 5;
  private static final int PAGE_MAX = 1000;

  private RequestParameters() {}

  /** The SDK's filters as names and values. */
  static Map<String, List<String>> by(List<Filter> filters) {
    Map<String, List<String>> wanted = new LinkedHashMap<>();
    filters.forEach(filter -> wanted.put(filter.name(), filter.values()));
    return wanted;
  }

  /**
   * The things with these ids, or all when no id is given.
   *
   * @param prefix of the ids: {@code vpc}
   * @param noun in error codes: {@code InvalidVpcID}
   * @param what in messages: {@code vpc ID}
   */
  static <T> Collection<T> ids(
      List<String> ids, Map<String, T> things, String prefix, String noun, String what) {
    if (ids.isEmpty()) {
      return things.values();
    }
    return ids.stream().map(id -> one(id, things, prefix, noun, what)).toList();
  }

  /**
   * The thing with this id, or AWS's refusal: malformed when it does not look like one, else not
   * found.
   */
  static <T> T one(String id, Map<String, T> things, String prefix, String noun, String what) {
    T thing = things.get(id);
    if (thing != null) {
      return thing;
    }
    if (!Pattern.matches(prefix + "-[0-9a-f]{8}([0-9a-f]{9})?", id)) {
      throw AwsError.of(noun + ".Malformed", "Invalid id: \"" + id + "\"");
    }
    throw AwsError.of(noun + ".NotFound", "The " + what + " '" + id + "' does not exist");
  }

  /**
   * One page of what was found, as most Describe operations cut it: 5 to 1000 a page, and no pages
   * where ids are given.
   */
  static <T> Page<T> page(
      List<T> found, List<String> ids, @Nullable String token, @Nullable Integer limit) {
    if (limit != null && !ids.isEmpty()) {
      throw Ec2Errors.combination("The parameter maxResults cannot be used with a list of ids");
    }
    if (limit != null && (limit < PAGE_MIN || limit > PAGE_MAX)) {
      throw Ec2Errors.value(
          limit, "maxResults", "Expecting a value from " + PAGE_MIN + " to " + PAGE_MAX + ".");
    }
    return Page.cut(found, token, limit, "InvalidNextToken");
  }
}
