package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Entry;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Platform;
import dev.azdrill.traffic.Clients;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a drill asks for, and what it need not ask for again. */
class LooksTest {
  private static final String ZONE = "eu-west-2a";

  static Stream<Function<Inventory, Drill>> drills() {
    return Stream.of(
        stack -> Drills.zonePowerLoss(stack, ZONE),
        stack -> Drills.databaseFailover(stack.all(Kind.DB_INSTANCE).get(0)),
        stack ->
            Drills.instanceTermination(
                stack.all(Kind.AUTO_SCALING_GROUP).get(0).instances().get(0).instanceId()));
  }

  @ParameterizedTest
  @MethodSource("drills")
  void who_asks_again_for_what_is_known_to_be_as_it_was_learns_nothing_else(
      Function<Inventory, Drill> drill) {
    try (DrilledStack knowing = new DrilledStack();
        DrilledStack asking = new DrilledStack();
        AskingPlatform platform = new AskingPlatform(asking.simulator)) {
      assertThat(journal(knowing, knowing.simulator, drill))
          .isEqualTo(journal(asking, platform, drill));
      assertThat(knowing.simulator.requests()).isLessThan(asking.simulator.requests());
    }
  }

  @Test
  void a_zone_loss_is_told_by_a_few_dozen_calls() {
    try (DrilledStack stack = new DrilledStack()) {
      long before = stack.simulator.requests();

      journal(stack, stack.simulator, inventory -> Drills.zonePowerLoss(inventory, ZONE));

      assertThat(stack.simulator.requests() - before).isLessThan(100);
    }
  }

  private static List<Entry> journal(
      DrilledStack stack, Platform on, Function<Inventory, Drill> drill) {
    try (Clients clients = stack.clients(on);
        DrillSession session = stack.session(on)) {
      session.use(clients);
      session.run(drill.apply(stack.inventory()));
    }
    return stack.journal.entries();
  }
}
