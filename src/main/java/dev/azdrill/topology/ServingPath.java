package dev.azdrill.topology;

import dev.azdrill.network.model.Cidr;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The path of a request: from clients to the load balancer, to the application, to the database.
 * Each part must be admitted by the next one, or the architecture cannot serve a single request:
 * targets would never be healthy and provisioning would wait for them in vain.
 */
final class ServingPath {
  private final Network network;
  private final Map<Part, List<Admission>> groups;

  private ServingPath(Network network, Map<Part, List<Admission>> groups) {
    this.network = network;
    this.groups = groups;
  }

  /**
   * @throws BlueprintException when a security group keeps the part before out
   */
  static void require(
      Network network,
      Map<Part, List<Admission>> groups,
      LoadBalancer loadBalancer,
      Group group,
      Optional<Database> database) {
    ServingPath path = new ServingPath(network, groups);
    path.requireEntrance(loadBalancer.entrance().port());
    path.requireAdmitted(Part.LOAD_BALANCER, Tier.PUBLIC, Part.APPLICATION, group.port());
    database.ifPresent(
        each -> path.requireAdmitted(Part.APPLICATION, group.tier(), Part.DATABASE, each.port()));
  }

  /** Clients may be few, but somebody must be admitted. */
  private void requireEntrance(int port) {
    boolean open =
        admissions(Part.LOAD_BALANCER).stream()
            .anyMatch(each -> each.ports().contains(port) && each.from().network().isPresent());
    if (!open) {
      throw refused(Part.LOAD_BALANCER, "clients", "internet", port);
    }
  }

  private void requireAdmitted(Part sender, Tier from, Part receiver, int port) {
    boolean named =
        admissions(receiver).stream()
            .anyMatch(
                each ->
                    each.ports().contains(port)
                        && each.from().part().filter(sender::equals).isPresent());
    if (!named && !network.of(from).stream().allMatch(subnet -> admits(receiver, subnet, port))) {
      throw refused(receiver, "the " + sender.word(), sender.word(), port);
    }
  }

  private boolean admits(Part receiver, Cidr subnet, int port) {
    return admissions(receiver).stream()
        .filter(each -> each.ports().contains(port))
        .anyMatch(each -> each.from().network().filter(n -> n.contains(subnet)).isPresent());
  }

  private List<Admission> admissions(Part part) {
    return groups.getOrDefault(part, List.of());
  }

  private static BlueprintException refused(Part receiver, String who, String word, int port) {
    return new BlueprintException(
        "security-groups." + receiver.word(),
        who + " to be admitted to port " + port + ", where the " + receiver.word() + " listens",
        "no admission for it",
        "add {from: " + word + ", ports: [" + port + "]}");
  }
}
