package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.Matrix;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Vpc;

class StackLocksTest {
  private static final Blueprint DEMO = Blueprints.shipped("demo");
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  private final Landscape landscape = new Landscape("locks");
  private final Set<Long> processes = new HashSet<>(List.of(1L, 2L, 3L));
  private Instant now = NOW;

  private LockOwner owner(String run, String host, long pid) {
    InstantSource time = () -> now;
    return new LockOwner(run, host, pid, time, processes::contains);
  }

  private LockOwner first() {
    return owner("first", "here", 1);
  }

  private LockOwner second() {
    return owner("second", "here", 2);
  }

  private StackLocks locks(LockOwner owner) {
    return new StackLocks(landscape.session(), owner);
  }

  private static Provisioner provisioner(AwsSession aws, StackLocks locks) {
    return new Provisioner(aws, StepListener.SILENT, locks);
  }

  /** A stack that the first run has locked. */
  private StackLocks provisioned() {
    AwsSession aws = landscape.session();
    StackLocks locks = new StackLocks(aws, first());
    provisioner(aws, locks).provision(DEMO, "shop", "run-1");
    return locks;
  }

  private List<Vpc> vpcs(Landscape where) {
    return where.session().ec2().describeVpcs().vpcs();
  }

  private List<String> tags(String beginning) {
    return vpcs(landscape).stream()
        .flatMap(each -> each.tags().stream())
        .filter(each -> each.key().startsWith(beginning))
        .map(each -> each.key() + "=" + each.value())
        .toList();
  }

  @Test
  void a_stack_is_locked_by_one_tag_of_its_vpc() {
    provisioned();

    assertThat(tags("azdrill:lock"))
        .containsExactly("azdrill:lock=run=first until=2026-01-05T09:10:00Z host=here pid=1");
    assertThat(tags("azdrill:claim")).isEmpty();
    assertThat(tags("azdrill:created")).containsExactly("azdrill:created=2026-01-05T09:00:00Z");
  }

  @Test
  void the_vpc_is_claimed_in_the_call_that_creates_it() {
    Calls dying = Calls.dyingAfter(1);
    AwsSession aws = landscape.session(dying);

    assertThatThrownBy(
            () -> provisioner(aws, new StackLocks(aws, first())).provision(DEMO, "shop", "run-1"))
        .isInstanceOf(Calls.Death.class);

    assertThat(dying.mutating()).containsExactly("CreateVpc");
    assertThat(tags("azdrill:claim"))
        .containsExactly(
            "azdrill:claim:first=run=first until=2026-01-05T09:10:00Z host=here pid=1");
  }

  @Test
  void another_run_is_refused_in_one_sentence_and_changes_nothing() {
    provisioned();
    Calls calls = Calls.counted();
    AwsSession aws = landscape.session(calls);
    Provisioner other = provisioner(aws, new StackLocks(aws, second()));

    String sentence =
        "expected a stack that no other run works on, saw that stack shop is locked by run first"
            + " (process 1 on here) until 2026-01-05T09:10:00Z: wait until that run has ended,"
            + " choose another name, or take the stack from it with 'azdrill teardown shop --force'";
    assertThatThrownBy(() -> other.provision(DEMO, "shop", "run-2"))
        .isInstanceOf(StackLocked.class)
        .hasMessage(sentence);
    assertThatThrownBy(() -> other.tearDown("shop"))
        .isInstanceOf(StackLocked.class)
        .hasMessage(sentence);
    assertThat(calls.mutating()).isEmpty();
  }

  @Test
  void a_stack_of_another_name_is_not_locked() {
    provisioned();
    AwsSession aws = landscape.session();

    provisioner(aws, new StackLocks(aws, second())).provision(DEMO, "shop-2", "run-2");

    assertThat(tags("azdrill:lock")).hasSize(2);
  }

  @Test
  void a_lock_is_void_when_its_lease_is_over() {
    provisioned();
    StackLocks other = locks(owner("second", "elsewhere", 1));
    now = NOW.plus(StackLock.LEASE).minusSeconds(1);
    assertThatThrownBy(() -> other.take("shop")).isInstanceOf(StackLocked.class);

    now = NOW.plus(StackLock.LEASE);

    assertThat(other.take("shop")).map(StackLock::run).contains("first");
    assertThat(tags("azdrill:lock").toString()).contains("run=second").doesNotContain("first");
  }

  @Test
  void a_lock_is_void_when_its_process_is_gone_from_this_machine() {
    provisioned();
    processes.remove(1L);

    assertThat(locks(second()).take("shop")).map(StackLock::run).contains("first");
  }

