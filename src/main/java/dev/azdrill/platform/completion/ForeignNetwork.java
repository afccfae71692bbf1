package dev.azdrill.platform.completion;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Networking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * The networks of a foreign EC2. The network interfaces of load balancers and databases are created
 * there as anybody would, and marked by the tag {@link #OWNER_TAG}, because only AWS can make them
 * requester-managed; the public address of a load balancer's node is an Elastic IP address with the
 * same tag.
 *
 * <p>What the view knows counts; that it does not know something does not: somebody may have made
 * it a moment ago, so EC2 itself is asked.
 */
final class ForeignNetwork implements Networking {
  /** Which service owns what azdrill made: {@code amazon-elb}, {@code amazon-rds}. */
  static final String OWNER_TAG = "azdrill:owner";

  /** For whose network an address was allocated. */
  static final String VPC_TAG = "azdrill:vpc";

  private final Calls calls;
  private final Ec2Client ec2;
  private final Ec2View view;
  private final Retries retries;

  ForeignNetwork(Calls calls, Ec2Client ec2, Ec2View view, Retries retries) {
    this.calls = calls;
    this.ec2 = ec2;
    this.view = view;
    this.retries = retries;
  }

  @Override
  public Optional<Subnet> subnet(String subnetId) {
    return ForeignSubnets.subnet(calls, ec2, view, subnetId);
  }

  @Override
  public Optional<SecurityGroup> securityGroup(String groupId) {
    Optional<SecurityGroup> known = view.securityGroup(groupId);
    return known.isPresent() || !calls.mayAsk()
        ? known
        : calls.find(() -> ec2.describeSecurityGroups(r -> r.groupIds(groupId)).securityGroups());
  }

  @Override
  public Optional<SecurityGroup> defaultSecurityGroup(String vpcId) {
    Optional<SecurityGroup> known =
        view.securityGroups().stream()
            .filter(each -> vpcId.equals(each.vpcId()) && "default".equals(each.groupName()))
            .findFirst();
    return known.isPresent() || !calls.mayAsk()
        ? known
        : calls.find(
            () ->
                ec2.describeSecurityGroups(
                        r -> r.filters(by("vpc-id", vpcId), by("group-name", "default")))
                    .securityGroups());
  }

  @Override
  public boolean hasInternetGateway(String vpcId) {
    boolean known =
        view.internetGateways().stream()
            .flatMap(gateway -> gateway.attachments().stream())
            .anyMatch(attachment -> vpcId.equals(attachment.vpcId()));
    return known || isInternetGatewayFound(vpcId);
  }

  private boolean isInternetGatewayFound(String vpcId) {
    return calls.mayAsk()
        && calls
            .find(
                () ->
                    ec2.describeInternetGateways(r -> r.filters(by("attachment.vpc-id", vpcId)))
                        .internetGateways())
            .isPresent();
  }

  private static Filter by(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  @Override
  public NetworkInterface create(OwnedInterface wanted) {
    if (wanted.purpose() == Purpose.NETWORK_LOAD_BALANCER && wanted.securityGroupIds().isEmpty()) {
      throw CompletionErrors.unguardedInterface();
    }
    view.writing();
    CreateNetworkInterfaceRequest request =
        CreateNetworkInterfaceRequest.builder()
            .subnetId(wanted.subnetId())
            .description(wanted.description())
            .groups(wanted.securityGroupIds())
            .privateIpAddress(wanted.privateAddress().orElse(null))
            .tagSpecifications(tags(wanted, ResourceType.NETWORK_INTERFACE))
            .build();
    NetworkInterface made = calls.ask(() -> ec2.createNetworkInterface(request)).networkInterface();
    view.put(made);
    try {
      if (wanted.publicAddress() && wanted.allocationId().isPresent()) {
        associate(wanted.allocationId().get(), made);
      } else if (wanted.publicAddress()) {
        giveAddress(made, wanted);
      }
      NetworkInterface described =
          calls.find(() -> interfaces(made.networkInterfaceId())).orElse(made);
      view.put(described);
      return described;
    } catch (AwsError refusal) {
      // Who asked for it is refused and will never delete it.
      delete(made.networkInterfaceId());
      throw refusal;
    }
  }

  private void giveAddress(NetworkInterface made, OwnedInterface wanted) {
    String allocation =
        calls
            .ask(
                () ->
                    ec2.allocateAddress(
                        r ->
                            r.domain(DomainType.VPC)
                                .tagSpecifications(addressTags(wanted, made.vpcId()))))
            .allocationId();
    try {
      associate(allocation, made);
    } catch (AwsError refusal) {
      retries.until(
          "release " + allocation,
          () -> calls.ask(() -> ec2.releaseAddress(r -> r.allocationId(allocation))));
      throw refusal;
    }
  }

  private void associate(String allocation, NetworkInterface with) {
    calls.ask(
        () ->
            ec2.associateAddress(
                r -> r.allocationId(allocation).networkInterfaceId(with.networkInterfaceId())));
  }

  @Override
  public Optional<Address> address(String allocationId) {
    return calls.mayAsk()
        ? calls.find(() -> ec2.describeAddresses(r -> r.allocationIds(allocationId)).addresses())
        : Optional.empty();
  }

  @Override
  public void giveBack(String networkInterfaceId) {
    retries.until(
        "give back the addresses of " + networkInterfaceId,
        () -> {
          view.writing();
          addresses(networkInterfaceId).forEach(this::release);
        });
  }

  private static TagSpecification tags(OwnedInterface wanted, ResourceType type) {
    Map<String, String> all = new TreeMap<>(wanted.tags());
    all.put(OWNER_TAG, wanted.owner());
    return specification(type, all);
  }

  /** An address belongs to no network: whoever clears one away finds it by this. */
  private static TagSpecification addressTags(OwnedInterface wanted, String vpcId) {
    return specification(
        ResourceType.ELASTIC_IP, Map.of(OWNER_TAG, wanted.owner(), VPC_TAG, vpcId));
  }

  private static TagSpecification specification(ResourceType type, Map<String, String> all) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(
            all.entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList())
        .build();
  }

  private List<NetworkInterface> interfaces(String id) {
    return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(id)).networkInterfaces();
  }

  @Override
  public void delete(String networkInterfaceId) {
    retries.until(
        "delete " + networkInterfaceId,
        () -> {
          view.writing();
          addresses(networkInterfaceId).forEach(this::release);
          calls.unlessGone(
              () -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(networkInterfaceId)));
          view.remove(networkInterfaceId);
        });
  }

  private List<Address> addresses(String networkInterfaceId) {
    return calls
        .ask(
            () ->
                ec2.describeAddresses(
                    r -> r.filters(by("network-interface-id", networkInterfaceId))))
        .addresses();
  }

  /** The address that {@link #create} gave is given back; those of others are not ours to. */
  private void release(Address address) {
    if (address.associationId() != null) {
      calls.unlessGone(
          () -> ec2.disassociateAddress(r -> r.associationId(address.associationId())));
    }
    if (address.tags().stream().anyMatch(tag -> OWNER_TAG.equals(tag.key()))) {
      calls.unlessGone(() -> ec2.releaseAddress(r -> r.allocationId(address.allocationId())));
    }
  }

  /** From the view alone: clients ask for every request, and what azdrill made is in the view. */
  @Override
  public Optional<NetworkInterface> networkInterface(String networkInterfaceId) {
    return view.networkInterface(networkInterfaceId);
  }

  @Override
  public void secure(String networkInterfaceId, List<String> securityGroupIds) {
    view.writing();
    calls.ask(
        () ->
            ec2.modifyNetworkInterfaceAttribute(
                r -> r.networkInterfaceId(networkInterfaceId).groups(securityGroupIds)));
    calls.find(() -> interfaces(networkInterfaceId)).ifPresent(view::put);
  }
}
