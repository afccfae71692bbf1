package dev.azdrill.drill;

import dev.azdrill.evidence.CauseKind;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.fault.StackSubjects;
import dev.azdrill.inventory.GroupLaunches;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Causes in security groups and routes, for clients that were not served. */
final class NetworkCauses {
  private static final String EVERYWHERE = "0.0.0.0/0";
  private static final String ALL_PROTOCOLS = "-1";

  private final DiagnosisFacts facts;
  private final Inventory described;

  NetworkCauses(DiagnosisFacts facts) {
    this.facts = facts;
    this.described = facts.described();
  }

  List<FailureCause> causes() {
    List<FailureCause> causes = new ArrayList<>();
    if (facts.hasUnhealthyTarget()) {
      causes.addAll(ports());
    }
    if (facts.clientsSuffered()) {
      causes.addAll(waysOut());
    }
    return causes;
  }

  private List<FailureCause> ports() {
    return described.all(Kind.TARGET_GROUP).stream()
        .flatMap(target -> launchedWith().stream().flatMap(ids -> port(target, ids).stream()))
        .distinct()
        .toList();
  }

  /** The security groups of each way in which the group launches now; what runs may have others. */
  private List<Set<String>> launchedWith() {
    return GroupLaunches.of(facts.group(), described)
        .map(
            ways ->
                ways.stream()
                    .map(each -> StackSubjects.groupsOf(each.data()).collect(Collectors.toSet()))
                    .distinct()
                    .toList())
        .orElseGet(
            () -> List.of(StackSubjects.applicationGroups(described).collect(Collectors.toSet())));
  }

  /** The load balancer does not get to the port on which the application listens. */
  private Optional<FailureCause> port(TargetGroup target, Set<String> ids) {
    int port = target.port();
    List<SecurityGroup> groups =
        described.all(Kind.SECURITY_GROUP).stream()
            .filter(each -> ids.contains(each.groupId()))
            .toList();
    Set<String> balancers =
        described.all(Kind.LOAD_BALANCER).stream()
            .map(LoadBalancer::securityGroups)
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    boolean isAdmitted =
        groups.stream()
            .flatMap(each -> each.ipPermissions().stream())
            .anyMatch(rule -> covers(rule, port) && mayAdmit(rule, balancers));
    if (groups.isEmpty() || isAdmitted) {
      return Optional.empty();
    }
    Set<String> admitted = new TreeSet<>();
    groups.stream()
        .flatMap(each -> each.ipPermissions().stream())
        .filter(rule -> mayAdmit(rule, balancers))
        .forEach(rule -> admitted.add(ports(rule)));
    String id = groups.get(0).groupId();
    String admits =
        admitted.isEmpty()
            ? " does not admit the load balancer"
            : " admits the load balancer on port " + String.join(", ", admitted);
    return Optional.of(
        Diagnosis.cause(
            CauseKind.PORT_NOT_ADMITTED,
            id,
            "targets are unhealthy: " + id + admits + ", the application listens on " + port));
  }

  private static boolean covers(IpPermission rule, int port) {
    return ALL_PROTOCOLS.equals(rule.ipProtocol())
        || ("tcp".equals(rule.ipProtocol())
            && rule.fromPort() != null
            && rule.fromPort() <= port
            && port <= rule.toPort());
  }

  /** Blocks of addresses and prefix lists are not looked into: they may hold the load balancer. */
  private static boolean mayAdmit(IpPermission rule, Set<String> balancers) {
    return !rule.ipRanges().isEmpty()
        || !rule.prefixListIds().isEmpty()
        || rule.userIdGroupPairs().stream()
            .map(UserIdGroupPair::groupId)
            .anyMatch(balancers::contains);
  }

  private static String ports(IpPermission rule) {
    if (ALL_PROTOCOLS.equals(rule.ipProtocol())) {
      return "all";
    }
    return rule.fromPort().equals(rule.toPort())
        ? String.valueOf(rule.fromPort())
        : rule.fromPort() + "-" + rule.toPort();
  }

