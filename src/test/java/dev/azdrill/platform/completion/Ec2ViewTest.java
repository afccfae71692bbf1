package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Vpc;

class Ec2ViewTest {
  private static final String ID = "i-1";

  private final World world =
      World.create(
          new Kernel(CompletedRegion.START, Seed.of("view")),
          RegionLocation.london(),
          Timings.typical());
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> told = new ArrayList<>();
  private Inventory described = inventory(InstanceStateName.RUNNING);
  private Runnable whileReading = () -> {};
  private boolean isHeldByReader;
  private int readings;
  private final Ec2View view =
      new Ec2View(
          world,
          this::read,
          new Retries(world.kernel(), new FailedCleanups(), Acts.AT_ONCE),
          nanos::get);

  Ec2ViewTest() {
    view.watch(each -> told.add(each.instanceId() + " " + each.state().nameAsString()));
  }

  private Inventory read() {
    readings++;
    Inventory seen = described;
    whileReading.run();
    return seen;
  }

  private static Instance instance(InstanceStateName state) {
    return Instance.builder().instanceId(ID).state(s -> s.name(state)).build();
  }

  private static Inventory inventory(InstanceStateName state) {
    return Inventory.builder()
        .add(Kind.VPC, List.of())
        .add(Kind.SUBNET, List.of())
        .add(Kind.ROUTE_TABLE, List.of())
        .add(Kind.INTERNET_GATEWAY, List.of())
        .add(Kind.NAT_GATEWAY, List.of())
        .add(Kind.ADDRESS, List.of())
        .add(Kind.SECURITY_GROUP, List.of())
        .add(Kind.NETWORK_ACL, List.of())
        .add(Kind.NETWORK_INTERFACE, List.of(networkInterface("eni-1")))
        .add(Kind.INSTANCE, List.of(instance(state)))
        .build();
  }

  private static NetworkInterface networkInterface(String id) {
    return NetworkInterface.builder().networkInterfaceId(id).build();
  }

  private InstanceStateName state() {
    return view.instances().get(0).state().name();
  }

