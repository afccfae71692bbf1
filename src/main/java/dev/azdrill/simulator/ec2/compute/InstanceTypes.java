package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Filters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.EbsEncryptionSupport;
import software.amazon.awssdk.services.ec2.model.EbsOptimizedSupport;
import software.amazon.awssdk.services.ec2.model.EnaSupport;
import software.amazon.awssdk.services.ec2.model.InstanceTypeHypervisor;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.RootDeviceType;
import software.amazon.awssdk.services.ec2.model.UsageClassType;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;

/**
 * The instance types that can be launched: the small ones that architectures like ours run on. All
 * are offered in every zone.
 *
 * <p>Source of the figures: Amazon EC2 Instance Types Guide, "General purpose", "Compute optimized"
 * and "Memory optimized" specifications.
 */
final class InstanceTypes {
  private static final String X86 = "x86_64";
  private static final String ARM = "arm64";

  private static final Filters<InstanceTypeInfo> FILTERS =
      new Filters<InstanceTypeInfo>()
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

  private static final Filters<InstanceTypeOffering> OFFERING_FILTERS =
      new Filters<InstanceTypeOffering>()
          .on("instance-type", InstanceTypeOffering::instanceTypeAsString)
          .on("location", InstanceTypeOffering::location);

  private final RegionLocation place;
  private final Map<String, InstanceTypeInfo> types = new TreeMap<>();

  InstanceTypes(RegionLocation place) {
    this.place = place;
    add(X86, 2, 512, "t3.nano", "t3a.nano");
    add(X86, 2, 1024, "t3.micro", "t3a.micro");
    add(X86, 2, 2048, "t3.small", "t3a.small");
    add(X86, 2, 4096, "t3.medium", "t3a.medium", "c5.large", "c6i.large");
    add(X86, 2, 8192, "t3.large", "m5.large", "m6i.large", "m7i.large");
    add(X86, 2, 16384, "r5.large", "r6i.large");
    add(X86, 4, 16384, "m5.xlarge", "m6i.xlarge", "m7i.xlarge");
    add(ARM, 2, 512, "t4g.nano");
    add(ARM, 2, 1024, "t4g.micro");
    add(ARM, 2, 2048, "t4g.small");
    add(ARM, 2, 4096, "t4g.medium", "c7g.large");
    add(ARM, 2, 8192, "t4g.large", "m6g.large", "m7g.large");
    add(ARM, 4, 16384, "m6g.xlarge", "m7g.xlarge");
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
    InstanceTypeInfo type = types.get(name);
    if (type == null) {
      throw AwsError.of("InvalidParameterValue", "Invalid value '" + name + "' for InstanceType.");
    }
    return type;
  }

  private DescribeInstanceTypesResponse describe(DescribeInstanceTypesRequest request) {
    List<String> names = request.instanceTypesAsStrings();
    List<String> unknown = names.stream().filter(name -> !types.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      throw AwsError.of(
          "InvalidInstanceType",
          "The following supplied instance types do not exist: ["
              + String.join(", ", unknown)
              + "]");
    }
    List<InstanceTypeInfo> chosen =
        names.isEmpty() ? List.copyOf(types.values()) : names.stream().map(this::one).toList();
    Page<InstanceTypeInfo> page =
        Page.cut(
            FILTERS.apply(chosen, DescribeParameters.by(request.filters())),
            request.nextToken(),
            request.maxResults(),
            "InvalidNextToken");
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
      for (String type : types.keySet()) {
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
            request.maxResults(),
            "InvalidNextToken");
    return DescribeInstanceTypeOfferingsResponse.builder()
        .instanceTypeOfferings(page.items())
        .nextToken(page.next())
        .build();
  }

  private List<String> locations(LocationType by) {
    return switch (by) {
      case REGION -> List.of(place.region());
      case AVAILABILITY_ZONE -> place.zones().stream().map(Zone::name).toList();
      case AVAILABILITY_ZONE_ID -> place.zones().stream().map(Zone::id).toList();
      case OUTPOST -> List.of();
      case UNKNOWN_TO_SDK_VERSION ->
          throw AwsError.of(
              "InvalidParameterValue",
              "Invalid location type. Supported types are: region, availability-zone,"
                  + " availability-zone-id, outpost");
    };
  }

  private void add(String architecture, int vcpus, long mib, String... names) {
    for (String name : names) {
      types.put(name, type(name, architecture, vcpus, mib));
    }
  }

  private static InstanceTypeInfo type(String name, String architecture, int vcpus, long mib) {
    boolean burstable = name.startsWith("t");
    int threadsPerCore = architecture.equals(ARM) ? 1 : 2;
    int interfaces = mib <= 1024 ? 2 : vcpus > 2 ? 4 : 3;
    int addresses = mib <= 1024 ? 2 : mib == 2048 ? 4 : mib == 4096 ? 6 : 12;
    return InstanceTypeInfo.builder()
        .instanceType(name)
        .currentGeneration(true)
        .freeTierEligible(name.equals("t3.micro"))
        .supportedUsageClasses(UsageClassType.ON_DEMAND, UsageClassType.SPOT)
        .supportedRootDeviceTypes(RootDeviceType.EBS)
        .supportedVirtualizationTypes(VirtualizationType.HVM)
        .bareMetal(false)
        .hypervisor(InstanceTypeHypervisor.NITRO)
        .processorInfo(p -> p.supportedArchitecturesWithStrings(architecture))
        .vCpuInfo(
            v ->
                v.defaultVCpus(vcpus)
                    .defaultCores(vcpus / threadsPerCore)
                    .defaultThreadsPerCore(threadsPerCore))
        .memoryInfo(m -> m.sizeInMiB(mib))
        .instanceStorageSupported(false)
        .ebsInfo(
            e ->
                e.ebsOptimizedSupport(EbsOptimizedSupport.DEFAULT)
                    .encryptionSupport(EbsEncryptionSupport.SUPPORTED))
        .networkInfo(
            n ->
                n.networkPerformance(burstable ? "Up to 5 Gigabit" : "Up to 12.5 Gigabit")
                    .maximumNetworkInterfaces(interfaces)
                    .ipv4AddressesPerInterface(addresses)
                    .ipv6AddressesPerInterface(addresses)
                    .ipv6Supported(true)
                    .enaSupport(EnaSupport.REQUIRED)
                    .efaSupported(false))
        .hibernationSupported(!architecture.equals(ARM))
        .burstablePerformanceSupported(burstable)
        .dedicatedHostsSupported(true)
        .autoRecoverySupported(true)
        .build();
  }
}
