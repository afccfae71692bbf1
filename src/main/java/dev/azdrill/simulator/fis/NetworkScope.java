package dev.azdrill.simulator.fis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which traffic of a subnet a disruption denies. Source: AWS Fault Injection Service User Guide,
 * "AWS FIS actions reference", {@code aws:network:disrupt-connectivity}.
 */
enum NetworkScope {
  /** All that enters and leaves the subnet; traffic within it goes on. */
  ALL,
  /** That to and from subnets of the VPC in other zones. */
  AVAILABILITY_ZONE,
  /** That which enters and leaves the VPC. */
  VPC,
  /** That to and from Amazon S3 in the region. */
  S3,
  /** That to and from Amazon DynamoDB in the region. */
  DYNAMODB,
  /** That to and from directory buckets: their addresses are published nowhere. */
  S3EXPRESS,
  /** That to and from what a prefix list names. */
  PREFIX_LIST;

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> names() {
    return Arrays.stream(values()).map(NetworkScope::text).toList();
  }

  static Optional<NetworkScope> named(String name) {
    return Arrays.stream(values()).filter(each -> each.text().equals(name)).findFirst();
  }
}
