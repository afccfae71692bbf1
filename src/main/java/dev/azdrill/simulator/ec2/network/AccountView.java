package dev.azdrill.simulator.ec2.network;

import dev.azdrill.catalogue.Regions;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AccountAttributeName;
import software.amazon.awssdk.services.ec2.model.AccountAttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;

/**
 * What EC2 tells of the account: the regions that it has, and what it may have in this one. Of the
 * regions this one alone is simulated.
 *
 * <p>Source: Amazon EC2 API Reference, "DescribeRegions" and "DescribeAccountAttributes".
 */
final class AccountView {
  private static final String ENABLED = "opt-in-not-required";

  private static final DescribeFilters<Region> FILTERS =
      new DescribeFilters<Region>()
          .on("endpoint", Region::endpoint)
          .on("opt-in-status", Region::optInStatus)
          .on("region-name", Region::regionName);

  private final Vpcs vpcs;

  AccountView(Vpcs vpcs) {
    this.vpcs = vpcs;
  }

  void enter(Operations.Page page) {
    page.read("DescribeRegions", DescribeRegionsRequest::builder, this::regions);
    page.read(
        "DescribeAccountAttributes", DescribeAccountAttributesRequest::builder, this::attributes);
  }

  /** A region that the account has not opted in to is described when it is named, or all are. */
  private DescribeRegionsResponse regions(DescribeRegionsRequest request) {
    List<String> names = request.regionNames();
    List<Region> all =
        Stream.concat(
                Regions.enabledByDefault().stream().map(name -> region(name, ENABLED)),
                Regions.optIn().stream().map(name -> region(name, "not-opted-in")))
            .toList();
    List<String> unknown = new ArrayList<>(names);
    all.forEach(each -> unknown.remove(each.regionName()));
    if (!unknown.isEmpty()) {
      throw NetworkErrors.regionsUnknown(unknown);
    }
    boolean isAll = Boolean.TRUE.equals(request.allRegions());
    List<Region> asked =
        all.stream()
            .filter(
                each ->
                    names.isEmpty()
                        ? isAll || each.optInStatus().equals(ENABLED)
                        : names.contains(each.regionName()))
            .toList();
    return DescribeRegionsResponse.builder()
        .regions(FILTERS.apply(asked, DescribeParameters.by(request.filters())))
        .build();
  }

  private static Region region(String name, String optIn) {
    return Region.builder()
        .regionName(name)
        .endpoint("ec2." + name + ".amazonaws.com")
        .optInStatus(optIn)
        .build();
  }

  private DescribeAccountAttributesResponse attributes(DescribeAccountAttributesRequest request) {
    List<String> names = request.attributeNamesAsStrings();
    for (AccountAttributeName each : request.attributeNames()) {
      if (each == AccountAttributeName.UNKNOWN_TO_SDK_VERSION) {
        throw NetworkErrors.accountAttributeUnknown(names);
      }
    }
    List<AccountAttribute> attributes = new ArrayList<>();
    values()
        .forEach(
            (name, value) -> {
              // The default VPC and the platforms can be asked for by name; the limits cannot.
              if (names.isEmpty() || names.contains(name)) {
                attributes.add(
                    AccountAttribute.builder()
                        .attributeName(name)
                        .attributeValues(
                            AccountAttributeValue.builder().attributeValue(value).build())
                        .build());
              }
            });
    return DescribeAccountAttributesResponse.builder().accountAttributes(attributes).build();
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("supported-platforms", "VPC");
    values.put("default-vpc", vpcs.defaultId().orElse("none"));
    values.put(
        "vpc-max-security-groups-per-interface", String.valueOf(NetworkInterfaces.GROUPS_MAX));
    values.put("max-elastic-ips", String.valueOf(Addresses.ADDRESSES_MAX));
    values.put("vpc-max-elastic-ips", String.valueOf(Addresses.ADDRESSES_MAX));
    return values;
  }
}
