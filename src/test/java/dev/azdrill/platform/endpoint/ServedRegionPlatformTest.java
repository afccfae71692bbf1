package dev.azdrill.platform.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.ReadBack;
import dev.azdrill.foreign.ForeignStack;
import dev.azdrill.foreign.PausedRegion;
import dev.azdrill.guarantee.Guarantees;
import dev.azdrill.guarantee.Proof;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.AffectedCalls;
import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.session.ForbiddenCall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A region that another process serves, with a stack that somebody else made. */
class ServedRegionPlatformTest {
  private static final Impairment POWER = new Impairment.ZonePower("eu-west-2a");

  private PausedRegion region;
  private ServedRegionPlatform platform;
  private Inventory stack = Inventory.empty();

  @BeforeEach
  void begin() {
    List<String> vpc = new ArrayList<>();
    region =
        PausedRegion.with(
            aws -> vpc.add(ForeignStack.serving(aws, "shop", ForeignStack.TWO_ZONES)));
    platform = region.platform();
    stack = new Discovery(platform.session()).byVpc(vpc.get(0));
  }

  private void end() {
    platform.close();
    region.close();
  }

  @AfterEach
  void nothing_is_left() {
    assertThat(region.control("GET", "faults", "")).isEqualTo("{\"faults\":[]}");
    assertThat(region.control("GET", "traffic", "")).isEqualTo("{\"traffic\":[]}");
    end();
  }

  private TrafficPort.Plan plan() {
    String host = stack.all(Kind.LOAD_BALANCER).get(0).dnsName();
    return new TrafficPort.Plan(host, true, "/", 6, Duration.ofSeconds(1), 60);
  }

  @Test
  void it_is_told_from_other_apis() {
    assertThat(new EndpointDetector(URI.create(region.url())).isServedRegion()).isTrue();
    assertThat(platform.answeredBy()).isEqualTo("azdrill simulator, served at " + region.url());
    assertThat(platform.isVirtualTime()).isFalse();
    assertThat(platform.lost()).isEmpty();
  }

  @Test
  void the_stack_that_drills_here_are_tried_on_is_sound() {
    assertThat(Guarantees.prove(stack))
        .allSatisfy(each -> assertThat(each.verdict()).as("%s", each).hasToString("PROVEN"))
        .extracting(Proof::record)
        .hasSize(12);
  }

  @Test
  void a_paused_time_is_moved_by_who_waits_and_by_no_more() {
    Instant from = platform.session().clock().now();

    platform.session().clock().awaitChange(Duration.ofSeconds(2));
    assertThat(platform.session().clock().now()).isEqualTo(from.plusSeconds(2));
    platform.session().clock().awaitChange(Duration.ofHours(2));
    assertThat(platform.session().clock().now())
        .isEqualTo(from.plusSeconds(2).plus(ServedTime.STEP));
    platform.session().clock().pass(Duration.ofSeconds(33));
    assertThat(platform.session().clock().now()).isEqualTo(from.plusSeconds(40));
    assertThat(platform.resolution()).isEqualTo(ServedTime.STEP);
  }

  @Test
  void clients_there_tell_here_what_they_saw_once_each_and_until_they_are_stopped() {
    List<Exchange> seen = new ArrayList<>();

    TrafficPort.Clients clients = platform.traffic().start(plan(), seen::add);
    platform.session().clock().pass(Duration.ofSeconds(60));
    clients.stop();
    int sent = seen.size();
    clients.stop();
    platform.session().clock().pass(Duration.ofSeconds(30));

    assertThat(sent).isBetween(340, 366);
    assertThat(seen).hasSize(sent).doesNotHaveDuplicates().allMatch(Exchange::isSuccess);
    assertThat(seen).extracting(each -> each.zone().orElse("")).contains("eu-west-2a");
  }

  @Test
  void writes_are_read_back_and_others_are_not_found() {
    List<Exchange> seen = new ArrayList<>();
    TrafficPort.Clients clients = platform.traffic().start(plan(), seen::add);
    platform.session().clock().pass(Duration.ofMinutes(2));
    clients.stop();
    List<String> written = seen.stream().flatMap(each -> each.write().stream()).toList();
    List<String> asked = new ArrayList<>(written);
    asked.add("never-written");
    for (int i = 0; i < 1200; i++) {
      asked.add(0, "neither-" + i);
    }

    ReadBack read = platform.traffic().read(plan(), asked);

    assertThat(written).isNotEmpty();
    assertThat(read.found().orElseThrow()).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void what_is_imposed_holds_for_all_until_any_process_lifts_it() {
    assertThat(platform.impairments().outlivesProcess()).isTrue();
    platform.impairments().lift(POWER);

    platform.impairments().impose(platform.impairments().resolve(POWER));
    platform.impairments().impose(POWER);
    try (ServedRegionPlatform other = region.platform()) {
      assertThat(other.impairments().holds(POWER)).isTrue();
      assertThat(other.impairments().holds(new Impairment.ZonePower("eu-west-2b"))).isFalse();
      other.impairments().lift(POWER);
    }

    assertThat(platform.impairments().holds(POWER)).isFalse();
  }

  @Test
  void what_an_impairment_affects_is_counted_there() {
    String instance = stack.all(Kind.AUTO_SCALING_GROUP).get(0).instances().get(0).instanceId();
    Impairment slow = new Impairment.ApplicationSlow(instance, 200);
    TrafficPort.Clients clients = platform.traffic().start(plan(), seen -> {});

    platform.impairments().impose(slow);
    platform.session().clock().pass(Duration.ofSeconds(30));

    assertThat(platform.impairments().effects(slow)).isPositive();
    clients.stop();
    platform.impairments().lift(slow);
    assertThat(platform.impairments().effects(slow)).isZero();
  }

  @Test
  void what_could_not_be_undone_through_the_api_that_it_breaks_is_not_offered() {
    assertThat(platform.capabilities().ability(Ability.API_IMPAIRMENT).isThere()).isFalse();
    assertThat(platform.capabilities().ability(Ability.TRAFFIC).isThere()).isTrue();
    Impairment throttling =
        new Impairment.ApiThrottling(new AffectedCalls(Optional.empty(), Optional.empty()), 50);
    assertThatThrownBy(() -> platform.impairments().impose(throttling))
        .hasMessageContaining("API impairment");
  }

  @Test
  void what_the_control_refuses_is_an_exception_that_says_why() {
    assertThatThrownBy(() -> platform.impairments().impose(new Impairment.ZonePower("eu-west-2z")))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("was refused: expected zone to be one of");
  }

  @Test
  void clients_of_a_process_that_ends_end_with_it() {
    try (ServedRegionPlatform other = region.platform()) {
      other.traffic().start(plan(), seen -> {});
      assertThat(region.control("GET", "traffic", "")).contains("traffic-");
    }
  }

  @Test
  void clients_that_somebody_else_stopped_are_missed_and_not_taken_for_quiet_ones() {
    TrafficPort.Clients clients = platform.traffic().start(plan(), seen -> {});
    String name = region.control("GET", "traffic", "").replaceAll("(?s).*?(traffic-\\d+).*", "$1");
    region.control("DELETE", "traffic/" + name, "");

    assertThatThrownBy(() -> platform.session().clock().pass(Duration.ofSeconds(10)))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("is not there any more");
    assertThatThrownBy(clients::stop).isInstanceOf(PlatformException.class);
  }

  @Test
  void nothing_is_changed_there_without_a_declaration() {
    assertThatThrownBy(() -> platform.session().ec2().createVpc(r -> r.cidrBlock("10.9.0.0/16")))
        .isInstanceOf(ForbiddenCall.class);
  }
}
