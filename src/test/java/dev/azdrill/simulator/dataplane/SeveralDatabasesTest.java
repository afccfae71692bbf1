package dev.azdrill.simulator.dataplane;

import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.ONE;
import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.ClientTraffic;
import dev.azdrill.simulator.world.Databases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** A VPC with two databases, of which one was made first. */
class SeveralDatabasesTest {
  private final DataplaneUnderTest plane = new DataplaneUnderTest();
  private final Two databases = new Two();
  private final ClientTraffic clients =
      plane.dataplane.clients(plane.balancer, databases, (arn, client) -> false);

  private static final class Two implements Databases {
    private final Map<String, Primary> primaries = new LinkedHashMap<>();
    private final Map<String, Set<String>> written = new LinkedHashMap<>();

    Two() {
      serving("orders", true);
      serving("users", true);
    }

    private void serving(String host, boolean serving) {
      primaries.put(
          host,
          host.equals("orders")
              ? new Primary("eni-db", "10.0.21.30", 5432, "eu-west-2a", serving)
              : new Primary("eni-new", "10.0.22.30", 5432, "eu-west-2b", serving));
    }

    private Set<String> of(String host) {
      return written.computeIfAbsent(host, each -> new LinkedHashSet<>());
    }

    @Override
    public Optional<Primary> resolve(String host) {
      return Optional.ofNullable(primaries.get(host));
    }

    @Override
    public List<String> endpointsIn(String vpcId) {
      return List.copyOf(primaries.keySet());
    }

    @Override
    public boolean write(String host, String id) {
      return of(host).add(id);
    }

    @Override
    public Set<String> read(String host, Collection<String> ids) {
      Set<String> found = new LinkedHashSet<>(ids);
      found.retainAll(of(host));
      return found;
    }
  }

  private List<Exchange> sent(int seconds) {
    List<Exchange> seen = new ArrayList<>();
    Runnable stop = clients.start(plan(2, 2), seen::add);
    plane.pass(seconds);
    stop.run();
    plane.world.kernel().advance(Duration.ofMinutes(1));
    return seen;
  }

  /** The security group of its network interface admits nobody. */
  private void othersUse(String host) {
    String own = host.equals("users") ? "eni-new" : "eni-db";
    plane.describe(
        plane.network.map(
            Kind.NETWORK_INTERFACE,
            each -> each.networkInterfaceId().equals(own) ? closed(each) : each));
  }

  private static NetworkInterface closed(NetworkInterface each) {
    return each.copy(n -> n.groups(GroupIdentifier.builder().groupId("sg-nobody").build()));
  }

  @Test
  void what_is_stored_is_in_each_database_that_the_application_reaches() {
    sent(60);

    assertThat(databases.of("users")).isNotEmpty().isEqualTo(databases.of("orders"));
  }

  @Test
  void clients_feel_it_when_the_second_does_not_serve() {
    assertThat(sent(10)).isNotEmpty().allMatch(Exchange::isSuccess);

    databases.serving("users", false);

    assertThat(sent(10)).isNotEmpty().noneMatch(Exchange::isSuccess);
  }

  @Test
  void a_record_that_one_of_them_has_lost_is_lost() {
    clients.read(ONE, List.of("warm"));
    databases.of("orders").addAll(List.of("kept", "lost"));
    databases.of("users").add("kept");

    assertThat(clients.read(ONE, List.of("kept", "lost")).found()).hasValue(Set.of("kept"));
  }

  @Test
  void one_that_the_application_never_reached_is_anothers() {
    othersUse("users");
    databases.serving("users", false);

    assertThat(sent(10)).isNotEmpty().allMatch(Exchange::isSuccess);
    assertThat(databases.of("users")).isEmpty();
  }

  @Test
  void one_that_it_has_reached_is_missed_when_it_is_no_longer_admitted() {
    assertThat(sent(10)).isNotEmpty().allMatch(Exchange::isSuccess);

    othersUse("users");

    assertThat(sent(10)).isNotEmpty().noneMatch(Exchange::isSuccess);
  }

  @Test
  void where_none_was_ever_reached_the_first_is_missed() {
    plane.describe(plane.without("sg-db"));

    assertThat(sent(10)).isNotEmpty().noneMatch(Exchange::isSuccess);
  }
}
