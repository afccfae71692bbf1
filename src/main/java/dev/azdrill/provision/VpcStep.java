package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcState;

/** The VPC, which resolves the names of what stands in it. */
final class VpcStep implements Step {
  static final String ROLE = "vpc";

  @Override
  public String what() {
    return "the VPC";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions("ec2:CreateVpc", "ec2:ModifyVpcAttribute");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("ec2:DeleteVpc");
  }

  @Override
  public void ensure(Construction construction) {
    Work work = construction.work();
    Optional<Vpc> known = find(work);
    if (known.isEmpty()) {
      String id =
          work.locks()
              .map(locks -> locks.create(work.labels().stack(), more -> create(construction, more)))
              .orElseGet(() -> create(construction, List.of()));
      nameHosts(construction, id);
      construction.found(ROLE, id);
      return;
    }
    Vpc vpc = known.get();
    requireSameBlueprint(construction, vpc);
    if (!namesHosts(construction, vpc.vpcId())) {
      nameHosts(construction, vpc.vpcId());
    }
    construction.found(ROLE, vpc.vpcId());
  }

  private static List<Vpc> own(Work work) {
    return work.aws().ec2().describeVpcs(r -> r.filters(Ec2Labels.own(work))).vpcs();
  }

  /** The one that this run has locked, where stacks are locked. */
  private static Optional<Vpc> find(Work work) {
    Optional<String> locked = work.locks().flatMap(each -> each.vpc(work.labels().stack()));
    return work.locks().isPresent()
        ? own(work).stream().filter(vpc -> locked.filter(vpc.vpcId()::equals).isPresent()).findAny()
        : Optional.ofNullable(Ec2Labels.byRole(own(work), Vpc::tags).get(ROLE));
  }

  private static String create(Construction construction, List<Tag> more) {
    List<Tag> tags = new ArrayList<>(construction.tags(ROLE, Ec2Labels::tag));
    tags.addAll(more);
    tags.add(Ec2Labels.tag(Labels.BLUEPRINT, Labels.blueprint(construction.blueprint())));
    Vpc vpc =
        construction
            .aws()
            .ec2()
            .createVpc(
                r ->
                    r.cidrBlock(construction.blueprint().network().cidr().toString())
                        .tagSpecifications(
                            TagSpecification.builder()
                                .resourceType(ResourceType.VPC)
                                .tags(tags)
                                .build()))
            .vpc();
    if (vpc.state() != VpcState.AVAILABLE) {
      construction.aws().ec2Waiter().waitUntilVpcAvailable(r -> r.vpcIds(vpc.vpcId()));
    }
    return vpc.vpcId();
  }

  /** AWS gives instances and databases of a VPC public DNS names only when asked. */
  private static void nameHosts(Construction construction, String vpcId) {
    construction
        .aws()
        .ec2()
        .modifyVpcAttribute(r -> r.vpcId(vpcId).enableDnsHostnames(v -> v.value(true)));
  }

  private static boolean namesHosts(Construction construction, String vpcId) {
    return construction
        .aws()
        .ec2()
        .describeVpcAttribute(r -> r.vpcId(vpcId).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
        .enableDnsHostnames()
        .value();
  }

  private static void requireSameBlueprint(Construction construction, Vpc vpc) {
    String wanted = Labels.blueprint(construction.blueprint());
    String made = Ec2Labels.value(vpc.tags(), Labels.BLUEPRINT).orElse("an unknown one");
    if (!wanted.equals(made)) {
      throw new ProvisioningException(
          "stack "
              + construction.work().labels().stack()
              + " was provisioned from another blueprint ("
              + made
              + ", this one is "
              + wanted
              + "): tear it down first, or choose another name");
    }
  }

  @Override
  public void remove(Work work) {
    for (Vpc vpc : own(work)) {
      work.aws().ec2().deleteVpc(r -> r.vpcId(vpc.vpcId()));
    }
    work.locks().ifPresent(each -> each.removed(work.labels().stack()));
  }

  /**
   * Refuses when this VPC is there and was not made for this stack: what somebody else made is
   * somebody else's to remove.
   */
  static void requireOwn(Work work, String vpcId) {
    for (Vpc vpc :
        work.aws().ec2().describeVpcs(r -> r.filters(Ec2Labels.filter("vpc-id", vpcId))).vpcs()) {
      String bearer = Ec2Labels.value(vpc.tags(), Labels.STACK).orElse("");
      if (!work.labels().own(Map.of(Labels.STACK, bearer))) {
        throw new ProvisioningException(
            "stack "
                + work.labels().stack()
                + " was only attached to, because its VPC "
                + vpcId
                + " does not bear the tag "
                + Labels.STACK
                + "="
                + work.labels().stack()
                + ": remove it with what made it");
      }
    }
  }
}
