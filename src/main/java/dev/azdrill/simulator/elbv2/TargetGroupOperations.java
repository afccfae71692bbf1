package dev.azdrill.simulator.elbv2;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupIpAddressTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** The operations on target groups. */
final class TargetGroupOperations {
  private static final String NOUN = "target group";

  /** A protocol version whose health checks look at something else than an HTTP status. */
  private static final String GRPC = "GRPC";

  /** As AWS lists them. */
  private static final String PROTOCOLS = "HTTPS, HTTP, TCP, TLS, UDP, TCP_UDP";

  private final ElbRegistry catalogue;
  private final Arns arns;
  private final ElbTags tags;
  private final Networking network;
  private final RegisteredTargets targets;
  private final TargetHealthChecks healthChecks;

  TargetGroupOperations(
      ElbRegistry catalogue,
      Arns arns,
      ElbTags tags,
      Networking network,
      RegisteredTargets targets,
      TargetHealthChecks healthChecks) {
    this.catalogue = catalogue;
    this.arns = arns;
    this.tags = tags;
    this.network = network;
    this.targets = targets;
    this.healthChecks = healthChecks;
  }

  void enter(Operations.Page page) {
    page.write("CreateTargetGroup", CreateTargetGroupRequest::builder, this::create);
    page.read("DescribeTargetGroups", DescribeTargetGroupsRequest::builder, this::describe);
    page.write("ModifyTargetGroup", ModifyTargetGroupRequest::builder, this::modify);
    page.write("DeleteTargetGroup", DeleteTargetGroupRequest::builder, this::delete);
    page.write(
        "ModifyTargetGroupAttributes",
        ModifyTargetGroupAttributesRequest::builder,
        this::modifyAttributes);
    page.read(
        "DescribeTargetGroupAttributes",
        DescribeTargetGroupAttributesRequest::builder,
        this::describeAttributes);
  }

  /** Takes over those that stand elsewhere, without their targets. */
  void adopt(Adoption adoption) {
    adoption.each(Kind.TARGET_GROUP, TargetGroup::targetGroupArn, this::adopt);
    Attributes.adopt(
        adoption,
        Kind.TARGET_GROUP_ATTRIBUTE,
        catalogue.groups().stream().map(TargetGroupRecord::arn).toList(),
        arn -> catalogue.group(arn).attributes(),
        TargetGroupAttribute::key,
        TargetGroupAttribute::value);
  }

  private void adopt(TargetGroup described) {
    Arns.Type.TARGET_GROUP.check(described.targetGroupArn());
    Adoption.required(described.targetGroupName(), "TargetGroupName");
    Adoption.required(described.targetType(), "TargetType");
    checkType(described);
    Adoption.required(described.protocol(), "Protocol");
    Adoption.required(described.port(), "Port");
    Adoption.required(described.vpcId(), "VpcId");
    check(described);
    if (GRPC.equals(described.protocolVersion())) {
      throw new Adoption.NotAdopted("its protocol version is GRPC, which is not simulated");
    }
    if (described.targetControlPort() != null) {
      throw new Adoption.NotAdopted("its target control port is not simulated");
    }
    if (described.ipAddressType() == TargetGroupIpAddressTypeEnum.IPV6) {
      throw new Adoption.NotAdopted(
          "its IP address type is ipv6, and the region's networks speak IPv4 alone");
    }
    Adoption.required(described.healthCheckPort(), "HealthCheckPort");
    Adoption.required(described.healthCheckProtocol(), "HealthCheckProtocol");
    if (described.healthCheckProtocol() != ProtocolEnum.TCP) {
      Adoption.required(described.healthCheckPath(), "HealthCheckPath");
      Adoption.required(described.matcher(), "Matcher");
      Adoption.required(described.matcher().httpCode(), "Matcher.HttpCode");
    }
    Adoption.required(described.healthCheckIntervalSeconds(), "HealthCheckIntervalSeconds");
    Adoption.required(described.healthCheckTimeoutSeconds(), "HealthCheckTimeoutSeconds");
    Adoption.required(described.healthyThresholdCount(), "HealthyThresholdCount");
    Adoption.required(described.unhealthyThresholdCount(), "UnhealthyThresholdCount");
    HealthCheckSettings.of(described).check();
    TargetGroup.Builder settings =
        described.toBuilder().loadBalancerArns((Collection<String>) null);
    catalogue.put(new TargetGroupRecord(settings.build()));
  }

