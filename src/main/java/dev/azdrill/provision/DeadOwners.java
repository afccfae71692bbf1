package dev.azdrill.provision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What a platform that azdrill completes keeps of a run that died: instances of a group, network
 * interfaces of load balancers and databases, and their addresses, stand in the platform's EC2, and
 * who owned them ended with the process. On AWS there is none of it.
 */
final class DeadOwners {
  /** By which a completion marks what it made for one of its services. */
  static final String OWNER = "azdrill:owner";

  /** For whose network a completion allocated an address. */
  static final String VPC = "azdrill:vpc";

  private DeadOwners() {}

  /** Terminates the instances that bear the stack's tag; its group is gone. */
  static void terminateInstances(Work work) {
    List<String> left =
        work
            .aws()
            .ec2()
            .describeInstances(r -> r.filters(Ec2Labels.own(work)))
            .reservations()
            .stream()
            .map(Reservation::instances)
            .flatMap(List::stream)
            .filter(each -> each.state().name() != InstanceStateName.TERMINATED)
            .filter(each -> each.state().name() != InstanceStateName.SHUTTING_DOWN)
            .map(Instance::instanceId)
            .toList();
    if (!left.isEmpty()) {
      work.aws().ec2().terminateInstances(r -> r.instanceIds(left));
    }
  }

  /** Deletes the interfaces in the stack's network whose owner nobody describes any more. */
  static void deleteInterfaces(Work work, String vpcId) {
    Predicate<NetworkInterface> isDead = owner(work, vpcId);
    work
        .aws()
        .ec2()
        .describeNetworkInterfaces(
            r -> r.filters(Ec2Labels.filter("vpc-id", vpcId), Ec2Labels.filter("tag-key", OWNER)))
        .networkInterfaces()
        .stream()
        .filter(each -> each.status() == NetworkInterfaceStatus.AVAILABLE)
        .filter(isDead)
        .forEach(
            each -> {
              releaseAddresses(work, "network-interface-id", each.networkInterfaceId());
              AlreadyRemoved.unless(
                  () ->
                      work.aws()
                          .ec2()
                          .deleteNetworkInterface(
                              r -> r.networkInterfaceId(each.networkInterfaceId())));
            });
    if (loadBalancers(work, vpcId).isEmpty()) {
      releaseAddresses(work, "tag:" + VPC, vpcId);
    }
  }

  private static Predicate<NetworkInterface> owner(Work work, String vpcId) {
    List<String> loadBalancers =
        loadBalancers(work, vpcId).stream().map(LoadBalancer::loadBalancerArn).toList();
    boolean hasDatabase =
        work.aws().rds().describeDBInstancesPaginator().dbInstances().stream()
            .map(DBInstance::dbSubnetGroup)
            .anyMatch(group -> group != null && vpcId.equals(group.vpcId()));
    return each -> {
      Map<String, String> tags = new TreeMap<>();
      each.tagSet().forEach(tag -> tags.put(tag.key(), tag.value()));
      Optional<String> balancer =
          Optional.ofNullable(each.description())
              .filter(text -> text.startsWith("ELB "))
              .map(text -> text.substring(4));
      return "amazon-rds".equals(tags.get(OWNER))
          ? !hasDatabase
          : balancer.isPresent()
              && loadBalancers.stream().noneMatch(arn -> arn.endsWith("/" + balancer.get()));
    };
  }

  private static List<LoadBalancer> loadBalancers(Work work, String vpcId) {
    return work
        .aws()
        .elasticLoadBalancing()
        .describeLoadBalancersPaginator()
        .loadBalancers()
        .stream()
        .filter(each -> vpcId.equals(each.vpcId()))
        .toList();
  }

  private static void releaseAddresses(Work work, String filter, String value) {
    for (Address each :
        work.aws()
            .ec2()
            .describeAddresses(r -> r.filters(Ec2Labels.filter(filter, value)))
            .addresses()) {
      boolean isOurs = each.tags().stream().map(Tag::key).anyMatch(OWNER::equals);
      if (!isOurs) {
        continue;
      }
      if (each.associationId() != null) {
        AlreadyRemoved.unless(
            () -> work.aws().ec2().disassociateAddress(r -> r.associationId(each.associationId())));
      }
      AlreadyRemoved.unless(
          () -> work.aws().ec2().releaseAddress(r -> r.allocationId(each.allocationId())));
    }
  }
}
