package dev.azdrill.simulator.elbv2;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Certificates;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.MutualAuthenticationAttributes;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/** The operations on listeners. Every listener has a default rule, which is its default actions. */
final class Listeners {
  private final ElbRegistry catalogue;
  private final Arns arns;
  private final ElbTags tags;
  private final ListenerActions actions;
  private final ListenerChecks checks;
  private final TargetHealthChecks healthChecks;
  private final Map<String, Attributes> attributes = new HashMap<>();

  Listeners(
      ElbRegistry catalogue,
      Arns arns,
      ElbTags tags,
      Certificates certificates,
      TargetHealthChecks healthChecks) {
    this.catalogue = catalogue;
    this.arns = arns;
    this.tags = tags;
    this.actions = new ListenerActions(catalogue);
    this.checks = new ListenerChecks(catalogue, certificates);
    this.healthChecks = healthChecks;
  }

  void enter(Operations.Page page) {
    page.write("CreateListener", CreateListenerRequest::builder, this::create);
    page.read("DescribeListeners", DescribeListenersRequest::builder, this::describe);
    page.write("ModifyListener", ModifyListenerRequest::builder, this::modify);
    page.write("DeleteListener", DeleteListenerRequest::builder, this::delete);
    page.read(
        "DescribeListenerCertificates",
        DescribeListenerCertificatesRequest::builder,
        this::describeCertificates);
    page.read(
        "DescribeListenerAttributes",
        DescribeListenerAttributesRequest::builder,
        this::describeAttributes);
    page.write(
        "ModifyListenerAttributes",
        ModifyListenerAttributesRequest::builder,
        this::modifyAttributes);
  }

  /**
   * Takes over those that stand elsewhere, with their default rules. Their attributes are not
   * described, and so are those that AWS sets by default.
   */
  void adopt(Adoption adoption) {
    adoption.each(
        Kind.LISTENER, Listener::listenerArn, described -> adopt(adoption.from(), described));
  }

  private void adopt(Inventory from, Listener described) {
    String arn = Adoption.required(described.listenerArn(), "ListenerArn");
    Arns.Type.LISTENER.check(arn);
    String of = Adoption.required(described.loadBalancerArn(), "LoadBalancerArn");
    Balancer balancer =
        catalogue.findBalancer(of).orElseThrow(() -> Arns.restingOn(Arns.Type.LOAD_BALANCER, of));
    MutualAuthenticationAttributes mutual = described.mutualAuthentication();
    if (mutual != null && mutual.mode() != null && !mutual.mode().equals("off")) {
      throw new Adoption.NotAdopted(
          "its mutual authentication is " + mutual.mode() + ", and clients have no certificates");
    }
    Listener whole = checks.checked(balancer, described);
    List<Action> defaultActions =
        actions.adopted(balancer, whole.protocol(), described.defaultActions());
    Listener listener = whole.toBuilder().defaultActions(defaultActions).build();
    String defaultRule =
        from.of(Kind.RULE, arn).stream()
            .filter(rule -> Boolean.TRUE.equals(rule.isDefault()))
            .flatMap(rule -> Optional.ofNullable(rule.ruleArn()).stream())
            .findFirst()
            .orElseGet(() -> arns.rule(arn));
    put(listener, defaultRule);
  }

  private void put(Listener listener, String defaultRuleArn) {
    catalogue.put(listener);
    catalogue.put(listener.listenerArn(), defaultRule(defaultRuleArn, listener.defaultActions()));
  }

  private CreateListenerResponse create(CreateListenerRequest request) {
    Balancer balancer = catalogue.balancer(request.loadBalancerArn());
    Map<String, String> wantedTags = ElbTags.checked(request.tags());
    Listener wanted =
        Listener.builder()
            .loadBalancerArn(balancer.arn())
            .port(request.port())
            .protocol(request.protocolAsString())
            .sslPolicy(request.sslPolicy())
            .certificates(request.certificates())
            .alpnPolicy(request.alpnPolicy())
            .build();
    Listener bare = checks.checked(balancer, wanted);
    List<Action> defaultActions =
        actions.checked(balancer, bare.protocol(), request.defaultActions());
    String arn = arns.listener(balancer.arn());
    Listener listener = bare.toBuilder().listenerArn(arn).defaultActions(defaultActions).build();
    put(listener, arns.rule(arn));
    tags.create(arn, wantedTags);
    healthChecks.look();
    return CreateListenerResponse.builder().listeners(listener).build();
  }

  private static Rule defaultRule(String arn, List<Action> actions) {
    return Rule.builder()
        .ruleArn(arn)
        .priority("default")
        .isDefault(true)
        .conditions(List.of())
        .actions(actions)
        .build();
  }

