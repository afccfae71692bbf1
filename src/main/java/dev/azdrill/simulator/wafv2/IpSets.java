package dev.azdrill.simulator.wafv2;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.wafv2.model.CreateIpSetRequest;
import software.amazon.awssdk.services.wafv2.model.CreateIpSetResponse;
import software.amazon.awssdk.services.wafv2.model.DeleteIpSetRequest;
import software.amazon.awssdk.services.wafv2.model.DeleteIpSetResponse;
import software.amazon.awssdk.services.wafv2.model.GetIpSetRequest;
import software.amazon.awssdk.services.wafv2.model.GetIpSetResponse;
import software.amazon.awssdk.services.wafv2.model.IPAddressVersion;
import software.amazon.awssdk.services.wafv2.model.IPSet;
import software.amazon.awssdk.services.wafv2.model.IPSetSummary;
import software.amazon.awssdk.services.wafv2.model.ListIpSetsRequest;
import software.amazon.awssdk.services.wafv2.model.ListIpSetsResponse;
import software.amazon.awssdk.services.wafv2.model.UpdateIpSetRequest;
import software.amazon.awssdk.services.wafv2.model.UpdateIpSetResponse;

/**
 * Sets of addresses that statements of web ACLs refer to. What is changed in one holds at once for
 * each web ACL that refers to it.
 *
 * <p>Source: WAFV2 API Reference, "IPSet", "CreateIPSet", "UpdateIPSet".
 */
final class IpSets {
  private static final int ADDRESSES_MAX = 10_000;

  /**
   * A set.
   *
   * @param blocks its addresses
   * @param tags by key; changed in place
   */
  private record Known(IPSet set, List<Cidr> blocks, String lockToken, Map<String, String> tags) {
    IPSetSummary summarise() {
      return IPSetSummary.builder()
          .name(set.name())
          .id(set.id())
          .arn(set.arn())
          .description(set.description())
          .lockToken(lockToken)
          .build();
    }
  }

  private final World world;
  private final Map<String, Known> sets = new LinkedHashMap<>();

  IpSets(World world) {
    this.world = world;
  }

  /**
   * Enters its operations.
   *
   * @param isReferredTo whether a web ACL refers to the set with this ARN
   */
  void enter(Operations.Page page, Predicate<String> isReferredTo) {
    page.write("CreateIPSet", CreateIpSetRequest::builder, this::create);
    page.read("GetIPSet", GetIpSetRequest::builder, this::get);
    page.write("UpdateIPSet", UpdateIpSetRequest::builder, this::update);
    page.write(
        "DeleteIPSet", DeleteIpSetRequest::builder, request -> delete(request, isReferredTo));
    page.read("ListIPSets", ListIpSetsRequest::builder, this::list);
  }

  /** Takes over a set that stands elsewhere. */
  void adopt(IPSet described) {
    String arn = Adoption.required(described.arn(), "ARN");
    Adoption.required(described.name(), "Name");
    Adoption.required(described.id(), "Id");
    Adoption.required(described.ipAddressVersion(), "IPAddressVersion");
    List<Cidr> blocks =
        described.ipAddressVersion() == IPAddressVersion.IPV4
            ? described.addresses().stream().map(IpSets::adopted).toList()
            : List.of();
    sets.put(arn, new Known(described, blocks, world.ids().uuid(), new LinkedHashMap<>()));
  }

  private static Cidr adopted(String address) {
    return Cidr.parse(address)
        .orElseThrow(() -> new Adoption.NotAdopted("its address " + address + " is no block"));
  }

  boolean exists(String arn) {
    return sets.containsKey(arn);
  }

  /** Whether an address is in the set with this ARN. */
  boolean contains(String arn, String address) {
    Known known = sets.get(arn);
    return known != null && known.blocks().stream().anyMatch(each -> each.contains(address));
  }

