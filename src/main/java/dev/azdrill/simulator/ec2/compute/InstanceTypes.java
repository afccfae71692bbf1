package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.catalogue.InstanceTypeFacts;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.EbsEncryptionSupport;
import software.amazon.awssdk.services.ec2.model.EbsOptimizedSupport;
import software.amazon.awssdk.services.ec2.model.EnaSupport;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.RootDeviceType;
import software.amazon.awssdk.services.ec2.model.UsageClassType;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;

/**
 * The instance types that can be launched: those of {@link InstanceTypeFacts}. All are offered in
 * every zone.
 */
final class InstanceTypes {
  private static final String ARM = "arm64";

  private static final DescribeFilters<InstanceTypeInfo> FILTERS =
      new DescribeFilters<InstanceTypeInfo>()
          .on("instance-type", InstanceTypeInfo::instanceTypeAsString)
          .on("current-generation", InstanceTypeInfo::currentGeneration)
          .on("free-tier-eligible", InstanceTypeInfo::freeTierEligible)
          .on("bare-metal", InstanceTypeInfo::bareMetal)
          .on("hypervisor", InstanceTypeInfo::hypervisorAsString)
          .on("burstable-performance-supported", InstanceTypeInfo::burstablePerformanceSupported)
          .on("instance-storage-supported", InstanceTypeInfo::instanceStorageSupported)
          .on("memory-info.size-in-mib", type -> type.memoryInfo().sizeInMiB())
          .on("vcpu-info.default-vcpus", type -> type.vCpuInfo().defaultVCpus())
          .on("vcpu-info.default-cores", type -> type.vCpuInfo().defaultCores())
          .onMany(
              "processor-info.supported-architecture",
              type -> List.copyOf(type.processorInfo().supportedArchitecturesAsStrings()))
          .onMany(
              "supported-usage-class", type -> List.copyOf(type.supportedUsageClassesAsStrings()))
          .onMany(
              "supported-virtualization-type",
              type -> List.copyOf(type.supportedVirtualizationTypesAsStrings()))
          .onMany(
              "supported-root-device-type",
              type -> List.copyOf(type.supportedRootDeviceTypesAsStrings()));

  private static final DescribeFilters<InstanceTypeOffering> OFFERING_FILTERS =
      new DescribeFilters<InstanceTypeOffering>()
          .on("instance-type", InstanceTypeOffering::instanceTypeAsString)
          .on("location", InstanceTypeOffering::location);

  private static final Map<String, InstanceTypeInfo> TYPES = offered();

  /** What AWS returns at once to who does not say how much. */
  private static final int PAGE = 100;

  private static final int OFFERINGS_PAGE = 1000;

  private final RegionLocation place;

  InstanceTypes(RegionLocation place) {
    this.place = place;
  }

  private static Map<String, InstanceTypeInfo> offered() {
    Map<String, InstanceTypeInfo> types = new TreeMap<>();
    InstanceTypeFacts.offered().values().forEach(facts -> types.put(facts.name(), type(facts)));
    return types;
  }

  void enter(Operations.Page page) {
    page.read("DescribeInstanceTypes", DescribeInstanceTypesRequest::builder, this::describe);
    page.read(
        "DescribeInstanceTypeOfferings",
        DescribeInstanceTypeOfferingsRequest::builder,
        this::offerings);
  }

  /**
   * The type that a launch names.
   *
   * @throws AwsError when the region does not offer it
   */
  InstanceTypeInfo one(String name) {
    return find(name).orElseThrow(() -> ComputeErrors.instanceTypeNotFound(name));
  }

  /** The type of this name, if the region offers it. */
  Optional<InstanceTypeInfo> find(String name) {
    return Optional.ofNullable(TYPES.get(name));
  }

