package dev.azdrill.simulator.dataplane;

import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.ONE;
import static dev.azdrill.simulator.dataplane.DataplaneUnderTest.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Outcome;
import dev.azdrill.exchange.ReadBack;
import dev.azdrill.simulator.world.Databases;
import dev.azdrill.simulator.world.Fact;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Records that clients store through the application, and read back. */
class WritesTest {
  private final DataplaneUnderTest plane = new DataplaneUnderTest();

  @Test
  void one_request_in_ten_stores_a_record() {
    plane.run(plan(4, 4), 100);

    List<String> writes = plane.seen.stream().flatMap(e -> e.write().stream()).toList();
    assertThat(writes).hasSize(40).doesNotHaveDuplicates();
    assertThat(plane.database.written).containsExactlyElementsOf(writes);
  }

  @Test
  void records_are_read_back_through_the_application() {
    plane.database.written.add("kept");

    ReadBack read = plane.clients.read(ONE, List.of("kept", "lost"));

    assertThat(read.exchange().isSuccess()).isTrue();
    assertThat(read.found()).hasValue(Set.of("kept"));
  }

  @Test
  void records_cannot_be_read_back_while_the_database_does_not_serve() {
    plane.database.serving(false);

    ReadBack read = plane.clients.read(ONE, List.of("kept"));

    assertThat(read.found()).isEmpty();
    assertThat(read.exchange().outcome()).isEqualTo(new Outcome.Answered(500));
  }

  @Test
  void an_answer_that_does_not_come_from_the_application_acknowledges_nothing() {
    plane.blocked.set(true);
    plane.run(plan(4, 4), 100);

    assertThat(plane.outcomes()).containsOnlyKeys("403");
    assertThat(plane.seen)
        .as("who is turned away is answered and not served")
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e.isSuccess()).isFalse())
        .allSatisfy(e -> assertThat(e.cause()).isPresent());
    assertThat(plane.clients.read(ONE, List.of("kept")).found()).isEmpty();
  }

  @Test
  void without_a_database_nothing_is_acknowledged() {
    plane.database.primary = Optional.empty();
    plane.run(plan(4, 4), 100);

    assertThat(plane.seen).allSatisfy(e -> assertThat(e.write()).isEmpty());
  }

  @Test
  void records_are_read_back_by_the_node_that_answers() {
    plane.database.written.add("kept");
    plane.world.facts().establish(new Fact.ZoneWithoutPower("eu-west-2a"));
    plane.balancer.decisions.remove(0);
    plane.database.primary =
        Optional.of(new Databases.Primary("eni-new", "10.0.22.30", 5432, "eu-west-2b", true));

    assertThat(plane.clients.read(ONE, List.of("kept")).found()).hasValue(Set.of("kept"));
  }
}
