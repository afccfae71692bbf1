package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.RegionLocation;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the value of an action's parameter may be. */
enum ParameterKind {
  DURATION("an ISO 8601 duration from PT1M to PT12H") {
    @Override
    boolean allows(String value, RegionLocation place) {
      return isDuration(value, Duration.ofMinutes(1), Duration.ofHours(12));
    }
  },
  SPOT_NOTICE("an ISO 8601 duration from PT2M to PT15M") {
    @Override
    boolean allows(String value, RegionLocation place) {
      return isDuration(value, Duration.ofMinutes(2), Duration.ofMinutes(15));
    }
  },
  PERCENTAGE("a whole number from 1 to 100") {
    @Override
    boolean allows(String value, RegionLocation place) {
      return PERCENT.matcher(value).matches();
    }
  },
  BOOLEAN("true or false") {
    @Override
    boolean allows(String value, RegionLocation place) {
      return value.equals("true") || value.equals("false");
    }
  },
  ZONES("names or IDs of Availability Zones of the region, separated by commas") {
    @Override
    boolean allows(String value, RegionLocation place) {
      return items(value).stream().allMatch(each -> place.zone(each).isPresent());
    }
  },
  ALARMS("ARNs of alarms of the region, separated by commas, five at most") {
    @Override
    boolean allows(String value, RegionLocation place) {
      String prefix = AlarmCalls.arnPrefix(place);
      List<String> arns = items(value);
      return arns.size() <= ALARMS_MAX && arns.stream().allMatch(each -> each.startsWith(prefix));
    }
  },
  ALARM_STATES("OK, ALARM and INSUFFICIENT_DATA, separated by commas") {
    @Override
    boolean allows(String value, RegionLocation place) {
      return STATES.containsAll(items(value));
    }
  },
  SERVICE("ec2") {
    @Override
    boolean allows(String value, RegionLocation place) {
      return value.equals("ec2");
    }
  },
  OPERATIONS("names of operations, separated by commas") {
    @Override
    boolean allows(String value, RegionLocation place) {
      return items(value).stream().allMatch(each -> OPERATION.matcher(each).matches());
    }
  },
  SCOPE(String.join(", ", NetworkScope.names())) {
    @Override
    boolean allows(String value, RegionLocation place) {
      return NetworkScope.names().contains(value);
    }
  },
  PREFIX_LIST("the ID of a prefix list") {
    @Override
    boolean allows(String value, RegionLocation place) {
      return value.startsWith("pl-");
    }
  };

  private static final int ALARMS_MAX = 5;
  private static final Pattern PERCENT = Pattern.compile("[1-9]\\d?|100");
  private static final Pattern OPERATION = Pattern.compile("[A-Z][A-Za-z0-9]*");
  private static final Set<String> STATES = Set.of("OK", "ALARM", "INSUFFICIENT_DATA");

  private final String expected;

  ParameterKind(String expected) {
    this.expected = expected;
  }

  /** Whether this is such a value. */
  abstract boolean allows(String value, RegionLocation place);

  /** What it may be, in words. */
  String expected() {
    return expected;
  }

  static ParameterKind named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** What stands between commas. */
  static List<String> items(String value) {
    return Arrays.stream(value.split(",", -1)).map(String::strip).toList();
  }

  private static boolean isDuration(String value, Duration least, Duration most) {
    try {
      Duration duration = Duration.parse(value);
      return duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