  /** Asking again for what is there already gives what is there, as on AWS. */
  private CreateTargetGroupResponse create(CreateTargetGroupRequest request) {
    String name = ElbNames.checked(NOUN, request.name());
    Map<String, String> wantedTags = ElbTags.checked(request.tags());
    TargetGroup bare = settings(request, name);
    TargetGroup wanted = CheckSettings.of(check(bare), request, bare);
    HealthCheckSettings.of(wanted).check();
    TargetGroupRecord group = catalogue.groupNamed(name).orElse(null);
    if (group == null) {
      group =
          new TargetGroupRecord(wanted.toBuilder().targetGroupArn(arns.targetGroup(name)).build());
      catalogue.put(group);
      tags.create(group.arn(), wantedTags);
    } else if (!group.settings().equals(wanted.toBuilder().targetGroupArn(group.arn()).build())) {
      throw TargetGroupErrors.targetGroupExists(name);
    }
    return CreateTargetGroupResponse.builder().targetGroups(describe(group)).build();
  }

  /**
   * Refuses target groups that are not simulated, or have no place.
   *
   * @return the kind of load balancer that forwards to such ones
   */
  private BalancerKind check(TargetGroup wanted) {
    checkType(wanted);
    BalancerKind kind =
        BalancerKind.ofTargets(wanted.protocol())
            .orElseThrow(
                () ->
                    TargetGroupErrors.targetGroupProtocolInvalid(
                        wanted.protocolAsString(), PROTOCOLS));
    Integer port = wanted.port();
    if (port == null || port < 1 || port > 65535) {
      throw TargetGroupErrors.targetGroupPortInvalid(port);
    }
    String vpcId = wanted.vpcId();
    if (vpcId == null) {
      throw TargetGroupErrors.vpcIdMissing();
    }
    if (network.defaultSecurityGroup(vpcId).isEmpty()) {
      throw TargetGroupErrors.vpcNotFound(vpcId);
    }
    checkChecksEnabled(wanted.healthCheckEnabled());
    if (kind != BalancerKind.APPLICATION && wanted.protocolVersion() != null) {
      throw TargetGroupErrors.protocolVersionNotSupported(
          wanted.protocolVersion(), wanted.protocolAsString());
    }
    return kind;
  }

  private static void checkType(TargetGroup wanted) {
    TargetTypeEnum type = wanted.targetType();
    if (type == TargetTypeEnum.ALB || type == TargetTypeEnum.LAMBDA) {
      throw TargetGroupErrors.targetTypeNotSimulated(wanted.targetTypeAsString());
    }
    if (type != TargetTypeEnum.INSTANCE && type != TargetTypeEnum.IP) {
      throw TargetGroupErrors.targetTypeInvalid(wanted.targetTypeAsString());
    }
  }

  private static void checkChecksEnabled(@Nullable Boolean wanted) {
    if (Boolean.FALSE.equals(wanted)) {
      throw TargetGroupErrors.healthCheckNotEnabled();
    }
  }

  private static TargetGroup settings(CreateTargetGroupRequest request, String name) {
    boolean speaksHttp =
        BalancerKind.ofTargets(request.protocol())
            .filter(kind -> kind == BalancerKind.APPLICATION)
            .isPresent();
    return TargetGroup.builder()
        .targetGroupName(name)
        .targetType(or(request.targetTypeAsString(), TargetTypeEnum.INSTANCE.toString()))
        .protocol(request.protocolAsString())
        .protocolVersion(
            speaksHttp ? or(request.protocolVersion(), "HTTP1") : request.protocolVersion())
        .port(request.port())
        .vpcId(request.vpcId())
        .ipAddressType(or(request.ipAddressType(), TargetGroupIpAddressTypeEnum.IPV4))
        .healthCheckEnabled(request.healthCheckEnabled())
        .build();
  }

