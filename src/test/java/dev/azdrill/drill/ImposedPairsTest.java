package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.Matrix;
import dev.azdrill.discovery.Discovery;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Phase;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.FaultPlan;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.simulator.world.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two faults that the platform imposes hold at once, and are lifted in either order: what is left
 * after the first is the other, and after both the stack is as before. A sample has each fault with
 * its neighbours and with every fourth of the others, in one of the two orders.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImposedPairsTest {
  private static final Duration HELD = Duration.ofSeconds(45);

  /** After it nothing is under way but what takes its time, and few looks are left to do. */
  private static final Duration SETTLED = Duration.ofMinutes(10);

  /** Of the two orders of a pair, one is in a sample. */
  private static final int ORDERS = Matrix.every(2);

  private final DrilledStack stack = new DrilledStack();

  @BeforeAll
  void nothing_holds() {
    assertThat(facts()).isEmpty();
  }

  @AfterAll
  void close() {
    stack.close();
  }

  static List<FaultKind<?>> imposed() {
    return FaultCatalogue.own().stream().filter(each -> each.needs().isPresent()).toList();
  }

  private Set<Fact> facts() {
    return stack
        .simulator
        .region()
        .kernel()
        .write(() -> stack.simulator.region().facts().all().collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("imposed")
  void what_is_lifted_leaves_the_other(FaultKind<?> one) {
    List<FaultKind<?>> all = imposed();
    int first = all.indexOf(one);
    for (int second = first + 1; second < all.size(); second += Matrix.every(4)) {
      for (int order = (first + second) / 2 % ORDERS; order < 2; order += ORDERS) {
        lifted(one, all.get(second), List.of(order, 1 - order));
      }
    }
  }

  private void lifted(FaultKind<?> one, FaultKind<?> other, List<Integer> order) {
    String pair = one.word() + " and " + other.word() + " lifted in the order " + order;
    Inventory now = new Discovery(stack.simulator.session()).byStack("drilled");
    try (DrillSession session =
        stack.run(stack.simulator).open("drill-1", pair, now, Objectives.NONE)) {
      List<FaultPlan> plans = new ArrayList<>();
      List<Set<Fact>> imposed = new ArrayList<>();
      for (FaultKind<?> each : List.of(one, other)) {
        Set<Fact> before = facts();
        FaultPlan plan = plan(each, session, now);
        plan.act().run();
        Set<Fact> more = facts();
        more.removeAll(before);
        assertThat(more).as(pair).isNotEmpty();
        plans.add(plan);
        imposed.add(more);
      }
      stack.pass(HELD);

      undo(plans.get(order.get(0)));
      assertThat(facts()).as(pair).isEqualTo(imposed.get(order.get(1)));
      undo(plans.get(order.get(1)));

      assertThat(facts()).as(pair).isEmpty();
      stack.pass(SETTLED);
      assertSteady(session, pair);
    }
  }

  private static FaultPlan plan(FaultKind<?> kind, DrillSession session, Inventory now) {
    Fault typed = kind.resolve(FaultCatalogue.parse(kind.word()), now);
    return typed.resolve(session.context()).plan(session.context());
  }

  private void undo(FaultPlan plan) {
    plan.undo().forEach(each -> each.on(stack.simulator));
    plan.undo().forEach(each -> each.on(stack.simulator));
  }

  private static void assertSteady(DrillSession session, String pair) {
    Limit limit = Limit.fixed(Duration.ofMinutes(30), Limit.Source.ALLOWANCE, "a test");
    assertThat(
            session
                .monitor()
                .await(
                    new Expectation.SteadyState(),
                    limit,
                    Phase.RESTORATION,
                    session.context().now())
                .timeliness()
                .isMet())
        .as(pair)
        .isTrue();
  }
}
