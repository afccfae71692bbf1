package dev.azdrill.simulator.wafv2;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.WebAcls;
import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.wafv2.model.AssociateWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.AssociateWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.CreateWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.CreateWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.DeleteWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.DeleteWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.DisassociateWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.DisassociateWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.GetWebAclForResourceRequest;
import software.amazon.awssdk.services.wafv2.model.GetWebAclForResourceResponse;
import software.amazon.awssdk.services.wafv2.model.GetWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.GetWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.IPSet;
import software.amazon.awssdk.services.wafv2.model.ListResourcesForWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.ListResourcesForWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.wafv2.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.wafv2.model.ListWebAcLsRequest;
import software.amazon.awssdk.services.wafv2.model.ListWebAcLsResponse;
import software.amazon.awssdk.services.wafv2.model.ResourceType;
import software.amazon.awssdk.services.wafv2.model.Tag;
import software.amazon.awssdk.services.wafv2.model.TagInfoForResource;
import software.amazon.awssdk.services.wafv2.model.TagResourceRequest;
import software.amazon.awssdk.services.wafv2.model.TagResourceResponse;
import software.amazon.awssdk.services.wafv2.model.UntagResourceRequest;
import software.amazon.awssdk.services.wafv2.model.UntagResourceResponse;
import software.amazon.awssdk.services.wafv2.model.UpdateWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.UpdateWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.WebACL;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

/** AWS WAF with regional web ACLs in front of application load balancers. */
public final class WebApplicationFirewall implements WebAcls {
  private static final Pattern NAME = Pattern.compile("[\\w-]{1,128}");

  /** What WAF needs to know of the resources that it protects. */
  public interface Protected {
    /** Whether there is such a resource. */
    boolean exists(String resourceArn);

    /** Whether it is ready to be protected. */
    boolean isReady(String resourceArn);
  }

  private static final int TAGS_MAX = 50;

  private final World world;
  private final Protected resources;
  private final IpSets sets;
  private final Statements statements;
  private final Map<String, WebAclRecord> acls = new LinkedHashMap<>();

  /** Web ACL by the resource that it protects. */
  private final Map<String, WebAclRecord> associations = new LinkedHashMap<>();

  public WebApplicationFirewall(World world, Protected resources) {
    this.world = world;
    this.resources = resources;
    this.sets = new IpSets(world);
    this.statements = new Statements(sets);
    Operations.Page page = world.operations().of(Service.WAFV2);
    enter(page);
    sets.enter(page, this::isReferredTo);
  }

  /**
   * Takes over the web ACLs that protect load balancers that stand elsewhere, and the sets of
   * addresses to which they refer. How often each client has asked there is not described: rate
   * rules begin to count anew.
   */
  public void adopt(Adoption adoption) {
    adoption.each(Kind.IP_SET, IPSet::arn, sets::adopt);
    adoption.eachOwned(Kind.WEB_ACL, WebACL::arn, this::adopt);
  }

  private void adopt(String resourceArn, WebACL described) {
    String arn = Adoption.required(described.arn(), "ARN");
    Adoption.required(described.name(), "Name");
    Adoption.required(described.id(), "Id");
    WebAclRules.checkSimulated(described, statements);
    if (!resources.exists(resourceArn)) {
      throw new Adoption.NotAdopted(
          "load balancer " + resourceArn + ", which it protects, was not taken over");
    }
    WebAclRecord acl =
        acls.computeIfAbsent(arn, a -> new WebAclRecord(described, world.ids().uuid()));
    associations.put(resourceArn, acl);
  }