  /** The application's subnets that have no way out, or one through a zone without power. */
  private List<FailureCause> waysOut() {
    List<FailureCause> causes = new ArrayList<>();
    TreeMap<String, Set<String>> zonesBehind = new TreeMap<>();
    for (Subnet subnet : subnets()) {
      Optional<Route> way = wayOut(subnet);
      Optional<NatGateway> gateway = way.flatMap(this::gateway);
      String zone = subnet.availabilityZone();
      if (leadsNowhere(way) && !facts.lostZones().contains(zone)) {
        causes.add(
            Diagnosis.cause(
                CauseKind.NO_WAY_OUT,
                subnet.subnetId(),
                subnet.subnetId()
                    + " in "
                    + zone
                    + " has no route to the internet: calls from there to services outside the VPC"
                    + " fail"));
      }
      gateway
          .filter(each -> facts.lostZones().contains(zoneOf(each)))
          .filter(each -> !facts.lostZones().contains(zone))
          .ifPresent(
              each ->
                  zonesBehind
                      .computeIfAbsent(each.natGatewayId(), id -> new TreeSet<>())
                      .add(zone));
    }
    zonesBehind.forEach((id, zones) -> causes.add(lost(id, zones)));
    return causes;
  }

  private FailureCause lost(String gatewayId, Set<String> zones) {
    boolean isOnly = described.all(Kind.NAT_GATEWAY).size() == 1;
    String zone =
        described.all(Kind.NAT_GATEWAY).stream()
            .filter(each -> each.natGatewayId().equals(gatewayId))
            .map(this::zoneOf)
            .findFirst()
            .orElseThrow();
    return Diagnosis.cause(
        CauseKind.NAT_GATEWAY_LOST,
        gatewayId,
        (isOnly ? "the only NAT gateway, " : "the NAT gateway ")
            + gatewayId
            + (isOnly ? ", stands in " : " stands in ")
            + zone
            + ", which lost its power: calls from "
            + String.join(", ", zones)
            + " to services outside the VPC fail");
  }

  private List<Subnet> subnets() {
    Set<String> ids =
        Stream.ofNullable(facts.group().vpcZoneIdentifier())
            .flatMap(all -> Stream.of(all.split(",", -1)))
            .collect(Collectors.toSet());
    return described.all(Kind.SUBNET).stream()
        .filter(each -> ids.contains(each.subnetId()))
        .toList();
  }

  private Optional<Route> wayOut(Subnet subnet) {
    return table(subnet).stream()
        .flatMap(table -> table.routes().stream())
        .filter(route -> EVERYWHERE.equals(route.destinationCidrBlock()))
        .findFirst();
  }

  /** A subnet that is associated with no table uses the main one of its VPC. */
  private Optional<RouteTable> table(Subnet subnet) {
    List<RouteTable> tables =
        described.all(Kind.ROUTE_TABLE).stream()
            .filter(each -> subnet.vpcId().equals(each.vpcId()))
            .toList();
    return tables.stream()
        .filter(
            table ->
                table.associations().stream()
                    .anyMatch(each -> subnet.subnetId().equals(each.subnetId())))
        .findFirst()
        .or(
            () ->
                tables.stream()
                    .filter(
                        table ->
                            table.associations().stream()
                                .anyMatch(each -> Boolean.TRUE.equals(each.main())))
                    .findFirst());
  }

  private static boolean leadsNowhere(Optional<Route> way) {
    return way.isEmpty() || way.get().state() == RouteState.BLACKHOLE;
  }

  private Optional<NatGateway> gateway(Route route) {
    return described.all(Kind.NAT_GATEWAY).stream()
        .filter(each -> each.natGatewayId().equals(route.natGatewayId()))
        .findFirst();
  }

  private String zoneOf(NatGateway gateway) {
    return described.all(Kind.SUBNET).stream()
        .filter(each -> each.subnetId().equals(gateway.subnetId()))
        .map(Subnet::availabilityZone)
        .findFirst()
        .orElse("");
  }
}
