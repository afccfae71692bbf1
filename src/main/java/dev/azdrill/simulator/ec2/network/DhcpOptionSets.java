package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AssociateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.AssociateDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.CreateDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.CreateDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.NewDhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * DHCP option sets: what instances of a VPC are told when they start. Instances here ask Amazon's
 * name server and no other: a set with name servers of one's own is refused. What else a set says,
 * no application here looks at.
 *
 * <p>Source: Amazon VPC User Guide, "DHCP option sets in Amazon VPC".
 */
final class DhcpOptionSets {
  private static final String NAME_SERVERS = "domain-name-servers";
  private static final String AMAZON = "AmazonProvidedDNS";

  /** In the place of an id: a VPC is to have none. */
  private static final String NONE = "default";

  private static final Set<String> KEYS =
      Set.of(
          NAME_SERVERS,
          "domain-name",
          "ntp-servers",
          "netbios-name-servers",
          "netbios-node-type",
          "ipv6-address-preferred-lease-time");

  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "dopt",
          "dhcpOptionsId",
          "InvalidDhcpOptionsId.Malformed",
          "InvalidDhcpOptionID.NotFound",
          "The dhcpOption ID '%s' does not exist");

  private static final DescribeFilters<DhcpOptions> FILTERS =
      new DescribeFilters<DhcpOptions>()
          .on("dhcp-options-id", DhcpOptions::dhcpOptionsId)
          .on("owner-id", DhcpOptions::ownerId)
          .onMany(
              "key",
              each -> each.dhcpConfigurations().stream().map(DhcpConfiguration::key).toList())
          .onMany(
              "value",
              each ->
                  each.dhcpConfigurations().stream()
                      .flatMap(one -> one.values().stream())
                      .map(AttributeValue::value)
                      .toList())
          .onTags(each -> ResourceTags.byKey(each.tags()));

  private final Map<String, DhcpOptions> sets = new LinkedHashMap<>();
  private final World world;
  private final ResourceTags tags;
  private final String initial;

  DhcpOptionSets(World world, ResourceTags tags) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.initial = world.ids().next("dopt");
    String domain = world.place().region() + ".compute.internal";
    add(
        initial,
        List.of(
            configuration("domain-name", List.of(domain)),
            configuration(NAME_SERVERS, List.of(AMAZON))));
  }

  void enter(Operations.Page page, Vpcs vpcs) {
    page.write("CreateDhcpOptions", CreateDhcpOptionsRequest::builder, this::create);
    page.read("DescribeDhcpOptions", DescribeDhcpOptionsRequest::builder, this::describe);
    page.write(
        "AssociateDhcpOptions",
        AssociateDhcpOptionsRequest::builder,
        (AssociateDhcpOptionsRequest request) -> associate(request, vpcs));
    page.write(
        "DeleteDhcpOptions",
        DeleteDhcpOptionsRequest::builder,
        (DeleteDhcpOptionsRequest request) -> delete(request, vpcs));
  }

  /** The id of the one that a new VPC has. */
  String initial() {
    return initial;
  }

  private CreateDhcpOptionsResponse create(CreateDhcpOptionsRequest request) {
    if (request.dhcpConfigurations().isEmpty()) {
      throw Ec2Errors.missingParameter("dhcpConfiguration");
    }
    List<DhcpConfiguration> asked = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (NewDhcpConfiguration each : request.dhcpConfigurations()) {
      asked.add(asked(each));
      if (!keys.add(each.key())) {
        throw DhcpOptionErrors.duplicate(each.key());
      }
    }
    String id = world.ids().next("dopt");
    tags.create(ResourceType.DHCP_OPTIONS, id, request.tagSpecifications());
    add(id, asked);
    world.network().changed();
    return CreateDhcpOptionsResponse.builder().dhcpOptions(view(NOUN.one(id, sets))).build();
  }

  private static DhcpConfiguration asked(NewDhcpConfiguration one) {
    if (one.key() == null || !KEYS.contains(one.key())) {
      throw DhcpOptionErrors.unknown(one.key());
    }
    if (one.values().isEmpty()) {
      throw DhcpOptionErrors.withoutValues(one.key());
    }
    if (one.key().equals(NAME_SERVERS) && !one.values().equals(List.of(AMAZON))) {
      throw DhcpOptionErrors.otherNameServers(one.values());
    }
    return configuration(one.key(), one.values());
  }

  private static DhcpConfiguration configuration(String key, List<String> values) {
    return DhcpConfiguration.builder()
        .key(key)
        .values(values.stream().map(each -> AttributeValue.builder().value(each).build()).toList())
        .build();
  }

  private void add(String id, List<DhcpConfiguration> configurations) {
    sets.put(
        id,
        DhcpOptions.builder()
            .dhcpOptionsId(id)
            .ownerId(world.place().account())
            .dhcpConfigurations(configurations)
            .build());
  }

  private DescribeDhcpOptionsResponse describe(DescribeDhcpOptionsRequest request) {
    List<DhcpOptions> wanted =
        NOUN.all(request.dhcpOptionsIds(), sets).stream().map(this::view).toList();
    Page<DhcpOptions> page =
        DescribeParameters.page(
            FILTERS.apply(wanted, DescribeParameters.by(request.filters())),
            request.dhcpOptionsIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeDhcpOptionsResponse.builder()
        .dhcpOptions(page.items())
        .nextToken(page.next())
        .build();
  }

  private AssociateDhcpOptionsResponse associate(AssociateDhcpOptionsRequest request, Vpcs vpcs) {
    String id = request.dhcpOptionsId();
    vpcs.tell(request.vpcId(), NONE.equals(id) ? NONE : NOUN.one(id, sets).dhcpOptionsId());
    return AssociateDhcpOptionsResponse.builder().build();
  }

  private DeleteDhcpOptionsResponse delete(DeleteDhcpOptionsRequest request, Vpcs vpcs) {
    String id = NOUN.one(request.dhcpOptionsId(), sets).dhcpOptionsId();
    if (vpcs.all().stream().anyMatch(each -> id.equals(each.dhcpOptionsId()))) {
      throw Ec2Errors.resourceInUse("dhcpOptions", id);
    }
    sets.remove(id);
    tags.forget(id);
    world.network().changed();
    return DeleteDhcpOptionsResponse.builder().build();
  }

  private DhcpOptions view(DhcpOptions one) {
    return one.toBuilder().tags(tags.list(one.dhcpOptionsId())).build();
  }
}