  @Test
  void a_process_of_another_machine_is_taken_to_live_until_its_lease_is_over() {
    provisioned();
    processes.remove(1L);

    StackLocks elsewhere = locks(owner("second", "elsewhere", 2));

    assertThatThrownBy(() -> elsewhere.take("shop")).isInstanceOf(StackLocked.class);
  }

  @Test
  void the_next_run_of_the_same_process_is_another_run() {
    provisioned();

    assertThatThrownBy(() -> locks(owner("second", "here", 1)).take("shop"))
        .isInstanceOf(StackLocked.class);
  }

  @Test
  void a_lock_that_cannot_be_read_holds() {
    String vpc = provisioned().vpc("shop").orElseThrow();
    Tag later = Ec2Labels.tag(StackLock.KEY, "v2 of a later azdrill");
    Somebody.beside(landscape.session()).ec2().createTags(r -> r.resources(vpc).tags(later));
    now = NOW.plus(Duration.ofDays(1));

    assertThatThrownBy(() -> locks(second()).take("shop"))
        .isInstanceOf(StackLocked.class)
        .hasMessageContaining("the tag azdrill:lock='v2 of a later azdrill'");
  }

  @Test
  void a_released_stack_is_free_and_keeps_nothing_of_the_lock() {
    provisioned().close();

    assertThat(tags("azdrill:lock")).isEmpty();
    assertThat(tags("azdrill:claim")).isEmpty();
    assertThat(locks(second()).take("shop")).isEmpty();
    assertThat(tags("azdrill:lock").toString()).contains("run=second");
  }

  @Test
  void nobody_else_is_unlocked_by_a_release() {
    StackLocks mine = provisioned();
    locks(second()).takeOver("shop");

    mine.close();

    assertThat(tags("azdrill:lock").toString()).contains("run=second");
  }

  @Test
  void a_lock_is_renewed_at_a_step_with_less_than_two_thirds_of_its_lease() {
    StackLocks mine = provisioned();
    now = NOW.plusSeconds(200);
    mine.check("shop");
    assertThat(tags("azdrill:lock").toString()).contains("until=2026-01-05T09:10:00Z");

    now = NOW.plusSeconds(201);
    mine.check("shop");

    assertThat(tags("azdrill:lock").toString()).contains("until=2026-01-05T09:13:21Z");
  }

  @Test
  void a_lock_is_renewed_at_the_looks_of_a_wait() {
    AwsSession aws = landscape.session();
    StackLocks mine = new StackLocks(aws, first());
    provisioner(aws, mine).provision(DEMO, "shop", "run-1");
    List<String> seen = new ArrayList<>();

    aws.eventually()
        .expecting("a quarter of an hour to pass")
        .within(Duration.ofHours(1))
        .lookingEvery(Duration.ofMinutes(1))
        .until(
            () -> {
              now = now.plusSeconds(60);
              seen.add(tags("azdrill:lock").toString());
              return now;
            },
            at -> !at.isBefore(NOW.plus(Duration.ofMinutes(15))));

    assertThat(seen.get(seen.size() - 1)).contains("until=2026-01-05T09:2");
    assertThatThrownBy(() -> locks(second()).take("shop")).isInstanceOf(StackLocked.class);
  }

  @Test
  void a_run_whose_stack_was_taken_over_stops_at_its_next_step_and_changes_nothing_more() {
    StackLocks mine = provisioned();
    assertThat(locks(second()).takeOver("shop")).map(StackLock::run).contains("first");

    Calls calls = Calls.counted();
    AwsSession aws = landscape.session(calls);
    Provisioner late = provisioner(aws, mine);

    assertThatThrownBy(() -> late.tearDown("shop"))
        .isInstanceOf(LockLost.class)
        .hasMessage(
            "expected to hold the lock of stack shop, saw that run second (process 2 on here) has"
                + " taken it over: see what stands with 'azdrill stacks'");
    assertThatThrownBy(() -> late.tearDown("shop")).isInstanceOf(LockLost.class);
    assertThat(calls.mutating()).isEmpty();
    assertThat(mine.lost("shop")).isPresent();
  }

  @Test
  void a_run_whose_stack_was_removed_by_another_makes_no_new_one_of_its_name() {
    StackLocks mine = provisioned();
    AwsSession other = landscape.session();
    StackLocks theirs = new StackLocks(other, second());
    theirs.takeOver("shop");
    provisioner(other, theirs).tearDown("shop");
    AwsSession aws = landscape.session();

    assertThatThrownBy(() -> provisioner(aws, mine).provision(DEMO, "shop", "run-1"))
        .isInstanceOf(LockLost.class)
        .hasMessageContaining("is gone");
    assertThat(vpcs(landscape)).isEmpty();
  }

