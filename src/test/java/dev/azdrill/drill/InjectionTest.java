package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.Observation;
import dev.azdrill.fault.ApplicationHang;
import dev.azdrill.fault.DatabaseFailover;
import dev.azdrill.fault.DatabaseRestart;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.FaultPlan;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.InstanceStop;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.LiftImpairment;
import dev.azdrill.fault.UncertainFaultException;
import dev.azdrill.fault.Witness;
import dev.azdrill.fault.ZoneCapacityLoss;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.MissingCapability;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** One fault, from its intent to its undo, and what the journal says of it. */
class InjectionTest {
  private static final DrilledStack STANDING = new DrilledStack();

  private final DrilledStack stack = STANDING.again();
  private final Sabotaged platform = Sabotaged.none(stack.simulator);
  private final AtomicInteger undos = new AtomicInteger();

  @AfterAll
  static void close() {
    STANDING.close();
  }

  private FaultContext context(Sabotaged on) {
    return new FaultContext(
        on, stack.inventory(), stack.run(on).notes().of("drill-1"), Ledger.NONE);
  }

  /** A zone loses its power, as far as this says so; its undo is that of the platform. */
  private record Scripted(Runnable act, Supplier<Optional<Witness>> evidence, boolean isReversible)
      implements Fault {
    @Override
    public String name() {
      return "zone power loss";
    }

    @Override
    public String subject() {
      return "eu-west-2a";
    }

    @Override
    public Fault resolve(FaultContext context) {
      return this;
    }

    @Override
    public FaultPlan plan(FaultContext context) {
      return isReversible
          ? FaultPlan.reversible(act, new LiftImpairment(new Impairment.ZonePower("eu-west-2a")))
          : FaultPlan.irreversible(act);
    }

    @Override
    public Optional<Witness> witness(FaultContext context, Instant from) {
      return evidence.get();
    }
  }

  private Injection inject(Runnable act, Supplier<Optional<Witness>> witness) {
    return Injection.of(new Scripted(act, witness, true), context(platform));
  }

  private Injection inject(Sabotaged on, Runnable act) {
    return Injection.of(new Scripted(act, Optional::empty, true), context(on));
  }

  private Injection failing(Sabotaged on, RuntimeException failure) {
    return inject(
        on,
        () -> {
          throw failure;
        });
  }

  /** Lifting the zone's power loss does this. */
  private Sabotaged undoing(Runnable undo) {
    Sabotaged sabotaged = platform.undoing(undo::run);
    sabotaged.impose(new Impairment.ZonePower("eu-west-2a"));
    return sabotaged;
  }

  private static void nothing() {}

  private List<String> journal() {
    return stack.journal.entries().stream()
        .map(each -> each.observation().getClass().getSimpleName())
        .toList();
  }

  private static AwsServiceException answer(int status) {
    return Ec2Exception.builder().statusCode(status).message("no").build();
  }

  @Test
  void a_subject_that_does_not_exist_is_refused_before_anything_is_intended() {
    List<Fault> unknown =
        List.of(
            new ZonePowerLoss("nowhere"),
            new ZoneCapacityLoss("nowhere"),
            new InstanceTermination("nowhere"),
            new InstanceStop("nowhere"),
            new ApplicationHang("nowhere"),
            new DatabaseFailover("nowhere"),
            new DatabaseRestart("nowhere"));

    for (Fault each : unknown) {
      assertThatThrownBy(() -> Injection.of(each, context(platform)))
          .as(each.name())
          .isInstanceOf(FaultException.class)
          .hasMessageContaining(", saw 'nowhere'. There is: ");
    }
    assertThat(journal()).isEmpty();
  }

  @Test
  void a_misspelt_subject_is_answered_with_the_one_that_was_probably_meant() {
    String instance = stack.instance();

    assertThatThrownBy(() -> Injection.of(new ZonePowerLoss("eu-west-2z"), context(platform)))
        .hasMessage(
            "expected an Availability Zone in which the stack stands, saw 'eu-west-2z': did you"
                + " mean eu-west-2a? There is: eu-west-2a, eu-west-2b");
    assertThatThrownBy(() -> Injection.of(new InstanceStop(instance + "0"), context(platform)))
        .hasMessageContaining("did you mean " + instance + "?");
    assertThatThrownBy(
            () -> Injection.of(new DatabaseFailover(stack.database() + "x"), context(platform)))
        .hasMessageContaining("did you mean " + stack.database() + "?");
    assertThat(journal()).isEmpty();
  }

