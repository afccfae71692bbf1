package dev.azdrill.guarantee;

import dev.azdrill.inventory.ForwardedRequests;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The network interfaces of each tier that the guarantees are about: those that are described, and
 * where a tier has none, those that it would have, made up of what describes it.
 */
public final class Tiers {
  private final Architecture architecture;
  private final Potential potential;
  private final List<NetworkInterface> loadBalancer;
  private final List<NetworkInterface> application;
  private final List<NetworkInterface> database;
  private final List<NetworkInterface> madeUp = new ArrayList<>();

  public Tiers(Inventory inventory) {
    architecture = new Architecture(inventory);
    potential = new Potential(architecture);
    loadBalancer = described(nodes(), potential.loadBalancers());
    application = described(architecture.applicationInterfaces(), potential.applications());
    database =
        described(
            databaseInterfaces(),
            architecture.databases().stream()
                .flatMap(each -> potential.of(each).stream())
                .toList());
  }

  private List<NetworkInterface> described(
      List<NetworkInterface> there, List<NetworkInterface> otherwise) {
    if (there.isEmpty()) {
      madeUp.addAll(otherwise);
      return otherwise;
    }
    return there;
  }

  private List<NetworkInterface> nodes() {
    List<LoadBalancer> all = architecture.loadBalancers();
    return architecture.inventory().all(Kind.NETWORK_INTERFACE).stream()
        .filter(each -> all.stream().anyMatch(one -> Architecture.isNodeOf(one, each)))
        .toList();
  }

  /** RDS calls its own so, and gives them the security groups of the database. */
  private List<NetworkInterface> databaseInterfaces() {
    Set<String> groups = architecture.databaseGroups();
    return architecture.inventory().all(Kind.NETWORK_INTERFACE).stream()
        .filter(each -> "RDSNetworkInterface".equals(each.description()))
        .filter(each -> each.groups().stream().anyMatch(g -> groups.contains(g.groupId())))
        .toList();
  }

  /** What was described, and what was made up. */
  public Inventory inventory() {
    return architecture
        .inventory()
        .with(
            Kind.NETWORK_INTERFACE,
            Stream.concat(
                    architecture.inventory().all(Kind.NETWORK_INTERFACE).stream(), madeUp.stream())
                .toList());
  }

  /** The nodes of the load balancers that face the internet. */
  public List<NetworkInterface> loadBalancer() {
    return loadBalancer;
  }

  /** The instances of the groups. */
  public List<NetworkInterface> application() {
    return application;
  }

  public List<NetworkInterface> database() {
    return database;
  }

  /** Whether a network interface is not described, but made up of what describes its tier. */
  public boolean isMadeUp(NetworkInterface one) {
    return madeUp.contains(one);
  }

  /** The listeners of the load balancer of which this network interface is a node. */
  public List<Listener> listeners(NetworkInterface node) {
    return architecture.loadBalancers().stream()
        .filter(each -> Architecture.isNodeOf(each, node) || potential.of(each).contains(node))
        .flatMap(
            each ->
                architecture.inventory().all(Kind.LISTENER).stream()
                    .filter(l -> each.loadBalancerArn().equals(l.loadBalancerArn())))
        .toList();
  }

  /** The ARNs of the target groups that get a share of what this action forwards. */
  public static Set<String> targetsOf(Action action) {
    return ForwardedRequests.targetGroups(action);
  }

  /** The ports on which each tier takes connections, as far as they are described; sorted. */
  public List<Integer> loadBalancerPorts() {
    return sorted(architecture.inventory().all(Kind.LISTENER).stream().map(Listener::port));
  }

  /** The ports of the target groups that Auto Scaling groups are attached to. */
  public List<Integer> applicationPorts() {
    List<String> attached =
        architecture.groups().stream().flatMap(g -> g.targetGroupARNs().stream()).toList();
    return sorted(
        architecture.inventory().all(Kind.TARGET_GROUP).stream()
            .filter(each -> attached.contains(each.targetGroupArn()))
            .map(TargetGroup::port));
  }

  public List<Integer> databasePorts() {
    return sorted(
        architecture.databases().stream()
            .flatMap((DBInstance each) -> Architecture.portOf(each).stream()));
  }

  private static List<Integer> sorted(Stream<Integer> ports) {
    return List.copyOf(new TreeSet<>(ports.filter(port -> port != null).toList()));
  }
}
