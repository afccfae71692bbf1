package dev.azdrill.contract;

import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

/** A load balancer that faces the internet, on a ground of its own, over two zones. */
final class LoadBalancerFixture {
  private final Subject subject;
  private final NetworkFixture ground;
  private final List<String> subnets;
  private final String group;
  private final LoadBalancer balancer;

  LoadBalancerFixture(Subject subject) {
    this.subject = subject;
    this.ground = subject.ground();
    this.subnets = ground.subnets();
    ground.open(ground.door(), subnets);
    this.group = ground.group("door");
    subject
        .ec2()
        .authorizeSecurityGroupIngress(
            r ->
                r.groupId(group)
                    .ipProtocol("tcp")
                    .fromPort(80)
                    .toPort(80)
                    .cidrIp(NetworkFixture.EVERYWHERE));
    String name = subject.name("door");
    this.balancer =
        subject
            .elb()
            .createLoadBalancer(r -> r.name(name).subnets(subnets).securityGroups(group))
            .loadBalancers()
            .get(0);
    subject.later(
        "delete " + name,
        () -> subject.elb().deleteLoadBalancer(r -> r.loadBalancerArn(balancer.loadBalancerArn())));
  }

  NetworkFixture ground() {
    return ground;
  }

  List<String> subnets() {
    return subnets;
  }

  /** Its security group. */
  String group() {
    return group;
  }

  /** As it was when it was asked for. */
  LoadBalancer balancer() {
    return balancer;
  }

  String arn() {
    return balancer.loadBalancerArn();
  }

  LoadBalancer described() {
    return subject
        .elb()
        .describeLoadBalancers(r -> r.loadBalancerArns(arn()))
        .loadBalancers()
        .get(0);
  }

  LoadBalancer active() {
    return subject
        .eventually("the load balancer to be active")
        .until(this::described, each -> each.state().code() == LoadBalancerStateEnum.ACTIVE)
        .value();
  }

  /** A target group in a VPC, whose targets speak HTTP on port 8080. */
  static TargetGroup targets(Subject subject, String vpc) {
    return targets(
        subject,
        CreateTargetGroupRequest.builder()
            .name(subject.name("targets"))
            .protocol(ProtocolEnum.HTTP)
            .port(8080)
            .vpcId(vpc)
            .healthCheckIntervalSeconds(10)
            .healthyThresholdCount(2)
            .unhealthyThresholdCount(2)
            .build());
  }

  static TargetGroup targets(Subject subject, CreateTargetGroupRequest request) {
    TargetGroup made = subject.elb().createTargetGroup(request).targetGroups().get(0);
    subject.later(
        "delete " + made.targetGroupName(),
        () -> subject.elb().deleteTargetGroup(r -> r.targetGroupArn(made.targetGroupArn())));
    return made;
  }

  /** A target group on its ground. */
  TargetGroup targets() {
    return targets(subject, ground.vpc());
  }

  static Action forward(String targetGroup) {
    return Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(targetGroup).build();
  }

  /** Listens on port 80 and forwards to these targets. */
  String listen(TargetGroup targets) {
    String listener =
        subject
            .elb()
            .createListener(
                r ->
                    r.loadBalancerArn(arn())
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(forward(targets.targetGroupArn())))
            .listeners()
            .get(0)
            .listenerArn();
    subject.later(
        "delete " + listener, () -> subject.elb().deleteListener(r -> r.listenerArn(listener)));
    return listener;
  }

  /** What is said of the targets of a group. */
  static List<TargetHealth> health(Subject subject, TargetGroup targets) {
    return subject
        .elb()
        .describeTargetHealth(r -> r.targetGroupArn(targets.targetGroupArn()))
        .targetHealthDescriptions()
        .stream()
        .map(each -> each.targetHealth())
        .toList();
  }
}
