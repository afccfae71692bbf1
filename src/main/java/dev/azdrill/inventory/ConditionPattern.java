package dev.azdrill.inventory;

import java.util.regex.Pattern;

/**
 * What a condition of a listener rule compares a path or a host with: an asterisk is any text, a
 * question mark one character.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html">Condition
 * types</a>.
 */
public record ConditionPattern(String text) {

  /** Whether a path or a host is as this says; case counts. */
  public boolean matches(String other) {
    StringBuilder regex = new StringBuilder();
    text.codePoints()
        .mapToObj(Character::toString)
        .map(
            each ->
                switch (each) {
                  case "*" -> ".*";
                  case "?" -> ".";
                  default -> Pattern.quote(each);
                })
        .forEach(regex::append);
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(other).matches();
  }
}
