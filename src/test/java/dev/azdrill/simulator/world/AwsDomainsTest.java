package dev.azdrill.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.regions.PartitionEndpointKey;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

class AwsDomainsTest {
  static java.util.List<Region> regions() {
    return Region.regions();
  }

  @ParameterizedTest
  @MethodSource("regions")
  void every_region_that_the_sdk_knows_is_below_one(Region region) {
    PartitionMetadata partition = PartitionMetadata.of(region);
    String dualStack =
        partition.dnsSuffix(PartitionEndpointKey.builder().tags(EndpointTag.DUALSTACK).build());

    for (String suffix : new String[] {partition.dnsSuffix(), dualStack}) {
      if (suffix != null) {
        String host = "ec2." + region.id() + "." + suffix;
        assertThat(AwsDomains.contain(host)).as(host).isTrue();
        assertThat(AwsDomains.contain(host.toUpperCase(Locale.ROOT) + ".")).as(host).isTrue();
      }
    }
  }

  @Test
  void the_regions_are_of_several_partitions() {
    assertThat(regions().stream().map(PartitionMetadata::of).distinct().count())
        .isGreaterThanOrEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.0.0.1",
        "localhost.localstack.cloud",
        "amazonaws.com.example.org",
        "notamazonaws.com",
        "com",
        ""
      })
  void other_hosts_are_below_none(String host) {
    assertThat(AwsDomains.contain(host)).isFalse();
  }
}
