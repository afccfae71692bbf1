package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.CreateManagedPrefixListRequest;
import software.amazon.awssdk.services.ec2.model.CreateManagedPrefixListResponse;
import software.amazon.awssdk.services.ec2.model.DeleteManagedPrefixListRequest;
import software.amazon.awssdk.services.ec2.model.DeleteManagedPrefixListResponse;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesRequest;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesResponse;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.ModifyManagedPrefixListRequest;
import software.amazon.awssdk.services.ec2.model.ModifyManagedPrefixListResponse;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.PrefixListState;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * The managed prefix lists: those of AWS, and those that users make. A security group rule or a
 * route that names one is about the addresses that the list has at the time.
 *
 * <p>Source: Amazon EC2 API Reference, "CreateManagedPrefixList" and its neighbours.
 */
final class PrefixLists {
  private static final int ENTRIES_MAX = 1_000;
  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "pl",
          "prefixListId",
          "InvalidPrefixListId.Malformed",
          "InvalidPrefixListID.NotFound",
          "The prefix list ID '%s' does not exist");

  private final DescribeFilters<ManagedPrefixList> filters;
  private final Map<String, PrefixList> lists = new LinkedHashMap<>();
  private final List<Predicate<String>> users = new ArrayList<>();
  private final World world;
  private final ResourceTags tags;

  PrefixLists(World world, ResourceTags tags) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.filters =
        new DescribeFilters<ManagedPrefixList>()
            .on("owner-id", ManagedPrefixList::ownerId)
            .on("prefix-list-id", ManagedPrefixList::prefixListId)
            .on("prefix-list-name", ManagedPrefixList::prefixListName)
            .onTags(list -> tags.of(list.prefixListId()));
    PublishedPrefixLists.all()
        .lists()
        .forEach(published -> lists.put(published.id(), published.list()));
  }

  void enter(Operations.Page page) {
    page.write("CreateManagedPrefixList", CreateManagedPrefixListRequest::builder, this::create);
    page.write("ModifyManagedPrefixList", ModifyManagedPrefixListRequest::builder, this::modify);
    page.write("DeleteManagedPrefixList", DeleteManagedPrefixListRequest::builder, this::delete);
    page.read(
        "DescribeManagedPrefixLists", DescribeManagedPrefixListsRequest::builder, this::describe);
    page.read(
        "GetManagedPrefixListEntries", GetManagedPrefixListEntriesRequest::builder, this::entries);
    page.read("DescribePrefixLists", DescribePrefixListsRequest::builder, this::describeServices);
  }

  /** Somebody who may name lists: a list that is named cannot be deleted. */
  void usedBy(Predicate<String> user) {
    users.add(user);
  }

  /** The list with this id, or AWS's refusal. */
  PrefixList one(@Nullable String id) {
    return NOUN.one(id, lists);
  }

  /** The list that AWS manages for a service; empty where it has none. */
  Optional<PrefixList> ofService(String name) {
    return lists.values().stream()
        .filter(each -> each.owner().equals(PublishedPrefixLists.OWNER))
        .filter(each -> each.name().equals(name))
        .findFirst();
  }

  /** Those that a rule or a route names. */
  List<PrefixList> named() {
    return lists.values().stream().filter(list -> isNamed(list.id())).toList();
  }

  private boolean isNamed(String id) {
    return users.stream().anyMatch(user -> user.test(id));
  }

  /**
   * Takes over a list of which nothing but its entries is told: it is called by its id, and is the
   * account's own, unless AWS has published it.
   */
  void adopt(String id, List<PrefixListEntry> described) {
    Map<Cidr, String> blocks = new LinkedHashMap<>();
    for (PrefixListEntry each : described) {
      blocks.put(
          DescribedValues.block(each.cidr(), "Cidr"),
          each.description() == null ? "" : each.description());
    }
    PrefixList known = lists.get(id);
    if (known == null) {
      tags.adopt(ResourceType.PREFIX_LIST, id, List.of());
      lists.put(
          id,
          new PrefixList(id, world.place().account(), id, 0, Math.max(1, blocks.size()), blocks));
    } else if (!known.blocks().equals(blocks)) {
      known.next(blocks);
    }
    world.network().changed();
  }

  /** Whether it is a list that AWS manages for a service. */
  boolean isOfService(String id) {
    return has(id) && one(id).owner().equals(PublishedPrefixLists.OWNER);
  }

  boolean has(String id) {
    return lists.containsKey(id);
  }

  private CreateManagedPrefixListResponse create(CreateManagedPrefixListRequest request) {
    if (!"IPv4".equals(request.addressFamily())) {
      throw PrefixListErrors.addressFamilyNotSimulated(request.addressFamily());
    }
    checkName(request.prefixListName());
    int max = checkedMax(request.maxEntries());
    Map<Cidr, String> blocks = with(Map.of(), request.entries());
    checkSize(blocks, max);
    String id = world.ids().next("pl");
    tags.create(ResourceType.PREFIX_LIST, id, request.tagSpecifications());
    PrefixList list =
        new PrefixList(id, world.place().account(), request.prefixListName(), 0, max, blocks);
    lists.put(id, list);
    world.network().changed();
    return CreateManagedPrefixListResponse.builder().prefixList(shown(list)).build();
  }

  private ModifyManagedPrefixListResponse modify(ModifyManagedPrefixListRequest request) {
    PrefixList list = own(request.prefixListId());
    Long current = request.currentVersion();
    boolean changesEntries = request.hasAddEntries() || request.hasRemoveEntries();
    if (current != null && current != list.version()) {
      throw PrefixListErrors.prefixListVersionMismatch(list.id(), list.version());
    }
    if (request.maxEntries() != null && changesEntries) {
      throw PrefixListErrors.prefixListSizeWithEntries();
    }
    if (request.prefixListName() != null) {
      checkName(request.prefixListName());
    }
    int max = request.maxEntries() == null ? list.maxEntries() : checkedMax(request.maxEntries());
    Map<Cidr, String> blocks = new LinkedHashMap<>(list.blocks());
    request
        .removeEntries()
        .forEach(
            each -> {
              Cidr block = block(each.cidr());
              if (blocks.remove(block) == null) {
                throw PrefixListErrors.prefixListEntryNotFound(list.id(), block.toString());
              }
            });
    Map<Cidr, String> next = with(blocks, request.addEntries());
    checkSize(next, max);
    if (request.prefixListName() != null) {
      list.name(request.prefixListName());
    }
    list.maxEntries(max);
    if (changesEntries) {
      list.next(next);
    }
    world.network().changed();
    return ModifyManagedPrefixListResponse.builder().prefixList(shown(list)).build();
  }

  private DeleteManagedPrefixListResponse delete(DeleteManagedPrefixListRequest request) {
    PrefixList list = own(request.prefixListId());
    if (isNamed(list.id())) {
      throw PrefixListErrors.prefixListInUse(list.id());
    }
    ManagedPrefixList last = shown(list).toBuilder().state(PrefixListState.DELETE_COMPLETE).build();
    lists.remove(list.id());
    tags.forget(list.id());
    world.network().changed();
    return DeleteManagedPrefixListResponse.builder().prefixList(last).build();
  }

  private PrefixList own(String id) {
    PrefixList list = one(id);
    if (list.owner().equals(PublishedPrefixLists.OWNER)) {
      throw PrefixListErrors.prefixListOfAws(id);
    }
    return list;
  }

  private static void checkName(String name) {
    if (name.startsWith("com.amazonaws")) {
      throw Ec2Errors.invalidParameterValue(name, "PrefixListName");
    }
  }

  private static int checkedMax(@Nullable Integer max) {
    if (max == null) {
      throw Ec2Errors.missingParameter("MaxEntries");
    }
    if (max < 1 || max > ENTRIES_MAX) {
      throw Ec2Errors.invalidParameterValue(max, "MaxEntries");
    }
    return max;
  }

  private static void checkSize(Map<Cidr, String> blocks, int max) {
    if (blocks.size() > max) {
      throw PrefixListErrors.prefixListMaxEntriesExceeded(max);
    }
  }

  private static Map<Cidr, String> with(Map<Cidr, String> blocks, List<AddPrefixListEntry> more) {
    Map<Cidr, String> all = new LinkedHashMap<>(blocks);
    for (AddPrefixListEntry each : more) {
      String description = each.description() == null ? "" : each.description();
      if (all.put(block(each.cidr()), description) != null
          && !blocks.containsKey(block(each.cidr()))) {
        throw PrefixListErrors.prefixListEntryRepeated(each.cidr());
      }
    }
    return all;
  }

  private static Cidr block(@Nullable String text) {
    if (text == null) {
      throw Ec2Errors.missingParameter("Cidr");
    }
    return Cidr.parse(text).orElseThrow(() -> Ec2Errors.invalidCidr(text, "Cidr"));
  }

  private DescribeManagedPrefixListsResponse describe(DescribeManagedPrefixListsRequest request) {
    List<ManagedPrefixList> all =
        NOUN.all(request.prefixListIds(), lists).stream().map(this::shown).toList();
    Page<ManagedPrefixList> page =
        DescribeParameters.page(
            filters.apply(all, DescribeParameters.by(request.filters())),
            request.prefixListIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeManagedPrefixListsResponse.builder()
        .prefixLists(page.items())
        .nextToken(page.next())
        .build();
  }

  private GetManagedPrefixListEntriesResponse entries(GetManagedPrefixListEntriesRequest request) {
    PrefixList list = one(request.prefixListId());
    Long version = request.targetVersion();
    List<PrefixListEntry> all =
        version == null
            ? list.entries()
            : list.entries(version)
                .orElseThrow(() -> Ec2Errors.invalidParameterValue(version, "TargetVersion"));
    Page<PrefixListEntry> page =
        Page.cut(all, request.nextToken(), request.maxResults(), Ec2Errors.INVALID_NEXT_TOKEN);
    return GetManagedPrefixListEntriesResponse.builder()
        .entries(page.items())
        .nextToken(page.next())
        .build();
  }

  /** The older operation: the lists of services that have gateway endpoints. */
  private DescribePrefixListsResponse describeServices(DescribePrefixListsRequest request) {
    DescribeFilters<software.amazon.awssdk.services.ec2.model.PrefixList> chosen =
        new DescribeFilters<software.amazon.awssdk.services.ec2.model.PrefixList>()
            .on("prefix-list-id", each -> each.prefixListId())
            .on("prefix-list-name", each -> each.prefixListName());
    List<software.amazon.awssdk.services.ec2.model.PrefixList> all =
        NOUN.all(request.prefixListIds(), lists).stream()
            .filter(each -> each.owner().equals(PublishedPrefixLists.OWNER))
            .map(
                each ->
                    software.amazon.awssdk.services.ec2.model.PrefixList.builder()
                        .prefixListId(each.id())
                        .prefixListName(each.name())
                        .cidrs(each.blocks().keySet().stream().map(Cidr::toString).toList())
                        .build())
            .toList();
    Page<software.amazon.awssdk.services.ec2.model.PrefixList> page =
        DescribeParameters.page(
            chosen.apply(all, DescribeParameters.by(request.filters())),
            request.prefixListIds(),
            request.nextToken(),
            request.maxResults());
    return DescribePrefixListsResponse.builder()
        .prefixLists(page.items())
        .nextToken(page.next())
        .build();
  }

  private ManagedPrefixList shown(PrefixList list) {
    boolean own = !list.owner().equals(PublishedPrefixLists.OWNER);
    String account = own ? list.owner() : "aws";
    return ManagedPrefixList.builder()
        .prefixListId(list.id())
        .prefixListName(list.name())
        .prefixListArn(
            "arn:aws:ec2:" + world.place().region() + ":" + account + ":prefix-list/" + list.id())
        .addressFamily("IPv4")
        .state(PrefixListState.CREATE_COMPLETE)
        .maxEntries(own ? list.maxEntries() : null)
        .version(own ? (long) list.version() : null)
        .ownerId(list.owner())
        .tags(tags.list(list.id()))
        .build();
  }
}
