package dev.azdrill.discovery;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Reads what there is, through the AWS API.
 *
 * <p>A whole look ({@link #byStack}, {@link #byVpc}, {@link #byTag}) makes some dozens of calls;
 * the small looks are for what a drill watches, one call each. Nothing is kept between looks. A
 * call that fails for another reason than that its service is not to be had throws what the SDK
 * throws.
 */
public final class Discovery {
  /** The tag that every resource of a stack carries: its value is the stack's name. */
  public static final String STACK_TAG = "azdrill:stack";

  /**
   * The tag of a VPC whose owner lets its stack be drilled: its value is the name under which. Such
   * a stack is made by somebody else.
   */
  public static final String DRILLED_TAG = "azdrill:drilled";

  private final AwsSession aws;

  public Discovery(AwsSession aws) {
    this.aws = aws;
  }

  /**
   * Everything that belongs to a stack: its VPC is found by the tag {@link #STACK_TAG}, the rest by
   * its VPC.
   *
   * @throws StackNotFound unless exactly one VPC carries the tag with this value
   */
  public Inventory byStack(String stack) {
    List<String> vpcs = vpcsWith(STACK_TAG, stack);
    if (vpcs.size() != 1) {
      throw notOne(STACK_TAG, stack, vpcs, "is the stack provisioned, and in this region?");
    }
    return read(vpcs.get(0), address -> isTagged(STACK_TAG, stack, address.tags()));
  }

  /**
   * Everything that belongs to the VPC that carries this tag; where none does, to the VPC whose
   * subnets carry it, because not everybody tags a VPC.
   *
   * @throws StackNotFound unless exactly one VPC is found
   */
  public Inventory byTag(String key, String value) {
    List<String> vpcs = vpcsWith(key, value);
    if (vpcs.isEmpty()) {
      vpcs = vpcsOfSubnetsWith(key, value);
    }
    if (vpcs.size() != 1) {
      throw notOne(
          key, value, vpcs, vpcs.isEmpty() ? "is it this region?" : "name one of them by its id");
    }
    return read(vpcs.get(0), address -> isTagged(key, value, address.tags()));
  }

  private StackNotFound notOne(String key, String value, List<String> vpcs, String advice) {
    return new StackNotFound(
        "expected one VPC with the tag "
            + key
            + "="
            + value
            + " in "
            + aws.region()
            + ", saw "
            + (vpcs.isEmpty() ? "none" : String.join(", ", vpcs))
            + ": "
            + advice,
        vpcs);
  }

  private List<String> vpcsWith(String key, String value) {
    return aws
        .ec2()
        .describeVpcsPaginator(r -> r.filters(where("tag:" + key, List.of(value))))
        .vpcs()
        .stream()
        .filter(vpc -> isTagged(key, value, vpc.tags()))
        .map(Vpc::vpcId)
        .toList();
  }

  private List<String> vpcsOfSubnetsWith(String key, String value) {
    return aws
        .ec2()
        .describeSubnetsPaginator(r -> r.filters(where("tag:" + key, List.of(value))))
        .subnets()
        .stream()
        .filter(subnet -> isTagged(key, value, subnet.tags()))
        .map(Subnet::vpcId)
        .distinct()
        .sorted()
        .toList();
  }

  /** All VPCs of the region: what {@link #byVpc}, {@link #byTag} and {@link #byStack} can find. */
  public List<Vpc> vpcs() {
    return aws.ec2().describeVpcsPaginator().vpcs().stream().toList();
  }

  private static Filter where(String name, Collection<String> values) {
    return Filter.builder().name(name).values(values).build();
  }

  /** A filter takes * and ? for more than themselves, and a tag does not. */
  private static boolean isTagged(String key, String value, Collection<Tag> tags) {
    return tags.stream().anyMatch(tag -> key.equals(tag.key()) && value.equals(tag.value()));
  }

  /**
   * Everything that belongs to a VPC. Where VPCs may not be described the rest is still read.
   *
   * @throws StackNotFound when there is no such VPC
   */
  public Inventory byVpc(String vpcId) {
    try {
      aws.ec2().describeVpcs(r -> r.vpcIds(vpcId));
    } catch (AwsServiceException refusal) {
      if (InventoryReader.code(refusal)
          .filter(code -> code.startsWith("InvalidVpcID"))
          .isPresent()) {
        throw new StackNotFound(
            "expected the VPC " + vpcId + " in " + aws.region() + ", saw none: is the id right?",
            List.of());
      }
      if (!InventoryReader.isNotToBeHad(refusal)) {
        throw refusal;
      }
    }
    return read(vpcId, address -> false);
  }

  /**
   * All networks of the region with all that stands in them: what decides what becomes of a packet,
   * anywhere. One call for each kind; no services besides EC2.
   */
  public Inventory networks() {
    InventoryReader reader = new InventoryReader();
    DiscoveredNetworks.readAll(aws.ec2(), reader);
    return reader.inventory();
  }

  /**
   * The same without instances and NAT gateways that have ended: an emulator never forgets them,
   * and takes longer to tell of them with each one.
   */
  public Inventory networksThatStand() {
    InventoryReader reader = new InventoryReader();
    DiscoveredNetworks.readStanding(aws.ec2(), reader);
    return reader.inventory();
  }

  private Inventory read(String vpcId, Predicate<Address> alsoAddress) {
    InventoryReader reader = new InventoryReader();
    Optional<Set<String>> subnets =
        new DiscoveredNetworks(aws.ec2(), reader, vpcId).read(alsoAddress);
    if (subnets.isPresent()) {
      new DiscoveredGroups(aws.autoScaling(), aws.ec2(), aws.iam(), reader).read(subnets.get());
    } else {
      reader.unreadBecauseOf(
          Kind.SUBNET,
          Kind.AUTO_SCALING_GROUP,
          Kind.SCALING_POLICY,
          Kind.SCHEDULED_ACTION,
          Kind.LIFECYCLE_HOOK,
          Kind.LAUNCH_TEMPLATE_VERSION,
          Kind.IMAGE,
          Kind.KEY_PAIR,
          Kind.INSTANCE_PROFILE);
    }
    new DiscoveredLoadBalancers(aws.elasticLoadBalancing(), aws.wafv2(), reader, vpcId).read();
    databases(reader, vpcId);
    return reader.inventory();
  }

  private void databases(InventoryReader reader, String vpcId) {
    RdsClient rds = aws.rds();
    reader.all(
        Kind.DB_INSTANCE,
        () ->
            rds.describeDBInstancesPaginator().dbInstances().stream()
                .filter(
                    each ->
                        each.dbSubnetGroup() != null
                            && Objects.equals(vpcId, each.dbSubnetGroup().vpcId()))
                .toList());
    reader.all(
        Kind.DB_SUBNET_GROUP,
        () ->
            rds.describeDBSubnetGroupsPaginator().dbSubnetGroups().stream()
                .filter(each -> Objects.equals(vpcId, each.vpcId()))
                .toList());
  }

  /** How the targets of one target group are now. */
  public List<TargetHealthDescription> targetHealth(String targetGroupArn) {
    return DiscoveredLoadBalancers.targetHealth(aws.elasticLoadBalancing(), targetGroupArn);
  }

  /** An Auto Scaling group as it is now; empty when there is none of this name. */
  public Optional<AutoScalingGroup> autoScalingGroup(String name) {
    return aws
        .autoScaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
        .autoScalingGroups()
        .stream()
        .findFirst();
  }

  /** These instances as they are now; those that EC2 no longer describes are left out. */
  public List<Instance> instances(Collection<String> instanceIds) {
    // A filter, and not ids: one unknown id would make EC2 refuse all.
    return instanceIds.isEmpty()
        ? List.of()
        : DiscoveredNetworks.instances(
            aws.ec2(), r -> r.filters(where("instance-id", instanceIds)));
  }

  /** A database as it is now; empty when there is none of this name. */
  public Optional<DBInstance> dbInstance(String identifier) {
    return InventoryReader.unlessGone(
            () ->
                aws.rds()
                    .describeDBInstances(r -> r.dbInstanceIdentifier(identifier))
                    .dbInstances())
        .stream()
        .findFirst();
  }
}