  private DescribeInstanceTypesResponse describe(DescribeInstanceTypesRequest request) {
    List<String> names = request.instanceTypesAsStrings();
    List<String> unknown = names.stream().filter(name -> !TYPES.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      throw ComputeErrors.instanceTypesNotFound(unknown);
    }
    List<InstanceTypeInfo> chosen =
        names.isEmpty() ? List.copyOf(TYPES.values()) : names.stream().map(this::one).toList();
    Page<InstanceTypeInfo> page =
        Page.cut(
            FILTERS.apply(chosen, DescribeParameters.by(request.filters())),
            request.nextToken(),
            limit(request.maxResults(), names.isEmpty() ? PAGE : names.size()),
            Ec2Errors.INVALID_NEXT_TOKEN);
    return DescribeInstanceTypesResponse.builder()
        .instanceTypes(page.items())
        .nextToken(page.next())
        .build();
  }

  private DescribeInstanceTypeOfferingsResponse offerings(
      DescribeInstanceTypeOfferingsRequest request) {
    LocationType by = request.locationType() == null ? LocationType.REGION : request.locationType();
    List<InstanceTypeOffering> all = new ArrayList<>();
    for (String location : locations(by)) {
      for (String type : TYPES.keySet()) {
        all.add(
            InstanceTypeOffering.builder()
                .instanceType(type)
                .locationType(by)
                .location(location)
                .build());
      }
    }
    Page<InstanceTypeOffering> page =
        Page.cut(
            OFFERING_FILTERS.apply(all, DescribeParameters.by(request.filters())),
            request.nextToken(),
            limit(request.maxResults(), OFFERINGS_PAGE),
            Ec2Errors.INVALID_NEXT_TOKEN);
    return DescribeInstanceTypeOfferingsResponse.builder()
        .instanceTypeOfferings(page.items())
        .nextToken(page.next())
        .build();
  }

  private static int limit(@Nullable Integer asked, int otherwise) {
    return asked == null ? otherwise : asked;
  }

  private List<String> locations(LocationType by) {
    return switch (by) {
      case REGION -> List.of(place.region());
      case AVAILABILITY_ZONE -> place.zones().stream().map(Zone::name).toList();
      case AVAILABILITY_ZONE_ID -> place.zones().stream().map(Zone::id).toList();
      case OUTPOST -> List.of();
      case UNKNOWN_TO_SDK_VERSION -> throw ComputeErrors.locationTypeNotFound();
    };
  }

  private static InstanceTypeInfo type(InstanceTypeFacts facts) {
    int threadsPerCore = facts.architectures().contains(ARM) || facts.vcpus() == 1 ? 1 : 2;
    return InstanceTypeInfo.builder()
        .instanceType(facts.name())
        .currentGeneration(facts.current())
        .freeTierEligible(facts.name().equals("t3.micro"))
        .supportedUsageClasses(UsageClassType.ON_DEMAND, UsageClassType.SPOT)
        .supportedRootDeviceTypes(RootDeviceType.EBS)
        .supportedVirtualizationTypes(VirtualizationType.HVM)
        .bareMetal(facts.hypervisor().isEmpty())
        .hypervisor(facts.hypervisor().orElse(null))
        .processorInfo(p -> p.supportedArchitecturesWithStrings(facts.architectures()))
        .vCpuInfo(
            v ->
                v.defaultVCpus(facts.vcpus())
                    .defaultCores(facts.vcpus() / threadsPerCore)
                    .defaultThreadsPerCore(threadsPerCore))
        .memoryInfo(m -> m.sizeInMiB(facts.memoryMiB()))
        .instanceStorageSupported(false)
        .ebsInfo(
            e ->
                e.ebsOptimizedSupport(EbsOptimizedSupport.DEFAULT)
                    .encryptionSupport(EbsEncryptionSupport.SUPPORTED))
        .networkInfo(
            n ->
                n.networkPerformance(facts.burstable() ? "Up to 5 Gigabit" : "Up to 12.5 Gigabit")
                    .maximumNetworkInterfaces(facts.interfaces())
                    .ipv4AddressesPerInterface(facts.addressesPerInterface())
                    .ipv6AddressesPerInterface(facts.addressesPerInterface())
                    .ipv6Supported(true)
                    .enaSupport(EnaSupport.REQUIRED)
                    .efaSupported(false))
        .hibernationSupported(!facts.architectures().contains(ARM))
        .burstablePerformanceSupported(facts.burstable())
        .dedicatedHostsSupported(true)
        .autoRecoverySupported(true)
        .build();
  }
}