  @Test
  void the_intent_is_in_the_journal_before_the_act_and_the_outcome_after_it() {
    Injection injection =
        inject(
            () -> assertThat(journal()).containsExactly("FaultIntended"),
            () -> Optional.of(Witness.found("it is dark")));

    assertThat(injection.witness()).contains("it is dark");
    assertThat(injection.undo()).isEmpty();
    assertThat(journal())
        .containsExactly("FaultIntended", "FaultImposed", "FaultWitnessed", "FaultUndone");
    assertThat(injection.at()).isEqualTo(stack.now());
  }

  @Test
  void a_witness_that_was_seen_stays_and_is_noted_once() {
    AtomicInteger looks = new AtomicInteger();
    Injection injection =
        inject(
            InjectionTest::nothing,
            () ->
                looks.incrementAndGet() == 2
                    ? Optional.of(Witness.found("it is dark"))
                    : Optional.empty());

    assertThat(injection.witness()).isEmpty();
    assertThat(injection.witness()).contains("it is dark");
    assertThat(injection.witness()).contains("it is dark");
    assertThat(injection.undo()).isEmpty();
    assertThat(injection.witness()).contains("it is dark");
    assertThat(looks).hasValue(2);
    assertThat(stack.noted(Observation.FaultWitnessed.class)).hasSize(1);
  }

  @Test
  void a_witness_is_noted_with_the_time_at_which_it_happened_and_never_before_its_fault() {
    Instant fault = stack.now();
    Injection late =
        inject(
            InjectionTest::nothing,
            () -> Optional.of(Witness.happened(fault.plusSeconds(3), "it went dark")));
    Injection early =
        inject(
            InjectionTest::nothing,
            () -> Optional.of(Witness.happened(fault.minusSeconds(3), "another clock is slow")));
    stack.pass(Duration.ofSeconds(60));

    late.witness();
    early.witness();

    assertThat(stack.journal.entries())
        .filteredOn(each -> each.observation() instanceof Observation.FaultWitnessed)
        .extracting(Entry::at)
        .containsExactly(fault.plusSeconds(3), fault);
  }

  @Test
  void what_shows_after_the_undo_is_no_witness() {
    Injection injection =
        inject(InjectionTest::nothing, () -> Optional.of(Witness.found("too late")));
    assertThat(injection.undo()).isEmpty();

    assertThat(injection.witness()).isEmpty();
  }

  @Test
  void undoing_twice_is_harmless_and_is_noted_once() {
    Injection injection = inject(undoing(undos::incrementAndGet), InjectionTest::nothing);

    assertThat(injection.undo()).isEmpty();
    assertThat(injection.undo()).isEmpty();

    assertThat(undos).hasValue(1);
    assertThat(injection.isUndone()).isTrue();
    assertThat(stack.noted(Observation.FaultUndone.class)).hasSize(1);
  }

  @Test
  void an_undo_that_fails_never_throws_is_told_and_may_be_tried_again() {
    Injection injection =
        inject(
            undoing(
                () -> {
                  switch (undos.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("not now");
                    case 2 -> throw new AssertionError("not yet");
                    case 3 -> throw new NullPointerException();
                    default -> {}
                  }
                }),
            InjectionTest::nothing);

    assertThat(injection.undo()).contains("zone power loss on eu-west-2a was not undone: not now");
    assertThat(injection.undo()).contains("zone power loss on eu-west-2a was not undone: not yet");
    assertThat(injection.undo())
        .contains("zone power loss on eu-west-2a was not undone: an internal error");
    assertThat(injection.isUndone()).isFalse();
    assertThat(injection.undo()).isEmpty();
    assertThat(injection.isUndone()).isTrue();
    assertThat(journal())
        .containsExactly(
            "FaultIntended",
            "FaultImposed",
            "UndoFailed",
            "UndoFailed",
            "UndoFailed",
            "FaultUndone");
  }

  @Test
  void what_cannot_be_taken_back_is_told_and_is_no_failure() {
    Injection injection =
        Injection.of(
            new Scripted(undos::incrementAndGet, Optional::empty, false), context(platform));

    assertThat(undos).as("the act").hasValue(1);
    assertThat(injection.isReversible()).isFalse();
    assertThat(injection.undo()).isEmpty();
    assertThat(journal()).containsExactly("FaultIntended", "FaultImposed", "FaultIrreversible");
  }

  @Test
  void a_platform_that_refuses_has_broken_nothing() {
    assertThatThrownBy(() -> failing(platform, answer(400)))
        .isInstanceOf(FaultException.class)
        .hasMessageStartingWith(
            "expected to impose zone power loss on eu-west-2a, the platform refused: no");
    assertThat(journal()).containsExactly("FaultIntended", "FaultRefused");
  }