  @Test
  void a_wait_is_told_once_that_the_lock_is_lost_and_what_undoes_may_wait_on() {
    AwsSession aws = landscape.session();
    StackLocks mine = new StackLocks(aws, first());
    provisioner(aws, mine).provision(DEMO, "shop", "run-1");
    locks(second()).takeOver("shop");
    now = NOW.plusSeconds(15);

    assertThatThrownBy(() -> wait(aws)).isInstanceOf(LockLost.class);
    assertThatCode(() -> wait(aws)).doesNotThrowAnyException();
  }

  private static void wait(AwsSession aws) {
    List<Integer> looks = new ArrayList<>();
    aws.eventually()
        .expecting("three looks")
        .within(Duration.ofMinutes(1))
        .lookingEvery(Duration.ofSeconds(1))
        .until(
            () -> {
              looks.add(1);
              return looks.size();
            },
            count -> count == 3);
  }

  @Test
  void what_a_run_left_that_died_before_it_had_decided_is_swept_up_by_the_next() {
    Calls dying = Calls.dyingAfter(1);
    AwsSession dead = landscape.session(dying);
    assertThatThrownBy(
            () -> provisioner(dead, new StackLocks(dead, first())).provision(DEMO, "shop", "run-1"))
        .isInstanceOf(Calls.Death.class);
    Somebody.beside(dead).ec2().createVpc(r -> r.cidrBlock("10.9.0.0/16"));
    processes.remove(1L);
    AwsSession aws = landscape.session();
    StackLocks locks = new StackLocks(aws, second());

    provisioner(aws, locks).provision(DEMO, "shop", "run-2");
    assertThat(tags("azdrill:claim")).isEmpty();
    provisioner(aws, locks).tearDown("shop");

    assertThat(vpcs(landscape)).extracting(Vpc::cidrBlock).containsExactly("10.9.0.0/16");
  }

  @Test
  void an_empty_vpc_that_a_dead_run_has_claimed_beside_the_stack_is_removed() {
    provisioned().close();
    Tag stack = Ec2Labels.tag(Labels.STACK, "shop");
    Tag claim = Ec2Labels.tag(LockTags.claim("dead"), owner("dead", "here", 99).lock().value());
    Somebody.beside(landscape.session())
        .ec2()
        .createVpc(
            r ->
                r.cidrBlock("10.0.0.0/16")
                    .tagSpecifications(
                        TagSpecification.builder().resourceType("vpc").tags(stack, claim).build()));
    assertThat(vpcs(landscape)).hasSize(2);

    locks(second()).take("shop");

    assertThat(vpcs(landscape)).hasSize(1);
    assertThat(landscape.session().ec2().describeSubnets().subnets()).isNotEmpty();
    assertThat(tags("azdrill:lock").toString()).contains("run=second");
  }

  @Test
  void a_renewal_that_is_not_answered_is_tried_again_until_the_lease_is_over() {
    Unanswered line = new Unanswered();
    AwsSession aws = landscape.session(line);
    StackLocks mine = new StackLocks(aws, first());
    provisioner(aws, mine).provision(DEMO, "shop", "run-1");
    line.isCut = true;

    now = NOW.plus(StackLock.LEASE).minusSeconds(1);
    assertThatCode(() -> mine.check("shop")).doesNotThrowAnyException();

    now = NOW.plus(StackLock.LEASE);
    assertThatThrownBy(() -> mine.check("shop"))
        .isInstanceOf(LockLost.class)
        .hasMessageContaining("its lease ended at 2026-01-05T09:10:00Z and was not renewed");
  }

