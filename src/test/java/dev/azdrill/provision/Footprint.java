package dev.azdrill.provision;

import dev.azdrill.session.AwsSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.wafv2.model.ResourceType;
import software.amazon.awssdk.services.wafv2.model.Scope;

/**
 * Everything that stands in a region, told without ids, so that two regions can be compared and an
 * empty one recognised.
 */
public record Footprint(List<String> things) {
  public static Footprint of(AwsSession aws) {
    Looker looker = new Looker(aws);
    looker.network();
    looker.application();
    looker.services();
    looker.things.sort(String::compareTo);
    return new Footprint(List.copyOf(looker.things));
  }

  private static final class Looker {
    private final AwsSession aws;
    private final List<String> things = new ArrayList<>();

    /** How what has an id is called instead: by its role. */
    private final Map<String, String> names = new TreeMap<>();

    Looker(AwsSession aws) {
      this.aws = aws;
    }

    private void add(String kind, Object... parts) {
      StringBuilder line = new StringBuilder(kind);
      for (Object part : parts) {
        line.append(' ').append(part);
      }
      things.add(line.toString());
    }

    private String called(String id) {
      return id == null ? "-" : names.getOrDefault(id, "unnamed");
    }

    private void name(
        String id, List<software.amazon.awssdk.services.ec2.model.Tag> tags, String otherwise) {
      names.put(id, Ec2Labels.value(tags, "Name").orElse(otherwise));
    }

    void network() {
      aws.ec2()
          .describeVpcs()
          .vpcs()
          .forEach(
              vpc -> {
                name(vpc.vpcId(), vpc.tags(), "vpc");
                add("vpc", called(vpc.vpcId()), vpc.cidrBlock());
              });
      aws.ec2()
          .describeSubnets()
          .subnets()
          .forEach(
              s -> {
                name(s.subnetId(), s.tags(), "subnet");
                add(
                    "subnet",
                    called(s.subnetId()),
                    s.cidrBlock(),
                    s.availabilityZone(),
                    s.mapPublicIpOnLaunch(),
                    called(s.vpcId()));
              });
      aws.ec2()
          .describeInternetGateways()
          .internetGateways()
          .forEach(
              g -> {
                name(g.internetGatewayId(), g.tags(), "gateway");
                g.attachments()
                    .forEach(
                        a -> add("attachment", called(g.internetGatewayId()), called(a.vpcId())));
                add("gateway", called(g.internetGatewayId()));
              });
      aws.ec2().describeNatGateways().natGateways().stream()
          .filter(n -> n.state() != NatGatewayState.DELETED)
          .forEach(
              n -> {
                name(n.natGatewayId(), n.tags(), "nat");
                add("nat", called(n.natGatewayId()), n.state(), called(n.subnetId()));
              });
      aws.ec2()
          .describeAddresses()
          .addresses()
          .forEach(
              a ->
                  add(
                      "address",
                      Ec2Labels.value(a.tags(), "Name").orElse("unnamed"),
                      a.associationId() != null));
      groups();
      routes();
      add("interfaces", aws.ec2().describeNetworkInterfaces().networkInterfaces().size());
      add("acls", aws.ec2().describeNetworkAcls().networkAcls().size());
    }

    private void routes() {
      aws.ec2()
          .describeRouteTables()
          .routeTables()
          .forEach(
              t -> {
                String table = Ec2Labels.value(t.tags(), "Name").orElse("main");
                add("table", table);
                t.associations()
                    .forEach(a -> add("association", table, called(a.subnetId()), a.main()));
                t.routes()
                    .forEach(
                        r ->
                            add(
                                "route",
                                table,
                                r.destinationCidrBlock(),
                                r.stateAsString(),
                                called(r.natGatewayId()),
                                "local".equals(r.gatewayId()) ? "local" : called(r.gatewayId())));
              });
    }

    private void groups() {
      var groups = aws.ec2().describeSecurityGroups().securityGroups();
      groups.forEach(g -> name(g.groupId(), g.tags(), g.groupName()));
      groups.forEach(
          g -> {
            add("group", called(g.groupId()), g.ipPermissionsEgress().size());
            g.ipPermissions()
                .forEach(
                    p -> {
                      p.ipRanges()
                          .forEach(
                              r -> add("admits", called(g.groupId()), p.fromPort(), r.cidrIp()));
                      p.userIdGroupPairs()
                          .forEach(
                              u ->
                                  add(
                                      "admits",
                                      called(g.groupId()),
                                      p.fromPort(),
                                      called(u.groupId())));
                    });
          });
    }

