package dev.azdrill.explain;

import dev.azdrill.guarantee.Tiers;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What people call the things that have ids: their tag {@code Name}, or a group's name. */
final class ResourceNames {
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Tiers tiers;

  private ResourceNames(Tiers tiers) {
    this.tiers = tiers;
  }

  static ResourceNames of(Inventory inventory, Tiers tiers) {
    ResourceNames all = new ResourceNames(tiers);
    inventory.all(Kind.SUBNET).forEach(each -> all.put(each.subnetId(), each.tags()));
    inventory.all(Kind.ROUTE_TABLE).forEach(each -> all.put(each.routeTableId(), each.tags()));
    inventory.all(Kind.NETWORK_ACL).forEach(each -> all.put(each.networkAclId(), each.tags()));
    inventory.all(Kind.NAT_GATEWAY).forEach(each -> all.put(each.natGatewayId(), each.tags()));
    inventory
        .all(Kind.INTERNET_GATEWAY)
        .forEach(each -> all.put(each.internetGatewayId(), each.tags()));
    inventory.all(Kind.SECURITY_GROUP).forEach(each -> all.put(each.groupId(), each.groupName()));
    return all;
  }

  private void put(@Nullable String id, List<Tag> tags) {
    tags.stream().filter(tag -> "Name".equals(tag.key())).forEach(tag -> put(id, tag.value()));
  }

  private void put(@Nullable String id, @Nullable String name) {
    if (id != null && name != null && !name.isBlank() && !name.equals(id)) {
      names.put(id, name);
    }
  }

  Optional<String> of(String id) {
    return Optional.ofNullable(names.get(id));
  }

  /** The id, and the name where there is one; of several ids with commas between them, each. */
  String words(String ids) {
    List<String> all = new ArrayList<>();
    for (String id : ids.split(",", -1)) {
      all.add(of(id).map(name -> id + " (" + name + ")").orElse(id));
    }
    return String.join(", ", all);
  }

  /** A network interface: whose it is, its address and its zone. */
  String words(NetworkInterface one) {
    List<String> facts = new ArrayList<>();
    String id = one.networkInterfaceId();
    String instance = one.attachment() == null ? null : one.attachment().instanceId();
    String owner = instance == null ? id : instance;
    if (!owner.equals(id)) {
      facts.add(id);
    }
    facts.add(one.privateIpAddress());
    if (one.availabilityZone() != null) {
      facts.add(one.availabilityZone());
    }
    if (one.description() != null && !one.description().isBlank()) {
      facts.add(one.description());
    }
    if (tiers.isMadeUp(one)) {
      facts.add("not described, made up of what describes its tier");
    }
    return owner + " (" + String.join(", ", facts) + ")";
  }
}
