package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Filter;

/** What a request asks for, checked: names, filters, pages. */
final class RequestParameters {
  private static final int RECORDS_MIN = 20;
  private static final int RECORDS_MAX = 100;
  private static final Pattern NAME = Pattern.compile("[a-z](?!.*--)[a-z0-9-]{0,62}(?<!-)");

  /** Source: Amazon RDS API Reference, "CreateDBInstance", for PostgreSQL. */
  private static final int PASSWORD_MIN = 8;

  private static final int PASSWORD_MAX = 128;
  private static final Pattern PASSWORD = Pattern.compile("[!-~&&[^/@\"]]*");

  private RequestParameters() {}

  /** The SDK's filters as names and values. */
  static Map<String, List<String>> by(List<Filter> filters) {
    Map<String, List<String>> wanted = new LinkedHashMap<>();
    filters.forEach(filter -> wanted.put(filter.name(), filter.values()));
    return wanted;
  }

  /**
   * A page of a list.
   *
   * @throws AwsError {@code InvalidParameterValue} for a page size outside 20 to 100, or a marker
   *     that is not ours
   */
  static <T> Page<T> page(List<T> all, @Nullable String marker, @Nullable Integer records) {
    return page(all, marker, records, RECORDS_MAX);
  }

  /** The same where AWS allows longer pages. */
  static <T> Page<T> page(
      List<T> all, @Nullable String marker, @Nullable Integer records, int recordsMax) {
    if (records != null && (records < RECORDS_MIN || records > recordsMax)) {
      throw RdsErrors.maxRecordsInvalid(records, RECORDS_MIN, recordsMax);
    }
    return Page.cut(
        all, marker, records == null ? RECORDS_MAX : records, RdsErrors.INVALID_NEXT_TOKEN);
  }

  /** A name for something new, in lower case as RDS keeps it. */
  static String newName(String parameter, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(lower).matches()) {
      throw RdsErrors.identifierInvalid(parameter);
    }
    return lower;
  }

  /** Refuses a password that RDS would not set. */
  static void newPassword(String password) {
    if (password.length() < PASSWORD_MIN) {
      throw RdsErrors.passwordInvalid(
          " because it is shorter than " + PASSWORD_MIN + " characters.");
    }
    if (password.length() > PASSWORD_MAX) {
      throw RdsErrors.passwordInvalid(
          " because it is longer than " + PASSWORD_MAX + " characters.");
    }
    if (!PASSWORD.matcher(password).matches()) {
      throw RdsErrors.passwordInvalid(
          ". Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.");
    }
  }

  /** The last part of an ARN, or the name itself, in lower case. */
  static String known(String nameOrArn) {
    return nameOrArn.substring(nameOrArn.lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
  }

  /** What was given. */
  static String required(String parameter, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw RdsErrors.parameterMissing(parameter);
    }
    return value;
  }

  /** What was given, or what AWS takes instead. */
  static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
