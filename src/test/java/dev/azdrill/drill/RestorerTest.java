package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.fault.ApplicationCutOff;
import dev.azdrill.fault.ApplicationHang;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.FaultPlan;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.InstanceStop;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.fault.LedgerPending;
import dev.azdrill.fault.LedgerReader;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.WaitingUndo;
import dev.azdrill.fault.Witness;
import dev.azdrill.fault.ZoneCapacityLoss;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.Progress;
import dev.azdrill.session.Somebody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What a run broke that never came to its end is undone from its ledger, or from tags. */
class RestorerTest {
  private final DrilledStack stack = new DrilledStack();
  private final List<String> told = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    stack.close();
  }

  private Path file() {
    return folder.resolve("ledger.jsonl");
  }

  private LedgerFile ledger() {
    return LedgerFile.create(
        file(), "endpoint", Optional.of("http://127.0.0.1:5000"), Optional.of("shop"));
  }

  private Restorer restorer() {
    return new Restorer(stack.simulator, told::add);
  }

  /** One of each kind of undo; nobody replaces what is stopped. */
  private List<Fault> reversible() {
    Somebody.beside(stack.simulator.session())
        .autoScaling()
        .suspendProcesses(r -> r.autoScalingGroupName(stack.group()));
    return List.of(
        new InstanceStop(stack.instance()),
        new ApplicationCutOff(stack.applicationGroup()),
        new ApplicationHang(stack.instance()),
        new ZoneCapacityLoss("eu-west-2a"),
        new ZonePowerLoss(otherZone()));
  }

  /** In which what is stopped does not stand: without power nothing ends to stop. */
  private String otherZone() {
    return stack.inventory().all(Kind.INSTANCE).stream()
        .filter(each -> !each.instanceId().equals(stack.instance()))
        .map(each -> each.placement().availabilityZone())
        .findFirst()
        .orElseThrow();
  }

  /** What is described of what these faults break; the rest is a fact that nothing describes. */
  private String described() {
    var now = new Discovery(stack.simulator.session()).byStack("drilled");
    List<IpPermission> rules =
        now.all(Kind.SECURITY_GROUP).stream()
            .filter(each -> each.groupId().equals(stack.applicationGroup()))
            .flatMap(each -> each.ipPermissions().stream())
            .toList();
    return rules
        + " "
        + now.all(Kind.INSTANCE).stream()
            .map(each -> each.instanceId() + " " + each.state().name() + " " + each.tags())
            .sorted()
            .toList();
  }

  private void breakEverything() {
    try (LedgerFile ledger = ledger()) {
      reversible().forEach(each -> Injection.of(each, stack.context(ledger)));
    }
    stack.pass(Duration.ofMinutes(3));
  }

  @Test
  void what_a_dead_run_broke_is_undone_from_its_ledger_and_twice_is_harmless() throws Exception {
    String before = described();
    breakEverything();
    assertThat(described()).isNotEqualTo(before);
    assertThat(LedgerReader.read(file()).pending()).hasSize(5);

    assertThat(restorer().fromLedger(file())).isEmpty();
    stack.pass(Duration.ofMinutes(3));

    assertThat(described()).isEqualTo(before);
    assertThat(LedgerReader.read(file()).pending()).isEmpty();
    assertThat(told).hasSize(5).first().asString().contains("zone power loss on " + otherZone());
    assertThat(restorer().fromLedger(file())).isEmpty();
    assertThat(told).as("nothing is undone twice").hasSize(5);
  }

  @Test
  void the_ledger_has_the_outcome_with_the_request_ids_by_which_cloudtrail_knows_it()
      throws Exception {
    try (LedgerFile ledger = ledger()) {
      Injection.of(new ZonePowerLoss("eu-west-2a"), stack.context(ledger));
      Injection.of(new InstanceStop(stack.instance()), stack.context(ledger));
    }

    List<String> outcomes =
        Files.readAllLines(file()).stream().filter(each -> each.contains("imposed")).toList();
    assertThat(outcomes).hasSize(2);
    assertThat(outcomes.get(0)).as("the platform did it itself").contains("\"calls\":[]");
    assertThat(outcomes.get(1))
        .matches(
            "\\{\"entry\":\"imposed\",\"number\":2,\"at\":\"[^\"]+\",\"calls\":"
                + "\\[\\{\"action\":\"ec2:StopInstances\",\"requestId\":\"[0-9a-f-]{36}\"}]}");
  }

  @Test
  void without_its_ledger_tags_tell_what_is_described() throws Exception {
    String before = described();
    breakEverything();
    Files.delete(file());

    assertThat(restorer().fromTags("drilled")).isEmpty();
    stack.pass(Duration.ofMinutes(3));

    assertThat(described()).isEqualTo(before);
    assertThat(told).hasSize(2);
    assertThat(restorer().fromTags("drilled")).isEmpty();
    assertThat(restorer().fromTags("another")).isEmpty();
    assertThat(told).as("no tag is left").hasSize(2);
  }

  @Test
  void a_drill_that_comes_to_its_end_leaves_neither_tag_nor_entry() throws Exception {
    String before = described();
    try (LedgerFile ledger = ledger()) {
      for (Fault each : reversible()) {
        assertThat(Injection.of(each, stack.context(ledger)).undo()).as(each.name()).isEmpty();
        stack.pass(Duration.ofMinutes(3));
      }
    }

    assertThat(described()).isEqualTo(before);
    assertThat(LedgerReader.read(file()).pending()).isEmpty();
    assertThat(LedgerReader.read(file()).platform()).contains("endpoint");
    assertThat(LedgerReader.read(file()).url()).contains("http://127.0.0.1:5000");
  }

  /** Controllers of azdrill die with their process: no tag must say otherwise. */
  @Test
  void what_azdrills_own_controllers_imposed_bears_no_tag_and_is_said_to_have_ended()
      throws Exception {
    try (LedgerFile ledger = ledger()) {
      Injection.of(new ApplicationHang(stack.instance()), stack.context(ledger));
    }

    assertThat(restorer().waiting("drilled")).isEmpty();
    assertThat(restorer().fromLedger(file())).isEmpty();
    assertThat(told)
        .singleElement()
        .asString()
        .contains("is undone")
        .endsWith(": " + Restorer.ENDED);
    assertThat(restorer().beyondTags()).as("nothing outlives the simulator").isEmpty();
    try (EndpointPlatform completed =
        EndpointPlatform.over(stack.simulator.region(), "completed", Progress.SILENT)) {
      assertThat(new Restorer(completed, told::add).beyondTags())
          .hasValueSatisfying(each -> assertThat(each).endsWith(Restorer.ENDED + "."));
    }
  }

  /** What was broken with azdrill's own answers can only be mended with them. */
  @Test
  void a_ledger_says_what_azdrill_answered_itself() throws Exception {
    Optional<String> none = Optional.empty();
    LedgerFile.create(file(), "endpoint", none, Optional.of("always"), none).close();

    assertThat(LedgerReader.read(file()).completion()).contains("always");
  }

  /** A run may die between any two bytes that it writes. */
  @Test
  void a_ledger_that_ends_anywhere_is_read_as_far_as_it_goes() throws Exception {
    breakEverything();
    byte[] whole = Files.readAllBytes(file());
    List<LedgerReader.Pending> all = LedgerReader.read(file()).pending();
    int known = 0;
    for (int end = 0; end <= whole.length; end += 3) {
      Files.write(file(), Arrays.copyOf(whole, end));
      LedgerReader read = LedgerReader.read(file());

      assertThat(read.pending().size()).isGreaterThanOrEqualTo(known);
      assertThat(all).containsAll(read.pending());
      known = read.pending().size();
    }
    Files.write(file(), whole);
    assertThat(known).isGreaterThanOrEqualTo(4);
    assertThat(LedgerReader.read(file()).pending()).hasSize(5);
  }

  /** What is noted behind a line that was cut off is not swallowed by it. */
  @Test
  void a_ledger_whose_last_line_was_cut_off_can_be_restored() throws Exception {
    breakEverything();
    String whole = Files.readString(file());
    int last = whole.indexOf('\n', whole.lastIndexOf("\"intended\""));
    Files.writeString(file(), whole.substring(0, last - 9));
    assertThat(LedgerReader.read(file()).pending()).hasSize(4);

    assertThat(restorer().fromLedger(file())).isEmpty();

    assertThat(LedgerReader.read(file()).pending()).isEmpty();
  }

  @Test
  void tags_that_say_nothing_are_named_and_cost_no_other() {
    breakEverything();
    Somebody.beside(stack.simulator.session())
        .ec2()
        .createTags(
            r ->
                r.resources(stack.applicationGroup())
                    .tags(Tag.builder().key("azdrill:undo:100").value("?").build()));

    assertThat(restorer().fromTags("drilled"))
        .singleElement()
        .asString()
        .contains("expected the tags azdrill:undo:* of " + stack.applicationGroup());
    assertThat(described()).doesNotContain("stopped");
  }

  @Test
  void a_line_that_is_none_is_named_and_costs_no_other() throws Exception {
    breakEverything();
    List<String> lines = new ArrayList<>(Files.readAllLines(file()));
    lines.set(4, lines.get(4).substring(5));
    lines.add("{\"entry\":\"intended\",\"number\":9}");
    Files.write(file(), lines);

    LedgerReader read = LedgerReader.read(file());

    assertThat(read.pending()).hasSize(4);
    assertThat(read.brokenAt()).hasValueSatisfying(why -> assertThat(why).contains("line 5, 13"));
  }

  @Test
  void what_cannot_be_undone_is_told_and_stays_in_the_ledger_and_the_rest_is_undone()
      throws Exception {
    breakEverything();
    Sabotaged stuck =
        Sabotaged.none(stack.simulator)
            .undoing(
                () -> {
                  throw new IllegalStateException("the switch is stuck");
                });
    stuck.impose(new Impairment.ZonePower(otherZone()));

    assertThat(new Restorer(stuck, told::add).fromLedger(file()))
        .containsExactly(
            "zone power loss on "
                + otherZone()
                + " was not undone: expected to lift the zone power loss, saw: the switch is stuck");
    assertThat(LedgerReader.read(file()).pending()).hasSize(1);

    assertThat(restorer().fromLedger(file())).isEmpty();
    assertThat(LedgerReader.read(file()).pending()).isEmpty();
  }

  @Test
  void a_new_run_does_not_replace_a_ledger_in_which_something_waits() throws Exception {
    breakEverything();
    byte[] waiting = Files.readAllBytes(file());

    assertThatThrownBy(this::ledger)
        .isInstanceOf(LedgerPending.class)
        .hasMessageContaining("5 faults that were never undone")
        .hasMessageContaining("run 'azdrill restore " + file() + "' first");
    assertThat(Files.readAllBytes(file())).isEqualTo(waiting);

    assertThat(restorer().fromLedger(file())).isEmpty();
    ledger().close();
  }

  @Test
  void what_cannot_be_written_down_is_not_broken() {
    LedgerFile closed = ledger();
    closed.close();

    assertThatThrownBy(
            () -> Injection.of(new InstanceStop(stack.instance()), stack.context(closed)))
        .hasMessageContaining("before anything is broken");
    assertThat(described()).doesNotContain("stopp");
  }

  @Test
  void the_undo_is_on_disk_before_the_act_and_the_tag_is_there() throws Exception {
    List<Integer> seen = new ArrayList<>();
    try (LedgerFile ledger = ledger()) {
      Fault looking =
          new Observing(
              new InstanceStop(stack.instance()),
              () -> {
                try {
                  seen.add(LedgerReader.read(file()).pending().size());
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
                assertThat(described()).contains("azdrill:undo").doesNotContain("stopping");
              });
      Injection.of(looking, stack.context(ledger)).undo();
    }
    assertThat(seen).containsExactly(1);
  }

  /** Looks before it acts. */
  private record Observing(Fault real, Runnable look) implements Fault {
    @Override
    public String name() {
      return real.name();
    }

    @Override
    public String subject() {
      return real.subject();
    }

    @Override
    public Fault resolve(FaultContext context) {
      return new Observing(real.resolve(context), look);
    }

    @Override
    public Set<AwsAction> apiCalls() {
      return real.apiCalls();
    }

    @Override
    public FaultPlan plan(FaultContext context) {
      FaultPlan plan = real.plan(context);
      return new FaultPlan(
          plan.undo(),
          () -> {
            look.run();
            plan.act().run();
          });
    }

    @Override
    public Optional<Witness> witness(FaultContext context, Instant from) {
      return real.witness(context, from);
    }
  }

  @Test
  void a_ledger_of_an_earlier_version_that_names_no_stack_is_read() throws Exception {
    Files.writeString(
        file(),
        "{\"entry\":\"opened\",\"platform\":\"endpoint\",\"url\":\"http://127.0.0.1:14611\"}\n"
            + "{\"entry\":\"intended\",\"number\":1,\"at\":\"2026-11-28T19:44:00.393692730Z\","
            + "\"fault\":{\"fault\":\"stop\",\"subject\":\"i-1\"},"
            + "\"undo\":[{\"undo\":\"start-instance\",\"instanceId\":\"i-1\"}]}\n");

    LedgerReader read = LedgerReader.read(file());

    assertThat(read.brokenAt()).isEmpty();
    assertThat(read.platform()).contains("endpoint");
    assertThat(read.stack()).isEmpty();
    assertThat(read.pending()).hasSize(1);
  }

  @Test
  void a_ledger_says_which_stack_the_run_drilled() throws Exception {
    ledger().close();

    assertThat(LedgerReader.read(file()).stack()).contains("shop");
  }

  @Test
  void what_waits_for_its_undo_is_told_without_undoing_it() {
    try (LedgerFile ledger = ledger()) {
      Injection.of(new ApplicationCutOff(stack.applicationGroup()), stack.context(ledger));
    }

    assertThat(restorer().waiting("drilled"))
        .extracting(WaitingUndo::words)
        .containsExactly(
            "authorize what was revoked from security group " + stack.applicationGroup());
    assertThat(restorer().waiting("drilled")).hasSize(1);
    assertThat(told).isEmpty();
    assertThat(restorer().fromTags("drilled")).isEmpty();
    assertThat(restorer().waiting("drilled")).isEmpty();
  }

  @Test
  void whatever_the_platform_imposed_is_lifted_from_the_ledger() throws Exception {
    try (LedgerFile ledger = ledger()) {
      for (FaultKind<?> each : FaultCatalogue.own()) {
        if (each.needs().isPresent()) {
          Fault typed = FaultCatalogue.parse(each.word());
          Injection.of(each.resolve(typed, stack.inventory()), stack.context(ledger));
        }
      }
    }
    assertThat(stack.simulator.region().facts().all()).hasSizeGreaterThan(10);

    assertThat(restorer().fromLedger(file())).isEmpty();

    assertThat(stack.simulator.region().facts().all()).isEmpty();
    assertThat(LedgerReader.read(file()).pending()).isEmpty();
  }
}
