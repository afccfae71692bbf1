package dev.azdrill.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * What calls of the AWS CLI printed, put together.
 *
 * <p>Calls describe whole regions, or one load balancer each. What nobody saved is unread; so is a
 * kind of which something is missing: a listener without its rules would look like one that has
 * none. Where an output does not say whose it is, the name of its file does, or there is one alone
 * that it can belong to.
 */
final class CliFolder {
  private final List<CliDocument> documents;
  private final Inventory region;

  CliFolder(List<CliDocument> documents) {
    this.documents = documents;
    Inventory.Builder all = Inventory.builder();
    for (CliDocument each : documents) {
      add(all, each.call().kind(), each);
    }
    this.region = all.build();
  }

  private static <T extends SdkPojo> void add(
      Inventory.Builder all, Kind<T> kind, CliDocument document) {
    if (kind == Kind.RULE) {
      all.add(Kind.RULE, List.of());
      document
          .things(Kind.RULE)
          .forEach(rule -> all.add(Kind.RULE, listenerOf(rule, document), List.of(rule)));
    } else if (!document.call().identity().isEmpty()) {
      all.add(kind, document.things(kind));
    }
  }

  /** A rule's ARN is that of its listener with another word and the rule's id at its end. */
  private static String listenerOf(Rule rule, CliDocument document) {
    String arn = String.valueOf(rule.ruleArn());
    int end = arn.lastIndexOf('/');
    if (!arn.contains(":listener-rule/") || end < 0) {
      throw new UnreadableInventory(
          document.file(), "its Rules are not those of a listener of Elastic Load Balancing");
    }
    return arn.substring(0, end).replace(":listener-rule/", ":listener/");
  }

  /** All that names itself, of the whole region. */
  Inventory region() {
    return region;
  }

  /** What belongs to one VPC; to none in particular, where no VPC is described at all. */
  Inventory of(Optional<String> vpcId) {
    Inventory here = vpcId.map(id -> OneVpc.of(region, id)).orElse(region);
    here = unlessNamed(withIpSets(balancers(here)));
    here = owned(Kind.PREFIX_LIST_ENTRY, here, Map.of(), lists(here));
    for (CliDocument each : documents) {
      if (each.isCutOff()) {
        here =
            here.without(
                each.call().kind(),
                each.file()
                    + " holds one page of them only: describe them again without --max-items and"
                    + " --no-paginate");
      }
    }
    for (Kind<?> kind : Kind.all()) {
      if (!here.knows(kind) && here.unread(kind).isEmpty()) {
        here = here.without(kind, nobodySaved(kind));
      }
    }
    return here;
  }

  private static String nobodySaved(Kind<?> kind) {
    return "no file has " + DescribeCall.of(kind).words();
  }

  /** What others may use, too, is asked for by name: where nothing names one there are none. */
  private static Inventory unlessNamed(Inventory all) {
    Inventory here = all;
    for (Kind<?> kind : Named.KINDS) {
      if (Named.isKnown(kind, here) && !here.knows(kind) && Named.of(kind, here).isEmpty()) {
        here = here.toBuilder().add(kind, List.of()).build();
      }
    }
    return here;
  }

  /** Whose the web ACLs are is known only now, and with them to which sets they refer. */
  private Inventory withIpSets(Inventory here) {
    if (!here.knows(Kind.WEB_ACL)) {
      return here;
    }
    Set<String> named = Named.ipSets(here);
    return region.knows(Kind.IP_SET)
        ? here.with(
            Kind.IP_SET,
            region.all(Kind.IP_SET).stream()
                .filter(each -> named.contains(String.valueOf(each.arn())))
                .toList())
        : here.without(Kind.IP_SET, nobodySaved(Kind.IP_SET));
  }

  private boolean isNamed(Kind<?> kind) {
    return kind == Kind.IP_SET
        ? documents.stream()
            .filter(each -> each.call().kind() == Kind.WEB_ACL)
            .anyMatch(each -> !Named.ipSets(each.things(Kind.WEB_ACL)).isEmpty())
        : !Named.of(kind, region).isEmpty();
  }

  /** The calls of which no output is there, in words. */
  List<String> lacking() {
    return DescribeCall.ALL.stream()
        .filter(call -> documents.stream().noneMatch(each -> each.call().equals(call)))
        .filter(call -> call.kind() != Kind.PREFIX_LIST_ENTRY || !lists(region).isEmpty())
        .filter(call -> !Named.KINDS.contains(call.kind()) || isNamed(call.kind()))
        .map(DescribeCall::words)
        .toList();
  }

  private Map<String, String> lists(Inventory inventory) {
    Map<String, String> lists = new LinkedHashMap<>();
    PrefixListNames.in(inventory).forEach(id -> lists.put(id, id));
    return lists;
  }