  /** The tags of the set with this ARN, to be changed in place; empty where there is none. */
  Optional<Map<String, String>> tags(String arn) {
    return Optional.ofNullable(sets.get(arn)).map(Known::tags);
  }

  private CreateIpSetResponse create(CreateIpSetRequest request) {
    WebAclRules.checkScope(request.scope(), request.scopeAsString());
    if (request.ipAddressVersion() != IPAddressVersion.IPV4) {
      throw WafErrors.ipVersionNotSimulated(request.ipAddressVersionAsString());
    }
    List<Cidr> blocks = blocks(request.addresses());
    if (sets.values().stream().anyMatch(each -> each.set().name().equals(request.name()))) {
      throw WafErrors.itemExists();
    }
    String id = world.ids().uuid();
    IPSet set =
        IPSet.builder()
            .name(request.name())
            .id(id)
            .arn(world.place().arn(Service.WAFV2, "regional/ipset/" + request.name() + "/" + id))
            .description(request.description())
            .ipAddressVersion(request.ipAddressVersion())
            .addresses(List.copyOf(request.addresses()))
            .build();
    Known known = new Known(set, blocks, world.ids().uuid(), new LinkedHashMap<>());
    request.tags().forEach(tag -> known.tags().put(tag.key(), tag.value()));
    sets.put(set.arn(), known);
    return CreateIpSetResponse.builder().summary(known.summarise()).build();
  }

  private static List<Cidr> blocks(List<String> addresses) {
    if (addresses.size() > ADDRESSES_MAX) {
      throw WafErrors.tooManyAddresses(ADDRESSES_MAX);
    }
    return addresses.stream().map(IpSets::block).toList();
  }

  /** Any block but that of all addresses. */
  private static Cidr block(String text) {
    return Cidr.parse(text)
        .filter(each -> each.prefix() > 0)
        .orElseThrow(() -> WafErrors.ipAddressInvalid(text));
  }

  private GetIpSetResponse get(GetIpSetRequest request) {
    Known known = one(request.name(), request.id());
    return GetIpSetResponse.builder().ipSet(known.set()).lockToken(known.lockToken()).build();
  }

  private UpdateIpSetResponse update(UpdateIpSetRequest request) {
    Known known = locked(request.name(), request.id(), request.lockToken());
    List<Cidr> blocks = blocks(request.addresses());
    IPSet changed =
        known.set().toBuilder()
            .description(request.description())
            .addresses(List.copyOf(request.addresses()))
            .build();
    Known next = new Known(changed, blocks, world.ids().uuid(), known.tags());
    sets.put(changed.arn(), next);
    return UpdateIpSetResponse.builder().nextLockToken(next.lockToken()).build();
  }

  private DeleteIpSetResponse delete(DeleteIpSetRequest request, Predicate<String> isReferredTo) {
    Known known = locked(request.name(), request.id(), request.lockToken());
    if (isReferredTo.test(known.set().arn())) {
      throw WafErrors.itemInUse();
    }
    sets.remove(known.set().arn());
    return DeleteIpSetResponse.builder().build();
  }

  private ListIpSetsResponse list(ListIpSetsRequest request) {
    WebAclRules.checkScope(request.scope(), request.scopeAsString());
    Page<IPSetSummary> page =
        Page.cut(
            sets.values().stream().map(Known::summarise).toList(),
            request.nextMarker(),
            request.limit(),
            WafErrors.INVALID_NEXT_TOKEN);
    return ListIpSetsResponse.builder().ipSets(page.items()).nextMarker(page.next()).build();
  }

  private Known locked(String name, String id, String lockToken) {
    Known known = one(name, id);
    if (!known.lockToken().equals(lockToken)) {
      throw WafErrors.itemChanged();
    }
    return known;
  }

  private Known one(String name, String id) {
    return sets.values().stream()
        .filter(each -> each.set().name().equals(name) && each.set().id().equals(id))
        .findFirst()
        .orElseThrow(WafErrors::itemNotFound);
  }
}
