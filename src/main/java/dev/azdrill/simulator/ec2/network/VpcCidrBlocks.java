package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.AssociateVpcCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.AssociateVpcCidrBlockResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateVpcCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateVpcCidrBlockResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;

/**
 * The blocks of addresses that a VPC has beside its primary one. Every route table of the VPC
 * routes each to where it is.
 *
 * <p>Source: Amazon VPC User Guide, "VPC CIDR blocks": what may be associated, and its
 * restrictions.
 */
final class VpcCidrBlocks {
  private static final int BLOCKS_MAX = 5;

  private static final List<Cidr> PRIVATE =
      List.of(Cidr.of("10.0.0.0/8"), Cidr.of("172.16.0.0/12"), Cidr.of("192.168.0.0/16"));

  private static final Cidr RESERVED = Cidr.of("198.19.0.0/16");

  private static final ResourceIdFormat ASSOCIATION =
      new ResourceIdFormat(
          "vpc-cidr-assoc",
          "associationId",
          "InvalidVpcCidrBlockAssociationID.Malformed",
          "InvalidVpcCidrBlockAssociationID.NotFound",
          "The vpc CIDR block association ID '%s' does not exist");

  private final World world;
  private final Vpcs vpcs;
  private final Subnets subnets;
  private final RouteTables tables;

  VpcCidrBlocks(World world, Vpcs vpcs, Subnets subnets, RouteTables tables) {
    this.world = world;
    this.vpcs = vpcs;
    this.subnets = subnets;
    this.tables = tables;
  }

  void enter(Operations.Page page) {
    page.write("AssociateVpcCidrBlock", AssociateVpcCidrBlockRequest::builder, this::associate);
    page.write(
        "DisassociateVpcCidrBlock", DisassociateVpcCidrBlockRequest::builder, this::disassociate);
  }

  private AssociateVpcCidrBlockResponse associate(AssociateVpcCidrBlockRequest request) {
    Vpc vpc = vpcs.one(request.vpcId());
    String text = request.cidrBlock();
    if (text == null) {
      throw Ec2Errors.missingParameter("cidrBlock");
    }
    Cidr cidr = Cidr.parse(text).orElseThrow(() -> Ec2Errors.invalidCidr(text, "cidrBlock"));
    if (cidr.prefix() < 16 || cidr.prefix() > 28) {
      throw NetworkErrors.vpcRangeInvalid(text);
    }
    requireFree(vpc, cidr);
    VpcCidrBlockAssociation added =
        in(
            VpcCidrBlockAssociation.builder()
                .associationId(world.ids().next("vpc-cidr-assoc"))
                .cidrBlock(cidr.toString())
                .build(),
            VpcCidrBlockStateCode.ASSOCIATING);
    List<VpcCidrBlockAssociation> blocks = new ArrayList<>(vpc.cidrBlockAssociationSet());
    blocks.add(added);
    vpcs.associate(vpc.vpcId(), blocks);
    later(added.associationId() + " is associated", () -> associated(vpc.vpcId(), added, cidr));
    return AssociateVpcCidrBlockResponse.builder()
        .vpcId(vpc.vpcId())
        .cidrBlockAssociation(added)
        .build();
  }

  private void later(String what, Runnable then) {
    world.kernel().after(world.timings().of(Timing.VPC_CREATE), what, then);
  }

  private void requireFree(Vpc vpc, Cidr cidr) {
    List<VpcCidrBlockAssociation> blocks = vpc.cidrBlockAssociationSet();
    if (blocks.size() >= BLOCKS_MAX) {
      throw NetworkErrors.vpcRangesExceeded(vpc.vpcId(), BLOCKS_MAX);
    }
    for (VpcCidrBlockAssociation each : blocks) {
      Cidr other = Cidr.of(each.cidrBlock());
      if (other.overlaps(cidr)) {
        throw NetworkErrors.vpcRangeTaken(cidr, other);
      }
      if (isRestricted(cidr, other)) {
        throw NetworkErrors.vpcRangeRestricted(cidr);
      }
    }
    for (RouteTables.Table table : tables.of(vpc)) {
      for (RouteDestination destination : table.routes().keySet()) {
        if (destination instanceof RouteDestination.Block routed && cidr.contains(routed.cidr())) {
          throw NetworkErrors.vpcRangeRouted(cidr, destination, table.id());
        }
      }
    }
  }

