package dev.azdrill.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.azdrill.simulator.RegionUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicy;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBEngineVersion;

class CatalogueFilesTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  @ParameterizedTest
  @ValueSource(
      strings = {"instance-types.json", "rds-postgres.json", "regions.json", "tls-policies.json"})
  void each_file_says_where_it_is_from_and_of_when(String name) {
    JsonNode file = CatalogueFile.read(name);
    assertThat(file.path("source").asText()).hasSizeGreaterThan(20);
    assertThat(file.path("date").asText()).matches("20[0-9]{2}-[0-9]{2}(-[0-9]{2})?");
  }

  @Test
  void what_blueprints_accept_the_simulator_offers() {
    Ec2Client ec2 = region.aws().ec2();
    RdsClient rds = region.aws().rds();
    ElasticLoadBalancingV2Client elb = region.aws().elasticLoadBalancing();

    assertThat(ec2.describeInstanceTypesPaginator(r -> {}).instanceTypes())
        .extracting(InstanceTypeInfo::instanceTypeAsString)
        .containsExactlyInAnyOrderElementsOf(InstanceTypeFacts.offered().keySet());
    assertThat(rds.describeDBEngineVersionsPaginator(r -> r.engine("postgres")).dbEngineVersions())
        .extracting(DBEngineVersion::engineVersion)
        .containsExactlyElementsOf(Postgres.versions());
    assertThat(elb.describeSSLPolicies(r -> {}).sslPolicies())
        .extracting(SslPolicy::name)
        .containsExactlyInAnyOrderElementsOf(TlsPolicies.all().keySet());
    assertThat(ec2.describeAvailabilityZones().availabilityZones())
        .extracting(AvailabilityZone::zoneName)
        .containsExactlyElementsOf(Regions.zones("eu-west-2"));
  }

  @Test
  void instance_types_come_in_pages_of_a_hundred() {
    Ec2Client ec2 = region.aws().ec2();

    assertThat(ec2.describeInstanceTypes(r -> {}).instanceTypes()).hasSize(100);
    assertThat(ec2.describeInstanceTypes(r -> {}).nextToken()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"16, 16.13", "16.4, 16.4", "13, 13.23", "18, 18.3"})
  void a_major_version_is_the_newest_minor_one(String asked, String version) {
    assertThat(Postgres.version(asked)).contains(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "16.", "16.1", "16.5", "12", "0.1", "sixteen"})
  void other_versions_are_none(String asked) {
    assertThat(Postgres.version(asked)).isEmpty();
  }

  @Test
  void names_that_postgresql_or_rds_keep_are_reserved_whatever_their_case() {
    assertThat(List.of("rdsadmin", "RDSADMIN", "admin", "user", "table", "pg_x", "rds_superuser"))
        .allMatch(Postgres::isReservedUser);
    assertThat(List.of("keeper", "postgres", "users", "adminuser", "pgx"))
        .noneMatch(Postgres::isReservedUser);
  }
}