  /** A line that can be cut. */
  private static final class Unanswered implements ExecutionInterceptor {
    private boolean isCut;

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      if (isCut) {
        throw SdkClientException.create("the line is cut");
      }
    }
  }

  /** Takes the stack if there is one, and makes its VPC if there is none. */
  private static void acquire(AwsSession aws, LockOwner owner) {
    StackLocks locks = new StackLocks(aws, owner);
    locks.take("shop");
    if (locks.vpc("shop").isEmpty()) {
      locks.create(
          "shop",
          tags -> {
            List<Tag> all = new ArrayList<>(tags);
            all.add(Ec2Labels.tag(Labels.STACK, "shop"));
            return Somebody.beside(aws)
                .ec2()
                .createVpc(
                    r ->
                        r.cidrBlock("10.0.0.0/16")
                            .tagSpecifications(
                                TagSpecification.builder().resourceType("vpc").tags(all).build()))
                .vpc()
                .vpcId();
          });
    }
  }

  /** Orders in which the first eight calls of two runs can come; all of them, or every fifth. */
  @ParameterizedTest
  @ValueSource(strings = {"nothing stands", "a stack of a dead run stands"})
  void of_two_runs_at_once_exactly_one_gets_the_stack_in_whatever_order_their_calls_come(
      String before) {
    Set<String> winners = new HashSet<>();
    for (int order = 0; order < 256; order += Matrix.every(15)) {
      Landscape where = new Landscape("seed " + order);
      if (!before.startsWith("nothing")) {
        acquire(where.session(), owner("dead", "here", 99));
      }
      Interleaving both = new Interleaving();
      AwsSession one = where.session(both.program());
      AwsSession two = where.session(both.program());

      List<Interleaving.Outcome> outcomes =
          both.run(bits(order), List.of(() -> acquire(one, first()), () -> acquire(two, second())));

      assertThat(outcomes.stream().filter(Interleaving.Outcome::isDone))
          .as("who got the stack in the order " + bits(order))
          .hasSize(1);
      outcomes.forEach(
          each -> each.refusal().ifPresent(why -> assertThat(why).isInstanceOf(StackLocked.class)));
      String winner = outcomes.get(0).isDone() ? "first" : "second";
      winners.add(winner);
      assertThat(vpcs(where)).hasSize(1);
      assertThat(vpcs(where).get(0).tags().toString())
          .contains("run=" + winner)
          .doesNotContain("azdrill:claim");
    }
    assertThat(winners).containsExactlyInAnyOrder("first", "second");
  }

  private static List<Integer> bits(int order) {
    List<Integer> bits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      bits.add(order >> i & 1);
    }
    return bits;
  }

  /** One run does n calls, then the other does all that it can, then the first goes on. */
  @Test
  void two_provisionings_of_one_name_at_once_leave_one_whole_stack() {
    Footprint whole = alone();
    for (int n = 0; n <= 16; n += Matrix.every(4)) {
      Landscape where = new Landscape("overtaken after " + n);
      Interleaving both = new Interleaving();
      List<Integer> schedule = new ArrayList<>();
      for (int call = 0; call < n; call++) {
        schedule.add(0);
      }
      for (int call = 0; call < 2_000; call++) {
        schedule.add(1);
      }
      AwsSession one = where.session(both.program());
      AwsSession two = where.session(both.program());
      List<Runnable> acts =
          List.of(
              () -> provisioner(one, new StackLocks(one, first())).provision(DEMO, "shop", "1"),
              () -> provisioner(two, new StackLocks(two, second())).provision(DEMO, "shop", "1"));

      List<Interleaving.Outcome> outcomes = both.run(schedule, acts);

      assertThat(outcomes.stream().filter(Interleaving.Outcome::isDone))
          .as("who got the stack when the other came after " + n + " calls: " + outcomes)
          .hasSize(1);
      assertThat(Footprint.of(where.session())).as("after " + n + " calls").isEqualTo(whole);
    }
  }

  private Footprint alone() {
    Landscape where = new Landscape("alone");
    AwsSession aws = where.session();
    provisioner(aws, new StackLocks(aws, first())).provision(DEMO, "shop", "1");
    return Footprint.of(aws);
  }

  @Test
  void ids_of_runs_are_six_of_lower_case_letters_and_digits() {
    assertThat(LockOwner.drawId(new Random(1))).matches("[a-z0-9]{6}");
    assertThat(LockOwner.drawId(new Random(1))).isEqualTo(LockOwner.drawId(new Random(1)));
    assertThat(LockOwner.drawId(new Random(2))).isNotEqualTo(LockOwner.drawId(new Random(1)));
  }

  @Test
  void the_lock_of_this_process_is_a_value_that_a_tag_takes() {
    StackLock lock = LockOwner.ofThisProcess("x7k2p1", () -> NOW).lock();

    assertThat(lock.value()).hasSizeLessThan(257).matches("[A-Za-z0-9 _.:/=+@-]+");
    assertThat(StackLock.read(lock.value())).contains(lock);
    assertThat(lock.pid()).isEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void a_value_that_is_no_lock_is_not_read_as_one() {
    for (String value :
        List.of(
            "",
            "run=a until=soon host=b pid=1",
            "run=a until=2026-01-05T09:00:00Z host=b",
            "run=a until=2026-01-05T09:00:00Z host=b pid=1234567890123456789")) {
      assertThat(StackLock.read(value)).as(value).isEmpty();
    }
  }
}