  private void enter(Operations.Page page) {
    page.write("CreateWebACL", CreateWebAclRequest::builder, this::create);
    page.read("GetWebACL", GetWebAclRequest::builder, this::get);
    page.read("ListWebACLs", ListWebAcLsRequest::builder, this::list);
    page.write("UpdateWebACL", UpdateWebAclRequest::builder, this::update);
    page.write("DeleteWebACL", DeleteWebAclRequest::builder, this::delete);
    page.write("AssociateWebACL", AssociateWebAclRequest::builder, this::associate);
    page.write("DisassociateWebACL", DisassociateWebAclRequest::builder, this::disassociate);
    page.read("GetWebACLForResource", GetWebAclForResourceRequest::builder, this::getFor);
    page.read(
        "ListResourcesForWebACL", ListResourcesForWebAclRequest::builder, this::listResources);
    page.write("TagResource", TagResourceRequest::builder, this::tag);
    page.write("UntagResource", UntagResourceRequest::builder, this::untag);
    page.read("ListTagsForResource", ListTagsForResourceRequest::builder, this::listTags);
  }

  private boolean isReferredTo(String ipSetArn) {
    return acls.values().stream()
        .flatMap(acl -> acl.describe().rules().stream())
        .flatMap(rule -> Statements.references(rule.statement()))
        .anyMatch(ipSetArn::equals);
  }

  @Override
  public boolean blocks(String resourceArn, String clientAddress) {
    WebAclRecord acl = associations.get(resourceArn);
    return acl != null && acl.blocks(clientAddress, world.kernel().now(), statements);
  }

  private CreateWebAclResponse create(CreateWebAclRequest request) {
    WebAclRules.checkScope(request.scope(), request.scopeAsString());
    if (!NAME.matcher(request.name()).matches()) {
      throw WafErrors.nameInvalid(request.name());
    }
    WebAclRules.check(request.defaultAction(), request.rules(), statements);
    if (acls.values().stream().anyMatch(acl -> acl.name().equals(request.name()))) {
      throw WafErrors.itemExists();
    }
    String id = world.ids().uuid();
    WebACL settings =
        WebACL.builder()
            .name(request.name())
            .id(id)
            .arn(world.place().arn(Service.WAFV2, "regional/webacl/" + request.name() + "/" + id))
            .description(request.description())
            .defaultAction(request.defaultAction())
            .rules(List.copyOf(request.rules()))
            .visibilityConfig(request.visibilityConfig())
            .capacity(WebAclRules.capacity(request.rules()))
            .customResponseBodies(request.customResponseBodies())
            .managedByFirewallManager(false)
            .labelNamespace("awswaf:" + world.place().account() + ":webacl:" + request.name() + ":")
            .build();
    WebAclRecord acl = new WebAclRecord(settings, world.ids().uuid());
    acl.tags().putAll(tags(request.tags()));
    acls.put(acl.arn(), acl);
    return CreateWebAclResponse.builder().summary(acl.summarise()).build();
  }

  private GetWebAclResponse get(GetWebAclRequest request) {
    WebAclRecord acl =
        request.arn() != null ? acl(request.arn()) : acl(request.name(), request.id());
    return GetWebAclResponse.builder().webACL(acl.describe()).lockToken(acl.lockToken()).build();
  }

  private ListWebAcLsResponse list(ListWebAcLsRequest request) {
    WebAclRules.checkScope(request.scope(), request.scopeAsString());
    Page<WebACLSummary> page =
        Page.cut(
            acls.values().stream().map(WebAclRecord::summarise).toList(),
            request.nextMarker(),
            request.limit(),
            WafErrors.INVALID_NEXT_TOKEN);
    return ListWebAcLsResponse.builder().webACLs(page.items()).nextMarker(page.next()).build();
  }

  private UpdateWebAclResponse update(UpdateWebAclRequest request) {
    WebAclRecord acl = locked(request.name(), request.id(), request.lockToken());
    WebAclRules.check(request.defaultAction(), request.rules(), statements);
    WebACL settings =
        acl.describe().toBuilder()
            .description(request.description())
            .defaultAction(request.defaultAction())
            .rules(List.copyOf(request.rules()))
            .visibilityConfig(request.visibilityConfig())
            .capacity(WebAclRules.capacity(request.rules()))
            .customResponseBodies(request.customResponseBodies())
            .build();
    acl.change(settings, world.ids().uuid());
    return UpdateWebAclResponse.builder().nextLockToken(acl.lockToken()).build();
  }

