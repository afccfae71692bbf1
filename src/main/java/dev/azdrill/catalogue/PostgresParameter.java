package dev.azdrill.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A parameter of PostgreSQL that a DB parameter group can set.
 *
 * @param name as PostgreSQL has it: {@code work_mem}
 * @param isStatic whether it takes effect only when the DB instance is rebooted
 * @param type of its value
 * @param allowed values with commas between, or the least and the greatest with a hyphen between;
 *     empty where any of the type is allowed
 */
public record PostgresParameter(
    String name, boolean isStatic, Type type, Optional<String> allowed) {
  /** What values are. */
  public enum Type {
    BOOLEAN,
    INTEGER,
    FLOAT,
    STRING,
    LIST;

    /** As RDS names it. */
    public String words() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern FLOAT = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  private static final Pattern BOUNDS = Pattern.compile("(-?[0-9.e]+)-(-?[0-9.e]+)");

  /**
   * A number may be a formula over the DB instance class. Source: Amazon RDS User Guide,
   * "Specifying DB parameters".
   */
  private static final Pattern FORMULA =
      Pattern.compile("\\{.+}|(GREATEST|LEAST|SUM)\\(.+\\)", Pattern.CASE_INSENSITIVE);

  /** What RDS says that it allows: {@code 0,1} for what is on or off. */
  public Optional<String> allowedValues() {
    return type == Type.BOOLEAN ? Optional.of("0,1") : allowed;
  }

  /** Whether RDS takes this value; what a formula comes to is not looked at. */
  public boolean takes(String value) {
    return switch (type) {
      case BOOLEAN -> value.equals("0") || value.equals("1");
      case INTEGER -> FORMULA.matcher(value).matches() || isWithin(INTEGER, value);
      case FLOAT -> FORMULA.matcher(value).matches() || isWithin(FLOAT, value);
      case STRING ->
          allowed.map(values -> Arrays.asList(values.split(",")).contains(value)).orElse(true);
      case LIST -> true;
    };
  }

  private boolean isWithin(Pattern form, String value) {
    if (!form.matcher(value).matches()) {
      return false;
    }
    return allowed
        .map(BOUNDS::matcher)
        .filter(bounds -> bounds.matches())
        .map(
            bounds ->
                Double.parseDouble(bounds.group(1)) <= Double.parseDouble(value)
                    && Double.parseDouble(value) <= Double.parseDouble(bounds.group(2)))
        .orElse(true);
  }
}
