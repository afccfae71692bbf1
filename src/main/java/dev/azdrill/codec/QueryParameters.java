package dev.azdrill.codec;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query request as the tree that their dotted names spell: {@code
 * Filter.1.Value.2=a} is the value {@code a} at Filter, 1, Value, 2.
 */
public final class QueryParameters {
  private static final int DEPTH_MAX = 32;

  /** Some calls take 1,000 things, each of several parameters. */
  private static final int PARAMETERS_MAX = 50_000;

  private final Map<String, QueryParameters> children = new LinkedHashMap<>();
  private @Nullable String text;

  private QueryParameters() {}

  /**
   * Reads an {@code application/x-www-form-urlencoded} body.
   *
   * @throws DecodingException when an escape is not one, a name nests deeper than any AWS parameter
   *     does, or there are more parameters than any call has
   */
  public static QueryParameters parse(String body) {
    QueryParameters root = new QueryParameters();
    int from = 0;
    int count = 0;
    while (from < body.length()) {
      int end = body.indexOf('&', from);
      end = end < 0 ? body.length() : end;
      if (end > from) {
        count++;
        if (count > PARAMETERS_MAX) {
          throw DecodingException.malformed(
              "the request body", "more parameters", "at most " + PARAMETERS_MAX);
        }
        // Looked for in the parameter alone: its end is near, that of the body is not.
        String parameter = body.substring(from, end);
        int equals = parameter.indexOf('=');
        String name = decode(equals < 0 ? parameter : parameter.substring(0, equals));
        root.at(name).text = equals < 0 ? "" : decode(parameter.substring(equals + 1));
      }
      from = end + 1;
    }
    return root;
  }

  private static String decode(String escaped) {
    if (escaped.indexOf('%') < 0 && escaped.indexOf('+') < 0) {
      return escaped;
    }
    try {
      return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw DecodingException.malformed("the request body", escaped, "percent-encoded text");
    }
  }

  private QueryParameters at(String name) {
    QueryParameters node = this;
    int from = 0;
    for (int depth = 0; from <= name.length(); depth++) {
      if (depth > DEPTH_MAX) {
        throw DecodingException.unknown(name);
      }
      int dot = name.indexOf('.', from);
      int end = dot < 0 ? name.length() : dot;
      node = node.children.computeIfAbsent(name.substring(from, end), key -> new QueryParameters());
      from = end + 1;
    }
    return node;
  }

  /** The value under a name at this level, or null where there is none. */
  public @Nullable String value(String name) {
    QueryParameters child = children.get(name);
    return child == null ? null : child.text;
  }

  /** Takes parameters out that are not the operation's own, such as Action and Version. */
  public void remove(String name) {
    children.remove(name);
  }

  @Nullable QueryParameters child(String name) {
    return children.get(name);
  }

  Set<String> names() {
    return Collections.unmodifiableSet(children.keySet());
  }

  @Nullable String text() {
    return text;
  }

  /**
   * The members of a list in the order of their numbers; numbers may have gaps, as they may on AWS.
   */
  List<QueryParameters> members(String parameter) {
    record Numbered(int number, QueryParameters form) {}
    List<Numbered> numbered = new ArrayList<>();
    for (Map.Entry<String, QueryParameters> entry : children.entrySet()) {
      numbered.add(new Numbered(number(parameter, entry.getKey()), entry.getValue()));
    }
    numbered.sort((a, b) -> Integer.compare(a.number(), b.number()));
    return numbered.stream().map(Numbered::form).toList();
  }

  private static int number(String parameter, String key) {
    try {
      return Integer.parseInt(key);
    } catch (NumberFormatException e) {
      throw DecodingException.unknown(parameter + "." + key);
    }
  }
}