  private static <T> T or(@Nullable T wanted, T otherwise) {
    return wanted == null ? otherwise : wanted;
  }

  private TargetGroup describe(TargetGroupRecord group) {
    return group.describe(catalogue.userOf(group.arn()));
  }

  private DescribeTargetGroupsResponse describe(DescribeTargetGroupsRequest request) {
    List<TargetGroupRecord> wanted = new ArrayList<>();
    if (request.loadBalancerArn() != null) {
      wanted.addAll(catalogue.groupsOf(catalogue.balancer(request.loadBalancerArn())));
    } else if (!request.targetGroupArns().isEmpty()) {
      request.targetGroupArns().forEach(arn -> wanted.add(catalogue.group(arn)));
    } else if (!request.names().isEmpty()) {
      request
          .names()
          .forEach(
              name ->
                  wanted.add(
                      catalogue
                          .groupNamed(name)
                          .orElseThrow(TargetGroupErrors::targetGroupNotFound)));
    } else {
      wanted.addAll(catalogue.groups());
    }
    Page<TargetGroup> page =
        Page.cut(
            wanted.stream().map(this::describe).toList(),
            request.marker(),
            request.pageSize(),
            ElasticLoadBalancingErrors.INVALID_NEXT_TOKEN);
    return DescribeTargetGroupsResponse.builder()
        .targetGroups(page.items())
        .nextMarker(page.next())
        .build();
  }

  private ModifyTargetGroupResponse modify(ModifyTargetGroupRequest request) {
    TargetGroupRecord group = catalogue.group(request.targetGroupArn());
    checkChecksEnabled(request.healthCheckEnabled());
    TargetGroup wanted = CheckSettings.changed(group.healthCheck().by(), group.settings(), request);
    HealthCheckSettings.of(wanted).check();
    group.change(wanted);
    healthChecks.restart(group);
    return ModifyTargetGroupResponse.builder().targetGroups(describe(group)).build();
  }

  /** Without effect when there is none, as on AWS. */
  private DeleteTargetGroupResponse delete(DeleteTargetGroupRequest request) {
    String arn = request.targetGroupArn();
    Arns.Type.TARGET_GROUP.check(arn);
    if (catalogue.userOf(arn).isPresent()) {
      throw TargetGroupErrors.targetGroupInUse(arn);
    }
    catalogue
        .findGroup(arn)
        .ifPresent(
            group -> {
              targets.leave(group);
              catalogue.remove(group);
              tags.forget(arn);
            });
    return DeleteTargetGroupResponse.builder().build();
  }

  private ModifyTargetGroupAttributesResponse modifyAttributes(
      ModifyTargetGroupAttributesRequest request) {
    TargetGroupRecord group = catalogue.group(request.targetGroupArn());
    Map<String, String> wanted = new LinkedHashMap<>();
    request.attributes().forEach(a -> wanted.put(a.key(), or(a.value(), "")));
    group.attributes().set(wanted);
    return ModifyTargetGroupAttributesResponse.builder().attributes(attributes(group)).build();
  }

  private DescribeTargetGroupAttributesResponse describeAttributes(
      DescribeTargetGroupAttributesRequest request) {
    TargetGroupRecord group = catalogue.group(request.targetGroupArn());
    return DescribeTargetGroupAttributesResponse.builder().attributes(attributes(group)).build();
  }

  private static List<TargetGroupAttribute> attributes(TargetGroupRecord group) {
    return group
        .attributes()
        .list((key, value) -> TargetGroupAttribute.builder().key(key).value(value).build());
  }
}