  @Test
  void a_platform_that_lacks_what_is_needed_has_broken_nothing() {
    Capabilities none = new Capabilities("a platform", Map.of(), Map.of());

    assertThatThrownBy(() -> inject(() -> none.require(Ability.ZONE_POWER), Optional::empty))
        .isInstanceOf(MissingCapability.class);
    assertThatThrownBy(() -> failing(platform, new UnsupportedOperationException("never")))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(journal())
        .containsExactly("FaultIntended", "FaultRefused", "FaultIntended", "FaultRefused");
  }

  @Test
  void what_may_hold_is_taken_back_at_once() {
    Sabotaged on = undoing(undos::incrementAndGet);

    assertThatThrownBy(() -> failing(on, answer(500)))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining(
            "expected to impose zone power loss on eu-west-2a, nobody knows whether it was, and it"
                + " was taken back: no");
    assertThatThrownBy(() -> failing(on, new IllegalStateException("no reply")))
        .isInstanceOf(FaultException.class)
        .hasMessageEndingWith("it was taken back: no reply");
    assertThat(undos).as("the first time; then the simulator's own").hasValue(1);
    assertThat(journal())
        .containsExactly("FaultIntended", "FaultUndone", "FaultIntended", "FaultUndone");
  }

  @Test
  void what_may_hold_and_cannot_be_taken_back_is_unsafe() {
    Sabotaged on =
        undoing(
            () -> {
              throw new IllegalStateException("the switch is stuck");
            });

    assertThatThrownBy(() -> failing(on, new IllegalStateException("no reply")))
        .isInstanceOf(UncertainFaultException.class)
        .hasMessageStartingWith(
            "zone power loss on eu-west-2a may have been imposed and is not undone");
    assertThat(journal()).containsExactly("FaultIntended", "UndoFailed");
  }

  @Test
  void what_may_have_happened_and_needs_no_undo_is_not_unsafe() {
    Scripted lost =
        new Scripted(
            () -> {
              throw new IllegalStateException("no reply");
            },
            Optional::empty,
            false);

    assertThatThrownBy(() -> Injection.of(lost, context(platform)))
        .isInstanceOf(FaultException.class)
        .hasMessageEndingWith("nobody knows whether it was: no reply");
    assertThat(journal()).containsExactly("FaultIntended", "FaultIrreversible");
  }

  @Test
  void a_call_that_a_fault_does_not_declare_is_not_sent_and_the_fault_is_refused() {
    String instance = stack.instance();
    Runnable act = () -> platform.session().ec2().terminateInstances(r -> r.instanceIds(instance));

    assertThatThrownBy(() -> inject(act, Optional::empty))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("it was refused: expected a call that is declared for the fault zone")
        .hasMessageContaining("saw ec2:TerminateInstances: it was not sent");
    assertThat(stack.noted(Observation.FaultRefused.class)).hasSize(1);
    assertThat(stack.noted(Observation.FaultImposed.class)).isEmpty();
    assertThat(
            platform
                .session()
                .ec2()
                .describeInstances(r -> r.instanceIds(instance))
                .reservations()
                .get(0)
                .instances()
                .get(0)
                .state()
                .nameAsString())
        .isEqualTo("running");
  }

  /** Terminates an instance that it does not name as its target. */
  private record Straying(String instanceId) implements Fault {
    @Override
    public String name() {
      return "straying";
    }

    @Override
    public String subject() {
      return "the group";
    }

    @Override
    public Set<AwsAction> apiCalls() {
      return PermittedCalls.actions("ec2:TerminateInstances");
    }

    @Override
    public Fault resolve(FaultContext context) {
      return this;
    }

    @Override
    public FaultPlan plan(FaultContext context) {
      return FaultPlan.irreversible(
          () -> context.aws().ec2().terminateInstances(r -> r.instanceIds(instanceId)));
    }

    @Override
    public Optional<Witness> witness(FaultContext context, Instant from) {
      return Optional.empty();
    }
  }

  @Test
  void a_call_on_what_is_not_of_the_stack_is_not_sent_although_it_is_declared() {
    FaultContext context = context(platform);

    assertThatThrownBy(() -> Injection.of(new Straying("i-0123456789abcdef0"), context))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining(
            "expected the fault straying to call ec2:TerminateInstances on what belongs to the"
                + " stack, saw i-0123456789abcdef0: it was not sent");
    assertThat(platform.session().changes()).doesNotContainKey("the fault straying");
  }
}
