package dev.azdrill.simulator.ec2.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.Matrix;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.utils.builder.Buildable;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/** A description from which any one member is missing is taken over as far as it goes. */
class DamagedNetworkTest {
  private static OriginalNetwork original;

  @BeforeAll
  static void original() {
    original = OriginalNetwork.create();
  }

  static List<Kind<?>> kinds() {
    return List.of(
        Kind.ZONE,
        Kind.VPC,
        Kind.VPC_ATTRIBUTE,
        Kind.SUBNET,
        Kind.ROUTE_TABLE,
        Kind.INTERNET_GATEWAY,
        Kind.NAT_GATEWAY,
        Kind.ADDRESS,
        Kind.SECURITY_GROUP,
        Kind.PREFIX_LIST_ENTRY,
        Kind.NETWORK_ACL,
        Kind.NETWORK_INTERFACE);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatever_member_is_missing_nothing_breaks(Kind<?> kind) {
    Set<String> paths = new TreeSet<>();
    original.described().all(kind).forEach(each -> addPaths("", each, paths));
    assertThat(paths).isNotEmpty();
    if (kind == Kind.VPC) {
      paths.remove("/OwnerId"); // whose region it is has to be told
    }
    for (String path : Matrix.sample(paths, 4)) {
      try (AdoptedRegion twin = AdoptedRegion.of(without(kind, path))) {
        use(twin);
        assertThat(twin.platform().region().defects()).as(kind + " without " + path).isZero();
      }
    }
  }

  private static <T extends SdkPojo> Inventory without(Kind<T> kind, String path) {
    return original.described().map(kind, each -> kind.type().cast(without("", each, path)));
  }

  /** Calls that look at every member, and change what stands. */
  private static void use(AdoptedRegion twin) {
    Ec2Client ec2 = twin.ec2();
    if (!ec2.describeVpcs().vpcs().isEmpty()) {
      twin.discovered(original.vpcId());
    }
    for (Subnet each : ec2.describeSubnets().subnets()) {
      String eni =
          ec2.createNetworkInterface(r -> r.subnetId(each.subnetId()))
              .networkInterface()
              .networkInterfaceId();
      ec2.deleteNetworkInterface(r -> r.networkInterfaceId(eni));
      ec2.modifySubnetAttribute(
          r -> r.subnetId(each.subnetId()).mapPublicIpOnLaunch(v -> v.value(false)));
    }
    ec2.describeNatGateways()
        .natGateways()
        .forEach(each -> ec2.deleteNatGateway(r -> r.natGatewayId(each.natGatewayId())));
    ec2.describeVpcs()
        .vpcs()
        .forEach(
            each -> {
              ec2.createRouteTable(r -> r.vpcId(each.vpcId()));
              ec2.createSubnet(r -> r.vpcId(each.vpcId()).cidrBlock("10.0.9.0/24"));
              ec2.createSecurityGroup(
                  r -> r.vpcId(each.vpcId()).groupName("new").description("new"));
            });
    ec2.describeTags();
    twin.aws().clock().pass(Duration.ofMinutes(5));
  }

  private static void addPaths(String prefix, SdkPojo of, Set<String> paths) {
    for (SdkField<?> field : of.sdkFields()) {
      Object value = field.getValueOrDefault(of);
      if (value != null) {
        String path = prefix + "/" + field.memberName();
        paths.add(path);
        below(value).forEach(each -> addPaths(path, each, paths));
      }
    }
  }

  private static List<SdkPojo> below(Object value) {
    List<SdkPojo> all = new ArrayList<>();
    if (value instanceof SdkPojo pojo) {
      all.add(pojo);
    } else if (value instanceof List<?> list) {
      list.forEach(each -> all.addAll(below(each)));
    }
    return all;
  }

  private static Object without(String prefix, Object value, String path) {
    if (value instanceof List<?> list) {
      return list.stream().map(each -> without(prefix, each, path)).toList();
    }
    if (!(value instanceof SdkPojo pojo)) {
      return value;
    }
    SdkPojo copy = (SdkPojo) ((ToCopyableBuilder<?, ?>) pojo).toBuilder();
    for (SdkField<?> field : pojo.sdkFields()) {
      String its = prefix + "/" + field.memberName();
      Object old = field.getValueOrDefault(pojo);
      if (its.equals(path)) {
        field.set(copy, null);
      } else if (old != null && path.startsWith(its + "/")) {
        field.set(copy, without(its, old, path));
      }
    }
    return ((Buildable) copy).build();
  }
}
