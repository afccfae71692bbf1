package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.Service;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryResponse;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclResponse;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesRequest;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesResponse;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclAssociationResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;

/** The calls of EC2 that are about networks. */
final class NetworkCalls {
  /** The tag of what FIS makes. */
  private static final Tag MANAGED = Tag.builder().key("managedByFIS").value("true").build();

  private final RoleCalls calls;

  NetworkCalls(RoleCalls calls) {
    this.calls = calls;
  }

  List<Subnet> subnets() {
    return calls
        .call(
            Service.EC2,
            "DescribeSubnets",
            DescribeSubnetsRequest.builder().build(),
            DescribeSubnetsResponse.class)
        .subnets();
  }

  /** The IPv4 address ranges of a VPC. */
  List<String> addresses(String vpcId) {
    return calls
        .call(
            Service.EC2,
            "DescribeVpcs",
            DescribeVpcsRequest.builder().vpcIds(vpcId).build(),
            DescribeVpcsResponse.class)
        .vpcs()
        .stream()
        .flatMap(vpc -> vpc.cidrBlockAssociationSet().stream())
        .map(VpcCidrBlockAssociation::cidrBlock)
        .toList();
  }

  /** The network ACL of a subnet; empty where the subnet is gone. */
  Optional<NetworkAcl> aclOf(String subnetId) {
    return acl("association.subnet-id", subnetId);
  }

  /** One that denies everything, in the experiment's name. */
  String createAcl(String vpcId) {
    return calls
        .call(
            Service.EC2,
            "CreateNetworkAcl",
            CreateNetworkAclRequest.builder()
                .vpcId(vpcId)
                .tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.NETWORK_ACL)
                        .tags(MANAGED)
                        .build())
                .build(),
            CreateNetworkAclResponse.class)
        .networkAcl()
        .networkAclId();
  }

  void addEntry(String aclId, NetworkAclEntry entry) {
    calls.call(
        Service.EC2,
        "CreateNetworkAclEntry",
        CreateNetworkAclEntryRequest.builder()
            .networkAclId(aclId)
            .egress(entry.egress())
            .ruleNumber(entry.ruleNumber())
            .ruleAction(entry.ruleAction())
            .protocol(entry.protocol())
            .cidrBlock(entry.cidrBlock())
            .ipv6CidrBlock(entry.ipv6CidrBlock())
            .portRange(entry.portRange())
            .icmpTypeCode(entry.icmpTypeCode())
            .build(),
        CreateNetworkAclEntryResponse.class);
  }

  /** Gives a subnet another network ACL. */
  void associate(NetworkAcl present, String subnetId, String aclId) {
    NetworkAclAssociation association =
        present.associations().stream()
            .filter(each -> each.subnetId().equals(subnetId))
            .findFirst()
            .orElseThrow();
    calls.call(
        Service.EC2,
        "ReplaceNetworkAclAssociation",
        ReplaceNetworkAclAssociationRequest.builder()
            .associationId(association.networkAclAssociationId())
            .networkAclId(aclId)
            .build(),
        ReplaceNetworkAclAssociationResponse.class);
  }

  /** Whether a network ACL stands, and that of no subnet. */
  boolean isUnused(String aclId) {
    return acl("network-acl-id", aclId).map(each -> each.associations().isEmpty()).orElse(false);
  }

  boolean exists(String aclId) {
    return acl("network-acl-id", aclId).isPresent();
  }

  /** The network ACL that a VPC came with. */
  String defaultAclOf(String vpcId) {
    return acls(
            Filter.builder().name("vpc-id").values(vpcId).build(),
            Filter.builder().name("default").values("true").build())
        .findFirst()
        .orElseThrow()
        .networkAclId();
  }

  private Optional<NetworkAcl> acl(String filter, String value) {
    return acls(Filter.builder().name(filter).values(value).build()).findFirst();
  }

  private Stream<NetworkAcl> acls(Filter... filters) {
    return calls
        .call(
            Service.EC2,
            "DescribeNetworkAcls",
            DescribeNetworkAclsRequest.builder().filters(filters).build(),
            DescribeNetworkAclsResponse.class)
        .networkAcls()
        .stream();
  }

  void deleteAcl(String aclId) {
    calls.call(
        Service.EC2,
        "DeleteNetworkAcl",
        DeleteNetworkAclRequest.builder().networkAclId(aclId).build(),
        DeleteNetworkAclResponse.class);
  }

  /** The prefix list of this name, if the region has it. */
  Optional<String> prefixList(String name) {
    return calls
        .call(
            Service.EC2,
            "DescribeManagedPrefixLists",
            DescribeManagedPrefixListsRequest.builder()
                .filters(Filter.builder().name("prefix-list-name").values(name).build())
                .build(),
            DescribeManagedPrefixListsResponse.class)
        .prefixLists()
        .stream()
        .map(ManagedPrefixList::prefixListId)
        .findFirst();
  }

  /** The address ranges in a prefix list. */
  List<String> prefixes(String prefixListId) {
    return calls
        .call(
            Service.EC2,
            "GetManagedPrefixListEntries",
            GetManagedPrefixListEntriesRequest.builder().prefixListId(prefixListId).build(),
            GetManagedPrefixListEntriesResponse.class)
        .entries()
        .stream()
        .map(PrefixListEntry::cidr)
        .toList();
  }
}
