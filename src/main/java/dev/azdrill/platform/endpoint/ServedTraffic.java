package dev.azdrill.platform.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.ReadBack;
import dev.azdrill.platform.ExchangeJson;
import dev.azdrill.platform.TrafficPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Clients of a region that azdrill serves in another process. What they saw is fetched whenever
 * time has passed, so that nothing is missed of what had happened by then.
 */
final class ServedTraffic implements TrafficPort {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** So many ids stay below what the control takes at once. */
  private static final int IDS_MAX = 500;

  private final ServedControl control;
  private final List<Running> running = new CopyOnWriteArrayList<>();

  ServedTraffic(ServedControl control, ServedTime time) {
    this.control = control;
    time.atEachLook(() -> running.forEach(Running::fetch));
  }

  private static ObjectNode of(Plan plan) {
    return JsonNodeFactory.instance.objectNode().put("host", plan.host()).put("tls", plan.tls());
  }

  @Override
  public Clients start(Plan plan, Consumer<Exchange> sink) {
    if (!plan.interval().equals(INTERVAL)) {
      throw new UnsupportedOperationException(
          "expected clients that send a request each second, saw one each " + plan.interval());
    }
    ObjectNode wanted =
        of(plan)
            .put("path", plan.path())
            .put("clients", plan.clients())
            .put("requestsPerSecond", plan.requestsPerSecond())
            .put("kept", true);
    String name =
        control.postOnce(
            "traffic",
            wanted,
            () -> {
              stopOrphans(plan.host());
              return Optional.empty();
            });
    Running started = new Running(name, sink);
    running.add(started);
    return started;
  }

  /**
   * Clients of a run that is over, or of a start whose answer was lost, would be a load that nobody
   * reckons with: who starts clients of a stack has locked it, so that no other run has any.
   */
  private void stopOrphans(String host) {
    for (JsonNode each : control.get("traffic").path("traffic")) {
      String name = each.path("name").asText();
      if (each.path("kept").asBoolean()
          && host.equals(each.path("host").asText())
          && running.stream().noneMatch(mine -> mine.name.equals(name))) {
        control.delete("traffic/" + name);
      }
    }
  }

  @Override
  public ReadBack read(Plan plan, Collection<String> ids) {
    List<String> all = List.copyOf(ids);
    Set<String> found = new TreeSet<>();
    ReadBack last;
    int from = 0;
    do {
      int to = Math.min(all.size(), from + IDS_MAX);
      last = readSome(plan, all.subList(from, to));
      last.found().ifPresent(found::addAll);
      from = to;
    } while (from < all.size() && last.found().isPresent());
    return new ReadBack(last.exchange(), last.found().map(some -> found));
  }

  private ReadBack readSome(Plan plan, List<String> ids) {
    ObjectNode wanted = of(plan);
    ArrayNode named = wanted.putArray("ids");
    ids.forEach(named::add);
    JsonNode read = control.post("records", wanted);
    Set<String> found = new TreeSet<>();
    read.path("found").forEach(each -> found.add(each.asText()));
    return new ReadBack(
        ExchangeJson.read(read.path("exchange")),
        read.has("found") ? Optional.of(found) : Optional.empty());
  }

  @Override
  public TrafficSource source() {
    return TrafficSource.SIMULATED;
  }

  /** Stops what still runs. */
  void close() {
    running.forEach(Running::stop);
  }

  /** Clients that run there. */
  private final class Running implements Clients {
    private final String name;
    private final Consumer<Exchange> sink;
    private int fetched;
    private boolean isStopped;

    Running(String name, Consumer<Exchange> sink) {
      this.name = name;
      this.sink = sink;
    }

    /**
     * Fetches what they have seen until now. Meanwhile they see more: who went on until there is
     * nothing more would never end where a call takes longer than they need for the next request.
     */
    synchronized void fetch() {
      List<Exchange> some;
      do {
        some = new ArrayList<>();
        if (!isStopped) {
          for (JsonNode each : control.get("exchanges/" + name + "/" + fetched).path("exchanges")) {
            some.add(ExchangeJson.read(each));
          }
        }
        fetched += some.size();
        some.forEach(sink);
      } while (some.size() >= ExchangeJson.TOLD_MAX);
    }

    @Override
    public synchronized void stop() {
      if (!isStopped) {
        running.remove(this);
        try {
          fetch();
        } finally {
          isStopped = true;
          control.delete("traffic/" + name);
        }
      }
    }
  }
}
