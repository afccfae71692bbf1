package dev.azdrill.simulator.rds;

import dev.azdrill.catalogue.Postgres;
import dev.azdrill.simulator.world.Operations;
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

/** What can be had: PostgreSQL in the versions and on the classes of {@link Postgres}. */
final class Engines {
  /** The one engine of this simulator. */
  static final String POSTGRES = Postgres.ENGINE;

  static final int PORT = 5432;

  /** Route 53's hosted zone of RDS endpoints in Europe (London). */
  static final String HOSTED_ZONE = "Z1TTGA775OQIYO";

  private static final int ORDERABLE_RECORDS_MAX = 10_000;

  /** Oldest first; the last of a major version is its default. */
  private static final List<String> VERSIONS = Postgres.versions();

  private static final List<String> CLASSES = Postgres.classes();

  private static final Pattern CLASS = Pattern.compile("db\\.[a-z0-9]+\\.[a-z0-9]+");

  private final RegionLocation place;

  Engines(RegionLocation place) {
    this.place = place;
  }

  void enter(Operations.Page page) {
    page.read("DescribeDBEngineVersions", DescribeDbEngineVersionsRequest::builder, this::versions);
    page.read(
        "DescribeOrderableDBInstanceOptions",
        DescribeOrderableDbInstanceOptionsRequest::builder,
        this::orderable);
  }

  /** The full version for one that may be full, major, absent or, as Terraform says it, empty. */
  static Optional<String> version(@Nullable String asked) {
    return asked == null || asked.isEmpty()
        ? Optional.of(VERSIONS.get(VERSIONS.size() - 1))
        : Postgres.version(asked);
  }

  /** {@code 16} of {@code 16.8}. */
  static String major(String version) {
    return version.split("\\.", 2)[0];
  }

  /** Whether this looks like a DB instance class; sizes come and go, so all that do are taken. */
  static boolean isClass(String text) {
    return CLASS.matcher(text).matches();
  }

  private DescribeDbEngineVersionsResponse versions(DescribeDbEngineVersionsRequest request) {
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

  private DescribeOrderableDbInstanceOptionsResponse orderable(
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