  @Test
  void packets_find_an_instance_that_was_launched_since_the_last_reading() {
    view.refresh();
    Instance launched =
        Instance.builder()
            .instanceId("i-2")
            .vpcId("vpc-1")
            .subnetId("subnet-1")
            .state(s -> s.name(InstanceStateName.RUNNING))
            .networkInterfaces(
                InstanceNetworkInterface.builder()
                    .networkInterfaceId("eni-2")
                    .privateIpAddress("10.0.0.9")
                    .build())
            .build();

    view.put(launched);

    assertThat(view.networkInterfaces())
        .filteredOn(each -> each.networkInterfaceId().equals("eni-2"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.privateIpAddress()).isEqualTo("10.0.0.9");
              assertThat(each.subnetId()).isEqualTo("subnet-1");
              assertThat(each.attachment().instanceId()).isEqualTo("i-2");
            });
  }

  @Test
  void it_describes_what_was_read_with_our_own_writes_over_it() {
    described = described.with(Kind.VPC, List.of(Vpc.builder().vpcId("vpc-1").build()));
    view.refresh();
    view.put(networkInterface("eni-2"));
    view.remove("eni-1");

    assertThat(view.describe().all(Kind.VPC)).extracting(Vpc::vpcId).containsExactly("vpc-1");
    assertThat(view.describe().all(Kind.NETWORK_INTERFACE))
        .extracting(NetworkInterface::networkInterfaceId)
        .containsExactly("eni-2");
    assertThat(view.describe().all(Kind.INSTANCE))
        .extracting(Instance::instanceId)
        .containsExactly(ID);
  }

  @Test
  void what_was_never_read_is_not_described_as_absent() {
    described = described.without(Kind.NAT_GATEWAY, "denied").without(Kind.INSTANCE, "denied");
    view.refresh();

    assertThat(view.describe().knows(Kind.NAT_GATEWAY)).isFalse();
    assertThat(view.describe().knows(Kind.INSTANCE)).isFalse();
    assertThat(view.describe().knows(Kind.ROUTE_TABLE)).isTrue();
  }

  @Test
  void a_reading_that_a_write_overtook_is_thrown_away() {
    view.refresh();
    whileReading = () -> view.put(instance(InstanceStateName.STOPPING));

    assertThat(view.refresh()).isFalse();
    assertThat(state()).isEqualTo(InstanceStateName.STOPPING);

    whileReading = () -> {};
    described = inventory(InstanceStateName.STOPPED);
    assertThat(view.refresh()).isTrue();
    assertThat(state()).isEqualTo(InstanceStateName.STOPPED);
  }

  @Test
  void who_writes_at_every_reading_is_not_held_up_and_does_not_blind_the_view() {
    view.refresh();
    whileReading =
        () -> {
          isHeldByReader |= world.kernel().isWriting();
          view.writing();
        };
    described = inventory(InstanceStateName.STOPPED);
    for (int i = 0; i < Ec2View.OVERTAKEN_MAX; i++) {
      assertThat(view.refresh()).isFalse();
    }

    assertThat(view.refresh()).isTrue();
    assertThat(isHeldByReader).as("somebody could not write meanwhile").isFalse();
    assertThat(state()).isEqualTo(InstanceStateName.STOPPED);
    assertThat(view.refresh()).as("it begins anew").isFalse();
  }

  @Test
  void a_reading_that_counts_although_it_was_overtaken_spares_what_was_written_since() {
    NetworkInterface made = NetworkInterface.builder().networkInterfaceId("eni-made").build();
    NetworkInterface old = NetworkInterface.builder().networkInterfaceId("eni-old").build();
    NetworkInterface gone = NetworkInterface.builder().networkInterfaceId("eni-gone").build();
    view.refresh();
    view.put(old);
    view.put(gone);
    whileReading =
        () -> {
          view.put(instance(InstanceStateName.STOPPING));
          view.put(made);
          view.remove("eni-gone");
        };
    for (int i = 0; i <= Ec2View.OVERTAKEN_MAX; i++) {
      view.refresh();
    }

    assertThat(state()).isEqualTo(InstanceStateName.STOPPING);
    assertThat(view.networkInterface("eni-made")).contains(made);
    assertThat(view.networkInterface("eni-gone")).isEmpty();
    assertThat(view.networkInterface("eni-old")).as("nobody wrote it since").isEmpty();

    whileReading = () -> {};
    described = inventory(InstanceStateName.STOPPED);
    assertThat(view.refresh()).isTrue();
    assertThat(state()).isEqualTo(InstanceStateName.STOPPED);
    assertThat(view.networkInterface("eni-made")).isEmpty();
  }

  @Test
  void what_a_write_of_ours_left_is_looked_at_again_even_when_ec2_describes_what_it_did_before() {
    view.refresh();
    view.put(instance(InstanceStateName.STOPPING));
    view.put(instance(InstanceStateName.PENDING));

    view.refresh();

    assertThat(state()).isEqualTo(InstanceStateName.RUNNING);
  }

  @Test
  void what_could_not_be_read_is_what_it_was_and_nobody_is_called_terminated() {
    view.refresh();
    told.clear();
    described =
        described
            .without(Kind.INSTANCE, "AccessDenied: no")
            .without(Kind.NETWORK_INTERFACE, "AccessDenied: no");

    view.refresh();

    assertThat(told).isEmpty();
    assertThat(state()).isEqualTo(InstanceStateName.RUNNING);
    assertThat(view.networkInterfaces()).hasSize(1);
    assertThat(view.unread())
        .containsOnlyKeys(Kind.INSTANCE, Kind.NETWORK_INTERFACE)
        .containsValue("AccessDenied: no");
  }

  @Test
  void what_we_wrote_stays_as_long_as_it_cannot_be_read() {
    view.refresh();
    view.put(networkInterface("eni-2"));
    view.put(Instance.builder().instanceId("i-2").state(s -> s.name("pending")).build());
    Inventory whole = described;
    described =
        described
            .without(Kind.INSTANCE, "AccessDenied: no")
            .without(Kind.NETWORK_INTERFACE, "AccessDenied: no");

    view.refresh();
    view.refresh();
    assertThat(view.networkInterface("eni-2")).isPresent();
    assertThat(view.instance("i-2")).isPresent();

    described = whole;
    view.refresh();
    assertThat(view.networkInterface("eni-2")).isEmpty();
    assertThat(view.instance("i-2").orElseThrow().instance().state().nameAsString())
        .isEqualTo("terminated");
    assertThat(told).contains("i-2 terminated");
  }

  @Test
  void what_was_made_is_seen_and_what_was_deleted_is_not_before_the_next_reading() {
    view.refresh();
    long version = world.network().version();

    view.put(networkInterface("eni-2"));
    view.remove("eni-1");

    assertThat(view.networkInterfaces())
        .extracting(NetworkInterface::networkInterfaceId)
        .containsExactly("eni-2");
    assertThat(view.networkInterface("eni-1")).isEmpty();
    assertThat(world.network().version()).isGreaterThan(version);
  }

  @Test
  void an_instance_that_is_described_no_more_is_terminated_and_told_once() {
    view.refresh();
    told.clear();
    described = described.with(Kind.INSTANCE, List.of());

    view.refresh();
    view.refresh();

    assertThat(told).containsExactly("i-1 terminated");
    assertThat(view.instances())
        .as("who asks for it need not ask EC2 again")
        .singleElement()
        .satisfies(each -> assertThat(each.state().nameAsString()).isEqualTo("terminated"));
  }

  @Test
  void a_reading_that_shows_nothing_new_wakes_nobody() {
    view.refresh();
    long changes = world.kernel().changes();
    long version = world.network().version();

    view.refresh();

    assertThat(world.kernel().changes()).isEqualTo(changes);
    assertThat(world.network().version()).isEqualTo(version);
  }

  @Test
  void news_wakes_those_who_wait() {
    view.refresh();
    long changes = world.kernel().changes();
    described = inventory(InstanceStateName.STOPPED);

    view.refresh();

    assertThat(world.kernel().changes()).isGreaterThan(changes);
  }

  @Test
  void a_reading_that_failed_leaves_everything_as_it_was_and_older() {
    view.refresh();
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    whileReading =
        () -> {
          throw new IllegalStateException("nobody there");
        };

    assertThatThrownBy(view::refresh).hasMessage("nobody there");
    assertThat(state()).isEqualTo(InstanceStateName.RUNNING);
    assertThat(view.age()).isEqualTo(Duration.ofSeconds(3));
    assertThat(view.lateness()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void something_may_be_seen_as_late_as_from_the_beginning_of_a_reading_to_the_end_of_the_next() {
    whileReading = () -> nanos.addAndGet(Duration.ofMillis(100).toNanos());
    view.refresh();
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    view.refresh();
    assertThat(view.lateness()).as("the first gap is before the beginning").isLessThan(ms(200));
    nanos.addAndGet(Duration.ofMillis(400).toNanos());
    view.refresh();

    assertThat(view.lateness()).isEqualTo(ms(600));
    assertThat(view.age()).isEqualTo(ms(100));
    assertThat(readings).isEqualTo(3);

    for (int i = 0; i < Ec2View.GAPS; i++) {
      view.refresh();
    }
    assertThat(view.lateness()).as("long ago").isEqualTo(ms(200));
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