  private Inventory balancers(Inventory all) {
    Inventory here = all;
    if (here.knows(Kind.LOAD_BALANCER)) {
      here = withAllListeners(here);
      Map<String, String> every = names(region, false);
      Map<String, String> balancers = names(here, false);
      here = owned(Kind.LOAD_BALANCER_ATTRIBUTE, here, every, balancers);
      here = owned(Kind.WEB_ACL, here, every, names(here, true));
    }
    if (here.knows(Kind.TARGET_GROUP)) {
      Map<String, String> groups = targetGroups(here);
      here = owned(Kind.TARGET_GROUP_ATTRIBUTE, here, targetGroups(region), groups);
      here = owned(Kind.TARGET_HEALTH, here, targetGroups(region), groups);
    }
    return here;
  }

  /** The ARNs of load balancers by their names. */
  private static Map<String, String> names(Inventory inventory, boolean onlyApplication) {
    Map<String, String> names = new LinkedHashMap<>();
    for (LoadBalancer each : inventory.all(Kind.LOAD_BALANCER)) {
      if (!onlyApplication || isApplication(each)) {
        names.put(String.valueOf(each.loadBalancerName()), each.loadBalancerArn());
      }
    }
    return names;
  }

  private static boolean isApplication(LoadBalancer balancer) {
    return balancer.type() == null || balancer.type() == LoadBalancerTypeEnum.APPLICATION;
  }

  private static Map<String, String> targetGroups(Inventory inventory) {
    Map<String, String> names = new LinkedHashMap<>();
    inventory
        .all(Kind.TARGET_GROUP)
        .forEach(each -> names.put(String.valueOf(each.targetGroupName()), each.targetGroupArn()));
    return names;
  }

  /** Listeners are described for one load balancer at a time, and rules for one listener. */
  private Inventory withAllListeners(Inventory all) {
    Inventory here = all;
    long calls = documents.stream().filter(each -> each.call().kind() == Kind.LISTENER).count();
    boolean isEachAsked = calls >= region.all(Kind.LOAD_BALANCER).size();
    for (LoadBalancer each : here.all(Kind.LOAD_BALANCER)) {
      boolean hasSome =
          here.all(Kind.LISTENER).stream()
              .anyMatch(l -> each.loadBalancerArn().equals(l.loadBalancerArn()));
      if (here.knows(Kind.LISTENER) && !hasSome && !isEachAsked) {
        here = without(here, Kind.LISTENER, each.loadBalancerName());
      }
    }
    for (Listener each : here.all(Kind.LISTENER)) {
      boolean hasRules =
          each.protocol() == ProtocolEnum.HTTP || each.protocol() == ProtocolEnum.HTTPS;
      if (hasRules && here.knows(Kind.RULE) && here.of(Kind.RULE, each.listenerArn()).isEmpty()) {
        here = without(here, Kind.RULE, each.listenerArn());
      }
    }
    return here;
  }

  private static Inventory without(Inventory here, Kind<?> kind, String owner) {
    return here.without(
        kind, "no file has those of " + owner + ": " + DescribeCall.of(kind).command());
  }

  /**
   * Adds what does not say whose it is.
   *
   * @param every the ids of all whose it may be, by name
   * @param owners those of them that are asked for: each needs an output
   */
  private <T extends SdkPojo> Inventory owned(
      Kind<T> kind, Inventory here, Map<String, String> every, Map<String, String> owners) {
    Map<String, String> names = new HashMap<>(every);
    names.putAll(owners);
    List<CliDocument> all =
        documents.stream().filter(each -> each.call().kind().equals(kind)).toList();
    Inventory.Builder added = here.toBuilder().add(kind, List.of());
    Set<String> open = new TreeSet<>(owners.keySet());
    for (CliDocument each : all) {
      Optional<String> whose = whose(each, names, all.size());
      if (whose.isEmpty()) {
        return here.without(
            kind,
            each.file()
                + " does not say whose it is: put one of these names into that of the file: "
                + String.join(", ", new TreeSet<>(names.keySet())));
      }
      if (open.remove(whose.get())) {
        added.add(kind, owners.getOrDefault(whose.get(), ""), each.things(kind));
      }
    }
    return open.isEmpty() ? added.build() : without(here, kind, String.join(", ", open));
  }

  private static Optional<String> whose(
      CliDocument document, Map<String, String> names, int documents) {
    if (names.size() == 1 && documents == 1) {
      return names.keySet().stream().findFirst();
    }
    return new ArrayList<>(names.keySet())
        .stream()
            .filter(name -> document.file().contains(name))
            .max(Comparator.comparingInt(String::length).thenComparing(name -> name));
  }
}
