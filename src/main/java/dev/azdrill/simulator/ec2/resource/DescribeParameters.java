package dev.azdrill.simulator.ec2.resource;

import dev.azdrill.simulator.world.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;

/** What most Describe requests have in common: filters by name, and pages. */
public final class DescribeParameters {
  private static final int PAGE_MIN = 5;
  private static final int PAGE_MAX = 1000;

  private DescribeParameters() {}

  /**
   * Refuses a request that changes several attributes, of which EC2 takes one.
   *
   * @param namesAndValues in turns; what is not given is null
   */
  public static void oneAttribute(@Nullable Object... namesAndValues) {
    List<String> given = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        given.add(String.valueOf(namesAndValues[i]));
      }
    }
    if (given.size() > 1) {
      throw Ec2Errors.attributesTogether(given);
    }
  }

  /** The SDK's filters as names and values. */
  public static Map<String, List<String>> by(List<Filter> filters) {
    Map<String, List<String>> wanted = new LinkedHashMap<>();
    for (Filter filter : filters) {
      if (filter.name() == null) {
        throw Ec2Errors.filterNameMissing();
      }
      wanted.put(filter.name(), filter.values());
    }
    return wanted;
  }

  /**
   * One page of what was found, as most Describe operations cut it: 5 to 1000 a page, and no pages
   * where ids are given.
   */
  public static <T> Page<T> page(
      List<T> found, List<String> ids, @Nullable String token, @Nullable Integer limit) {
    if (limit != null && !ids.isEmpty()) {
      throw Ec2Errors.maxResultsWithIds();
    }
    if (limit != null && (limit < PAGE_MIN || limit > PAGE_MAX)) {
      throw Ec2Errors.maxResultsOutOfBounds(limit, PAGE_MIN, PAGE_MAX);
    }
    return Page.cut(found, token, limit, Ec2Errors.INVALID_NEXT_TOKEN);
  }
}