  private ModifyListenerResponse modify(ModifyListenerRequest request) {
    Listener now = catalogue.listener(request.listenerArn());
    Balancer balancer = catalogue.balancer(now.loadBalancerArn());
    Listener.Builder wanted = now.toBuilder();
    if (request.port() != null) {
      wanted.port(request.port());
    }
    if (request.protocol() != null) {
      wanted.protocol(request.protocolAsString());
      if (!ListenerChecks.isSecure(request.protocol())) {
        wanted.sslPolicy(null).certificates(List.of()).alpnPolicy(List.of());
      }
    }
    if (request.sslPolicy() != null) {
      wanted.sslPolicy(request.sslPolicy());
    }
    if (request.hasCertificates()) {
      wanted.certificates(request.certificates());
    }
    if (request.hasAlpnPolicy()) {
      wanted.alpnPolicy(request.alpnPolicy());
    }
    Listener bare = checks.checked(balancer, wanted.build());
    List<Action> defaultActions =
        actions.checked(
            balancer,
            bare.protocol(),
            request.hasDefaultActions() ? request.defaultActions() : now.defaultActions());
    Listener listener = bare.toBuilder().defaultActions(defaultActions).build();
    if (listener.protocol() != now.protocol()) {
      attributes.remove(listener.listenerArn());
    }
    catalogue.put(listener);
    catalogue.rulesOf(listener.listenerArn()).stream()
        .filter(Rule::isDefault)
        .map(rule -> defaultRule(rule.ruleArn(), listener.defaultActions()))
        .forEach(rule -> catalogue.put(listener.listenerArn(), rule));
    healthChecks.look();
    return ModifyListenerResponse.builder().listeners(listener).build();
  }

  private DeleteListenerResponse delete(DeleteListenerRequest request) {
    Listener listener = catalogue.listener(request.listenerArn());
    catalogue.rulesOf(listener.listenerArn()).forEach(rule -> tags.forget(rule.ruleArn()));
    tags.forget(listener.listenerArn());
    attributes.remove(listener.listenerArn());
    catalogue.remove(listener);
    healthChecks.look();
    return DeleteListenerResponse.builder().build();
  }

  private DescribeListenersResponse describe(DescribeListenersRequest request) {
    List<Listener> wanted = new ArrayList<>();
    if (!request.listenerArns().isEmpty()) {
      request.listenerArns().forEach(arn -> wanted.add(catalogue.listener(arn)));
    } else if (request.loadBalancerArn() != null) {
      wanted.addAll(catalogue.listenersOf(catalogue.balancer(request.loadBalancerArn())));
    } else {
      throw ListenerErrors.listenersNotNamed();
    }
    Page<Listener> page =
        Page.cut(
            wanted,
            request.marker(),
            request.pageSize(),
            ElasticLoadBalancingErrors.INVALID_NEXT_TOKEN);
    return DescribeListenersResponse.builder()
        .listeners(page.items())
        .nextMarker(page.next())
        .build();
  }

  private DescribeListenerCertificatesResponse describeCertificates(
      DescribeListenerCertificatesRequest request) {
    Listener listener = catalogue.listener(request.listenerArn());
    Page<Certificate> page =
        Page.cut(
            listener.certificates().stream()
                .map(certificate -> certificate.toBuilder().isDefault(true).build())
                .toList(),
            request.marker(),
            request.pageSize(),
            ElasticLoadBalancingErrors.INVALID_NEXT_TOKEN);
    return DescribeListenerCertificatesResponse.builder()
        .certificates(page.items())
        .nextMarker(page.next())
        .build();
  }

  private DescribeListenerAttributesResponse describeAttributes(
      DescribeListenerAttributesRequest request) {
    return DescribeListenerAttributesResponse.builder()
        .attributes(list(attributesOf(request.listenerArn())))
        .build();
  }

  private ModifyListenerAttributesResponse modifyAttributes(
      ModifyListenerAttributesRequest request) {
    Attributes of = attributesOf(request.listenerArn());
    Map<String, String> wanted = new LinkedHashMap<>();
    request.attributes().forEach(a -> wanted.put(a.key(), value(a.value())));
    of.set(wanted);
    return ModifyListenerAttributesResponse.builder().attributes(list(of)).build();
  }

  private static String value(@Nullable String value) {
    return value == null ? "" : value;
  }

  private Attributes attributesOf(String arn) {
    Listener listener = catalogue.listener(arn);
    return attributes.computeIfAbsent(
        listener.listenerArn(), a -> new Attributes(AttributeKind.of(listener)));
  }

  private static List<ListenerAttribute> list(Attributes attributes) {
    return attributes.list(
        (key, value) -> ListenerAttribute.builder().key(key).value(value).build());
  }
}
