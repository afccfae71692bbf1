package dev.azdrill.simulator.world;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a Describe operation: all names must match, any value may, {@code *} and {@code ?}
 * are wildcards, case counts.
 *
 * <p>Source: Amazon EC2 User Guide, "List and filter using the CLI and API".
 *
 * @param <T> what is filtered
 */
public final class DescribeFilters<T> {
  private final Map<String, Function<T, ? extends Collection<@Nullable String>>> fields =
      new LinkedHashMap<>();
  private @Nullable Function<T, Map<String, String>> tags;

  /** A filter on a field that has one value or none. */
  public DescribeFilters<T> on(String name, Function<T, @Nullable Object> value) {
    return onMany(
        name,
        item -> {
          Object one = value.apply(item);
          return one == null ? List.of() : List.of(one.toString());
        });
  }

  /** A filter on a field that has several values, one of which must match. */
  public DescribeFilters<T> onMany(
      String name, Function<T, ? extends Collection<@Nullable String>> values) {
    fields.put(name, values);
    return this;
  }

  /** The filters {@code tag:KEY}, {@code tag-key} and {@code tag-value}. */
  public DescribeFilters<T> onTags(Function<T, Map<String, String>> tagsOf) {
    tags = tagsOf;
    onMany("tag-key", item -> List.copyOf(tagsOf.apply(item).keySet()));
    onMany("tag-value", item -> List.copyOf(tagsOf.apply(item).values()));
    return this;
  }

  /**
   * The items that pass, in their order.
   *
   * @param wanted filter names and the values that each may have
   * @throws AwsError {@code InvalidParameterValue} for a name that this operation does not filter
   *     by
   */
  public List<T> apply(Collection<T> items, Map<String, List<String>> wanted) {
    List<T> passing = List.copyOf(items);
    for (Map.Entry<String, List<String>> entry : wanted.entrySet()) {
      Function<T, ? extends Collection<@Nullable String>> values = field(entry.getKey());
      List<Pattern> patterns = entry.getValue().stream().map(DescribeFilters::pattern).toList();
      passing =
          passing.stream()
              .filter(
                  item ->
                      values.apply(item).stream()
                          .filter(Objects::nonNull)
                          .anyMatch(v -> patterns.stream().anyMatch(p -> p.matcher(v).matches())))
              .toList();
    }
    return passing;
  }

  private Function<T, ? extends Collection<@Nullable String>> field(String name) {
    Function<T, Map<String, String>> tagsOf = tags;
    if (tagsOf != null && name.startsWith("tag:")) {
      String key = name.substring("tag:".length());
      return item -> {
        String value = tagsOf.apply(item).get(key);
        return value == null ? List.<@Nullable String>of() : List.<@Nullable String>of(value);
      };
    }
    Function<T, ? extends Collection<@Nullable String>> field = fields.get(name);
    if (field == null) {
      throw WorldErrors.filterInvalid(name);
    }
    return field;
  }

  private static Pattern pattern(String wildcard) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < wildcard.length(); i++) {
      char c = wildcard.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