    void application() {
      aws.ec2()
          .describeLaunchTemplates()
          .launchTemplates()
          .forEach(t -> add("template", t.launchTemplateName(), t.latestVersionNumber()));
      aws.ec2().describeInstances().reservations().stream()
          .flatMap(r -> r.instances().stream())
          .filter(i -> i.state().name() != InstanceStateName.TERMINATED)
          .forEach(
              i ->
                  add(
                      "instance",
                      called(i.subnetId()),
                      i.state().name(),
                      i.publicIpAddress() != null,
                      i.metadataOptions().httpTokens(),
                      Ec2Labels.value(i.tags(), Labels.STACK).orElse("untagged")));
      aws.autoScaling()
          .describeAutoScalingGroups()
          .autoScalingGroups()
          .forEach(
              g ->
                  add(
                      "asg",
                      g.autoScalingGroupName(),
                      g.minSize(),
                      g.desiredCapacity(),
                      g.maxSize(),
                      g.healthCheckType(),
                      g.healthCheckGracePeriod(),
                      g.instances().size(),
                      g.targetGroupARNs().size()));
      aws.autoScaling()
          .describePolicies()
          .scalingPolicies()
          .forEach(p -> add("policy", p.policyName(), p.alarms().size()));
      add("alarms", aws.cloudWatch().describeAlarms().metricAlarms().size());
    }

    void services() {
      balancers();
      targets();
      protection();
      databases();
    }

    private void balancers() {
      var elb = aws.elasticLoadBalancing();
      for (var balancer : elb.describeLoadBalancers().loadBalancers()) {
        String arn = balancer.loadBalancerArn();
        add(
            "balancer",
            balancer.loadBalancerName(),
            balancer.state().code(),
            balancer.availabilityZones().size());
        elb.describeListeners(r -> r.loadBalancerArn(arn))
            .listeners()
            .forEach(
                l ->
                    add(
                        "listener",
                        l.port(),
                        l.protocol(),
                        l.certificates().size(),
                        l.defaultActions().get(0).type()));
        add(
            "attributes",
            words(
                elb.describeLoadBalancerAttributes(r -> r.loadBalancerArn(arn)).attributes(),
                a -> a.key() + "=" + a.value()));
      }
    }

    private void targets() {
      var elb = aws.elasticLoadBalancing();
      for (var group : elb.describeTargetGroups().targetGroups()) {
        String arn = group.targetGroupArn();
        add("targets", group.targetGroupName(), group.port(), group.healthCheckPath());
        elb.describeTargetHealth(r -> r.targetGroupArn(arn))
            .targetHealthDescriptions()
            .forEach(h -> add("target", h.targetHealth().state(), h.target().port()));
        add(
            "attributes",
            words(
                elb.describeTargetGroupAttributes(r -> r.targetGroupArn(arn)).attributes(),
                a -> a.key() + "=" + a.value()));
      }
    }

    private void protection() {
      for (var acl : aws.wafv2().listWebACLs(r -> r.scope(Scope.REGIONAL)).webACLs()) {
        List<String> resources =
            aws.wafv2()
                .listResourcesForWebACL(
                    r ->
                        r.webACLArn(acl.arn()).resourceType(ResourceType.APPLICATION_LOAD_BALANCER))
                .resourceArns();
        add("acl", acl.name(), resources.size());
      }
      aws.acm()
          .listCertificates()
          .certificateSummaryList()
          .forEach(c -> add("certificate", c.domainName()));
    }

    private void databases() {
      aws.rds()
          .describeDBInstances()
          .dbInstances()
          .forEach(
              d ->
                  add(
                      "database",
                      d.dbInstanceIdentifier(),
                      d.dbInstanceStatus(),
                      d.multiAZ(),
                      d.storageEncrypted(),
                      d.publiclyAccessible(),
                      d.masterUserSecret() != null));
      aws.rds()
          .describeDBSubnetGroups()
          .dbSubnetGroups()
          .forEach(g -> add("subnet-group", g.dbSubnetGroupName(), g.subnets().size()));
    }

    private static <T> List<String> words(Collection<T> all, Function<T, String> words) {
      return all.stream().map(words).sorted().toList();
    }
  }
}
