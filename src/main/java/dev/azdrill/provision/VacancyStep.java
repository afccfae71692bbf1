package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * The moment between what stands in the network and the network itself. Building up, it is nothing.
 * Tearing down, it waits until instances, load balancer nodes, gateways and database have given
 * their interfaces back: AWS deletes no subnet and no security group before.
 */
final class VacancyStep implements Step {
  private static final Duration BUDGET = Duration.ofMinutes(40);

  @Override
  public String what() {
    return "the vacant network";
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions(
        "ec2:DeleteNetworkInterface",
        "ec2:DisassociateAddress",
        "ec2:ReleaseAddress",
        "ec2:TerminateInstances");
  }

  @Override
  public void ensure(Construction construction) {}

  @Override
  public void remove(Work work) {
    if (GroupStep.find(work).filter(g -> work.labels().own(GroupStep.tags(g))).isPresent()) {
      GroupStep.awaitGone(work);
    }
    DeadOwners.terminateInstances(work);
    work.await(
        "the NAT gateways to be deleted",
        BUDGET,
        () -> NatGatewaysStep.lingering(work),
        List::isEmpty,
        VacancyStep::words);
    Optional<String> vpc =
        work.aws().ec2().describeVpcs(r -> r.filters(Ec2Labels.own(work))).vpcs().stream()
            .map(Vpc::vpcId)
            .findFirst();
    if (vpc.isPresent()) {
      work.await(
          "no network interface to be left in " + vpc.get(),
          BUDGET,
          () -> {
            DeadOwners.deleteInterfaces(work, vpc.get());
            return interfaces(work, vpc.get());
          },
          List::isEmpty);
    }
  }

  private static List<String> interfaces(Work work, String vpcId) {
    return work
        .aws()
        .ec2()
        .describeNetworkInterfaces(r -> r.filters(Ec2Labels.filter("vpc-id", vpcId)))
        .networkInterfaces()
        .stream()
        .map(VacancyStep::words)
        .toList();
  }

  private static String words(List<NatGateway> left) {
    return left.stream()
        .map(each -> each.natGatewayId() + " (" + each.stateAsString() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String words(NetworkInterface left) {
    return left.networkInterfaceId()
        + " ("
        + Optional.ofNullable(left.description())
            .filter(text -> !text.isEmpty())
            .orElse("without a description")
        + Optional.ofNullable(left.attachment())
            .map(NetworkInterfaceAttachment::instanceId)
            .map(instance -> ", of instance " + instance)
            .orElse("")
        + ")"
        + (isOfNobody(left)
            ? ", which somebody else made: delete it, and tear the stack down again"
            : "");
  }

  /** Nothing that AWS or azdrill made for the stack, and attached to nothing that may end. */
  private static boolean isOfNobody(NetworkInterface left) {
    return left.status() == NetworkInterfaceStatus.AVAILABLE
        && !Boolean.TRUE.equals(left.requesterManaged())
        && left.tagSet().stream().noneMatch(tag -> tag.key().equals(DeadOwners.OWNER));
  }
}
