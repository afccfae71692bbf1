package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients saw, as the journal has it: all of it, and each request on its side of an event. */
class TrafficNotesTest {
  private final DrilledStack stack = new DrilledStack();

  @AfterEach
  void close() {
    stack.close();
  }

  private List<TrafficBucket> buckets() {
    return stack.noted(Observation.RequestsServed.class).stream()
        .map(Observation.RequestsServed::bucket)
        .toList();
  }

  private int sent() {
    return buckets().stream().mapToInt(TrafficBucket::sent).sum();
  }

  @Test
  void every_request_is_in_a_bucket_also_those_of_the_last_seconds() {
    DrillSession session = stack.session();
    Clients clients = stack.clients(stack.simulator);
    session.use(clients);
    stack.pass(Duration.ofSeconds(97));
    clients.close();

    session.close();

    assertThat(sent()).isEqualTo(clients.log().exchanges().size()).isGreaterThan(500);
    assertThat(buckets()).last().extracting(TrafficBucket::length).isEqualTo(Duration.ofSeconds(7));
    assertThat(buckets())
        .filteredOn(each -> each.length().equals(Duration.ofSeconds(10)))
        .hasSize(9);
  }

  @Test
  void a_session_shorter_than_a_bucket_has_one() {
    DrillSession session = stack.session();
    Clients clients = stack.clients(stack.simulator);
    session.use(clients);
    stack.pass(Duration.ofSeconds(3));

    session.close();

    assertThat(buckets()).hasSize(1);
    assertThat(sent()).isEqualTo(clients.log().exchanges().size()).isPositive();
  }

  @Test
  void no_bucket_holds_requests_from_before_and_after_a_fault_or_an_undo() {
    DrillSession session = stack.session();
    Clients clients = stack.clients(stack.simulator);
    session.use(clients);
    stack.pass(Duration.ofSeconds(23));
    session.inject(new InstanceTermination(stack.instance()));
    Instant fault = stack.now();
    stack.pass(Duration.ofSeconds(101));
    session.undoAll();
    Instant undone = stack.now();
    stack.pass(Duration.ofSeconds(11));

    session.close();

    assertThat(buckets()).extracting(TrafficBucket::from).contains(fault, undone);
    assertThat(sent()).isEqualTo(clients.log().exchanges().size());
    Instant at = buckets().get(0).from();
    for (TrafficBucket each : buckets()) {
      assertThat(each.from()).as("without gaps").isEqualTo(at);
      at = each.to();
    }
    assertThat(at).isEqualTo(stack.now());
  }

  @Test
  void the_requests_of_clients_that_were_replaced_are_not_lost() {
    DrillSession session = stack.session();
    Clients first = stack.clients(stack.simulator);
    session.use(first);
    stack.pass(Duration.ofSeconds(15));
    first.close();
    Clients second = stack.clients(stack.simulator);
    session.use(second);
    stack.pass(Duration.ofSeconds(15));

    session.close();

    assertThat(sent()).isEqualTo(first.log().exchanges().size() + second.log().exchanges().size());
  }
}