  private DeleteWebAclResponse delete(DeleteWebAclRequest request) {
    WebAclRecord acl = locked(request.name(), request.id(), request.lockToken());
    if (!resourcesOf(acl).isEmpty()) {
      throw WafErrors.itemInUse();
    }
    acls.remove(acl.arn());
    return DeleteWebAclResponse.builder().build();
  }

  private WebAclRecord locked(String name, String id, String lockToken) {
    WebAclRecord acl = acl(name, id);
    if (!acl.lockToken().equals(lockToken)) {
      throw WafErrors.itemChanged();
    }
    return acl;
  }

  private AssociateWebAclResponse associate(AssociateWebAclRequest request) {
    WebAclRecord acl = acl(request.webACLArn());
    checkResource(request.resourceArn());
    if (!resources.isReady(request.resourceArn())) {
      throw WafErrors.entityUnavailable();
    }
    associations.put(request.resourceArn(), acl);
    return AssociateWebAclResponse.builder().build();
  }

  private DisassociateWebAclResponse disassociate(DisassociateWebAclRequest request) {
    checkResource(request.resourceArn());
    associations.remove(request.resourceArn());
    return DisassociateWebAclResponse.builder().build();
  }

  private GetWebAclForResourceResponse getFor(GetWebAclForResourceRequest request) {
    checkResource(request.resourceArn());
    return GetWebAclForResourceResponse.builder()
        .webACL(
            Optional.ofNullable(associations.get(request.resourceArn()))
                .map(WebAclRecord::describe)
                .orElse(null))
        .build();
  }

  private void checkResource(String arn) {
    if (!resources.exists(arn)) {
      throw WafErrors.itemNotFound();
    }
  }

  private ListResourcesForWebAclResponse listResources(ListResourcesForWebAclRequest request) {
    WebAclRecord acl = acl(request.webACLArn());
    boolean loadBalancers =
        request.resourceType() == null
            || request.resourceType() == ResourceType.APPLICATION_LOAD_BALANCER;
    return ListResourcesForWebAclResponse.builder()
        .resourceArns(loadBalancers ? resourcesOf(acl) : List.of())
        .build();
  }

  /** Those that are still there: an association goes with its resource. */
  private List<String> resourcesOf(WebAclRecord acl) {
    return associations.entrySet().stream()
        .filter(e -> e.getValue() == acl)
        .map(Map.Entry::getKey)
        .filter(resources::exists)
        .toList();
  }

  private TagResourceResponse tag(TagResourceRequest request) {
    Map<String, String> tags = tagsOf(request.resourceARN());
    Map<String, String> all = new LinkedHashMap<>(tags);
    all.putAll(tags(request.tags()));
    if (all.size() > TAGS_MAX) {
      throw WafErrors.tooManyTags(TAGS_MAX);
    }
    tags.putAll(all);
    return TagResourceResponse.builder().build();
  }

  private UntagResourceResponse untag(UntagResourceRequest request) {
    tagsOf(request.resourceARN()).keySet().removeAll(request.tagKeys());
    return UntagResourceResponse.builder().build();
  }

  private ListTagsForResourceResponse listTags(ListTagsForResourceRequest request) {
    List<Tag> tags =
        tagsOf(request.resourceARN()).entrySet().stream()
            .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
            .toList();
    return ListTagsForResourceResponse.builder()
        .tagInfoForResource(
            TagInfoForResource.builder().resourceARN(request.resourceARN()).tagList(tags).build())
        .build();
  }

  private Map<String, String> tagsOf(String arn) {
    return sets.tags(arn).orElseGet(() -> acl(arn).tags());
  }

  private static Map<String, String> tags(List<Tag> wanted) {
    Map<String, String> tags = new LinkedHashMap<>();
    wanted.forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private WebAclRecord acl(String arn) {
    WebAclRecord acl = acls.get(arn);
    if (acl == null) {
      throw WafErrors.itemNotFound();
    }
    return acl;
  }

  private WebAclRecord acl(String name, String id) {
    return acls.values().stream()
        .filter(acl -> acl.name().equals(name) && acl.id().equals(id))
        .findFirst()
        .orElseThrow(WafErrors::itemNotFound);
  }
}
