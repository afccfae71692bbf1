package dev.azdrill.simulator.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a policy document has to be, by its purpose. This is about its form alone: what it allows,
 * nobody asks.
 *
 * <p>Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
enum PolicyDocument {
  /** Who may assume a role. */
  TRUST {
    @Override
    void statement(JsonNode statement) {
      for (String field : List.of("Resource", "NotResource")) {
        if (statement.has(field)) {
          throw IamErrors.documentMustNotHave(field);
        }
      }
      if (!statement.has("Principal") && !statement.has("NotPrincipal")) {
        throw IamErrors.documentLacks("Principal");
      }
      if (actions(statement).anyMatch(each -> !each.startsWith("sts:"))) {
        throw IamErrors.actionNotOfSts();
      }
    }
  },
  /** What a role may do. */
  IDENTITY {
    @Override
    void statement(JsonNode statement) {
      if (statement.has("Principal") || statement.has("NotPrincipal")) {
        throw IamErrors.documentWithPrincipal();
      }
      List<String> resources =
          Stream.of("Resource", "NotResource").flatMap(each -> words(statement, each)).toList();
      if (resources.isEmpty()) {
        throw IamErrors.statementWithoutResources();
      }
      for (String resource : resources) {
        if (!resource.equals("*") && !resource.startsWith("arn:")) {
          throw IamErrors.resourceNotArn(resource);
        }
      }
    }
  };

  private static final String VERSION = "2012-10-17";
  private static final Set<String> EARLIER_VERSIONS = Set.of("2008-10-17");
  private static final Set<String> EFFECTS = Set.of("Allow", "Deny");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Refuses a statement that this kind of policy cannot have. */
  abstract void statement(JsonNode statement);

  /** Refuses what is no policy of this kind. */
  void check(String text) {
    JsonNode document = parsed(text);
    if (!document.isObject()) {
      throw IamErrors.documentNotJson();
    }
    String version = document.path("Version").asText(this == TRUST ? VERSION : "");
    if (!version.equals(VERSION) && !(this == TRUST && EARLIER_VERSIONS.contains(version))) {
      throw IamErrors.documentOfOtherVersion();
    }
    JsonNode statements = document.path("Statement");
    if (statements.isMissingNode() || statements.isEmpty()) {
      throw IamErrors.documentLacks("Statement");
    }
    List<JsonNode> each =
        (statements.isArray() ? elements(statements) : Stream.of(statements)).toList();
    each.forEach(this::whole);
    List<String> ids = each.stream().flatMap(statement -> words(statement, "Sid")).toList();
    if (ids.stream().distinct().count() < ids.size()) {
      throw IamErrors.statementIdTwice();
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw IamErrors.documentNotJson();
    }
  }

  private void whole(JsonNode statement) {
    if (!statement.isObject()) {
      throw IamErrors.documentNotJson();
    }
    if (!statement.has("Effect")) {
      throw IamErrors.documentLacks("Effect");
    }
    if (!EFFECTS.contains(statement.path("Effect").asText())) {
      throw IamErrors.documentNotJson();
    }
    if (actions(statement).findAny().isEmpty()) {
      throw IamErrors.statementWithoutActions();
    }
    if (actions(statement).anyMatch(each -> !each.equals("*") && each.indexOf(':') < 1)) {
      throw IamErrors.actionWithoutService();
    }
    statement(statement);
  }

  private static Stream<String> actions(JsonNode statement) {
    return Stream.of("Action", "NotAction").flatMap(each -> words(statement, each));
  }

  /** A text, or several in a list. */
  private static Stream<String> words(JsonNode statement, String field) {
    JsonNode given = statement.path(field);
    Stream<JsonNode> each = given.isArray() ? elements(given) : Stream.of(given);
    return each.filter(node -> !node.isMissingNode())
        .map(
            node -> {
              if (!node.isTextual()) {
                throw IamErrors.documentNotJson();
              }
              return node.asText();
            });
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return list.valueStream();
  }

  /** Its length as quotas count it. Source: IAM User Guide, "IAM and AWS STS quotas". */
  static int length(String document) {
    return (int) document.chars().filter(each -> !Character.isWhitespace(each)).count();
  }

  /**
   * As answers have it. Source: IAM API Reference, "Policies returned by this operation are
   * URL-encoded compliant with RFC 3986".
   */
  static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
