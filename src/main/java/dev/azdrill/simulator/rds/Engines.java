package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.RegionLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.AvailabilityZone;
import software.amazon.awssdk.services.rds.model.DBEngineVersion;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsResponse;
import software.amazon.awssdk.services.rds.model.OrderableDBInstanceOption;

/**
 * What can be had: PostgreSQL in some versions, on some classes. A catalogue of examples, not AWS's
 * full list.
 */
final class Engines {
  /** The one engine of this simulator. */
  static final String POSTGRES = "postgres";

  static final int PORT = 5432;

  /** Route 53's hosted zone of RDS endpoints in Europe (London). */
  static final String HOSTED_ZONE = "Z1TTGA775OQIYO";

  private static final int ORDERABLE_RECORDS_MAX = 10_000;

  /** Oldest first; the last of a major version is its default. */
  private static final List<String> VERSIONS =
      List.of("13.18", "13.20", "14.15", "14.17", "15.10", "15.12", "16.6", "16.8", "17.2", "17.4");

  private static final List<String> CLASSES =
      List.of(
          "db.t3.micro",
          "db.t3.small",
          "db.t3.medium",
          "db.t3.large",
          "db.t4g.micro",
          "db.t4g.small",
          "db.t4g.medium",
          "db.t4g.large",
          "db.m5.large",
          "db.m6g.large",
          "db.m6i.large",
          "db.m7g.large",
          "db.r5.large",
          "db.r6g.large",
          "db.r7g.large");

  private static final Pattern CLASS = Pattern.compile("db\\.[a-z0-9]+\\.[a-z0-9]+");

  private final RegionLocation place;

  Engines(RegionLocation place) {
    this.place = place;
  }

  /** The full version for one that may be full, major, absent or, as Terraform says it, empty. */
  static Optional<String> version(@Nullable String asked) {
    boolean isAny = asked == null || asked.isEmpty();
    return VERSIONS.stream()
        .filter(v -> isAny || v.equals(asked) || v.startsWith(asked + "."))
        .reduce((older, newer) -> newer);
  }

  /** {@code 16} of {@code 16.8}. */
  static String major(String version) {
    return version.substring(0, version.indexOf('.'));
  }

  /** Whether this looks like a DB instance class; sizes come and go, so all that do are taken. */
  static boolean isClass(String text) {
    return CLASS.matcher(text).matches();
  }

  DescribeDbEngineVersionsResponse versions(DescribeDbEngineVersionsRequest request) {
    List<String> asked = new ArrayList<>();
    if (isPostgres(request.engine())) {
      VERSIONS.stream().filter(v -> isVersion(request.engineVersion(), v)).forEach(asked::add);
    }
    String family = request.dbParameterGroupFamily();
    if (family != null) {
      asked.removeIf(v -> !family.equals(POSTGRES + major(v)));
    }
    if (Boolean.TRUE.equals(request.defaultOnly()) && !asked.isEmpty()) {
      asked.subList(0, asked.size() - 1).clear();
    }
    Page<String> page = RequestParameters.page(asked, request.marker(), request.maxRecords());
    return DescribeDbEngineVersionsResponse.builder()
        .dbEngineVersions(page.items().stream().map(Engines::describe).toList())
        .marker(page.next())
        .build();
  }

  DescribeOrderableDbInstanceOptionsResponse orderable(
      DescribeOrderableDbInstanceOptionsRequest request) {
    List<OrderableDBInstanceOption> options = new ArrayList<>();
    if (isPostgres(request.engine())) {
      String wanted = request.dbInstanceClass();
      for (String version : VERSIONS) {
        if (isVersion(request.engineVersion(), version)) {
          CLASSES.stream()
              .filter(c -> wanted == null || wanted.equals(c))
              .forEach(c -> options.add(option(version, c)));
        }
      }
    }
    Page<OrderableDBInstanceOption> page =
        RequestParameters.page(
            options, request.marker(), request.maxRecords(), ORDERABLE_RECORDS_MAX);
    return DescribeOrderableDbInstanceOptionsResponse.builder()
        .orderableDBInstanceOptions(page.items())
        .marker(page.next())
        .build();
  }

  private static boolean isPostgres(@Nullable String engine) {
    return engine == null || engine.equals(POSTGRES);
  }

  private static boolean isVersion(@Nullable String asked, String version) {
    return asked == null || version.equals(asked) || version.startsWith(asked + ".");
  }

  private static DBEngineVersion describe(String version) {
    return DBEngineVersion.builder()
        .engine(POSTGRES)
        .majorEngineVersion(major(version))
        .engineVersion(version)
        .dbParameterGroupFamily(POSTGRES + major(version))
        .dbEngineDescription("PostgreSQL")
        .dbEngineVersionDescription("PostgreSQL " + version)
        .status("available")
        .supportsReadReplica(true)
        .build();
  }

  private OrderableDBInstanceOption option(String version, String instanceClass) {
    List<AvailabilityZone> zones =
        place.zones().stream().map(z -> AvailabilityZone.builder().name(z.name()).build()).toList();
    return OrderableDBInstanceOption.builder()
        .engine(POSTGRES)
        .engineVersion(version)
        .dbInstanceClass(instanceClass)
        .licenseModel("postgresql-license")
        .availabilityZones(zones)
        .multiAZCapable(true)
        .vpc(true)
        .supportsStorageEncryption(true)
        .storageType("gp3")
        .minStorageSize(NewInstance.STORAGE_MIN)
        .maxStorageSize(NewInstance.STORAGE_MAX)
        .supportedNetworkTypes("IPV4")
        .build();
  }
}