  /** Private addresses of one kind do not go with those of another. */
  private static boolean isRestricted(Cidr cidr, Cidr other) {
    boolean isOfOtherKind =
        PRIVATE.stream()
            .anyMatch(each -> each.contains(cidr) && !each.contains(other) && isPrivate(other));
    return isOfOtherKind || RESERVED.contains(cidr) || (!isPrivate(other) && isPrivate(cidr));
  }

  private static boolean isPrivate(Cidr cidr) {
    return PRIVATE.stream().anyMatch(each -> each.contains(cidr));
  }

  private void associated(String vpcId, VpcCidrBlockAssociation added, Cidr cidr) {
    if (replace(vpcId, added, VpcCidrBlockStateCode.ASSOCIATED)) {
      tables.routeLocally(vpcId, cidr);
    }
  }

  private DisassociateVpcCidrBlockResponse disassociate(DisassociateVpcCidrBlockRequest request) {
    Vpc vpc = ASSOCIATION.one(request.associationId(), byAssociation());
    VpcCidrBlockAssociation block =
        vpc.cidrBlockAssociationSet().stream()
            .filter(each -> each.associationId().equals(request.associationId()))
            .findFirst()
            .orElseThrow();
    Cidr cidr = Cidr.of(block.cidrBlock());
    if (block.cidrBlock().equals(vpc.cidrBlock())) {
      throw NetworkErrors.vpcRangePrimary(block.associationId());
    }
    if (subnets.all().stream()
        .filter(each -> each.vpcId().equals(vpc.vpcId()))
        .anyMatch(each -> cidr.contains(Cidr.of(each.cidrBlock())))) {
      throw NetworkErrors.vpcRangeInUse(vpc.vpcId(), cidr);
    }
    replace(vpc.vpcId(), block, VpcCidrBlockStateCode.DISASSOCIATING);
    tables.unroute(vpc.vpcId(), cidr);
    later(
        block.associationId() + " is disassociated",
        () -> replace(vpc.vpcId(), block, VpcCidrBlockStateCode.DISASSOCIATED));
    return DisassociateVpcCidrBlockResponse.builder()
        .vpcId(vpc.vpcId())
        .cidrBlockAssociation(in(block, VpcCidrBlockStateCode.DISASSOCIATING))
        .build();
  }

  private Map<String, Vpc> byAssociation() {
    Map<String, Vpc> all = new LinkedHashMap<>();
    for (Vpc vpc : vpcs.all()) {
      vpc.cidrBlockAssociationSet().forEach(each -> all.put(each.associationId(), vpc));
    }
    return all;
  }

  /**
   * Has a block in another state; one that is disassociated is gone.
   *
   * @return whether it still was one of the VPC's, and not on its way out while it was to come in
   */
  private boolean replace(
      String vpcId, VpcCidrBlockAssociation block, VpcCidrBlockStateCode state) {
    if (!vpcs.exists(vpcId)) {
      return false;
    }
    List<VpcCidrBlockAssociation> blocks = new ArrayList<>();
    boolean isThere = false;
    for (VpcCidrBlockAssociation each : vpcs.one(vpcId).cidrBlockAssociationSet()) {
      boolean isIt =
          each.associationId().equals(block.associationId())
              && (state != VpcCidrBlockStateCode.ASSOCIATED
                  || each.cidrBlockState().state() == VpcCidrBlockStateCode.ASSOCIATING);
      isThere |= isIt;
      if (!isIt) {
        blocks.add(each);
      } else if (state != VpcCidrBlockStateCode.DISASSOCIATED) {
        blocks.add(in(each, state));
      }
    }
    vpcs.associate(vpcId, blocks);
    return isThere;
  }

  private static VpcCidrBlockAssociation in(
      VpcCidrBlockAssociation block, VpcCidrBlockStateCode state) {
    return block.copy(it -> it.cidrBlockState(s -> s.state(state)));
  }
}
