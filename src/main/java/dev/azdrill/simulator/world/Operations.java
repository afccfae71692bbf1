package dev.azdrill.simulator.world;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The table of operations: all that the region answers. Rooms enter theirs while the region is put
 * together.
 */
public final class Operations {
  private final Map<Service, Map<String, Operation>> table = new EnumMap<>(Service.class);

  /** The page of one service, to which its room adds. */
  public Page of(Service service) {
    return new Page(service, table.computeIfAbsent(service, s -> new TreeMap<>()));
  }

  /** The operation under this wire name, if the region has it. */
  public Optional<Operation> find(Service service, String action) {
    return Optional.ofNullable(table.getOrDefault(service, Map.of()).get(action));
  }

  /** The wire names of a service's operations. */
  public Set<String> actions(Service service) {
    return Set.copyOf(table.getOrDefault(service, Map.of()).keySet());
  }

  /** One service's operations. */
  public static final class Page {
    private final Service service;
    private final Map<String, Operation> operations;

    private Page(Service service, Map<String, Operation> operations) {
      this.service = service;
      this.operations = operations;
    }

    /** Enters an operation that only looks. */
    public <B extends SdkPojo & SdkBuilder<B, Q>, Q extends SdkPojo, R extends SdkPojo> Page read(
        String action, Supplier<B> builder, Function<Q, R> handler) {
      return enter(Operation.of(service, action, Operation.Effect.READ, builder, handler));
    }

    /** Enters an operation that may change something. */
    public <B extends SdkPojo & SdkBuilder<B, Q>, Q extends SdkPojo, R extends SdkPojo> Page write(
        String action, Supplier<B> builder, Function<Q, R> handler) {
      return enter(Operation.of(service, action, Operation.Effect.WRITE, builder, handler));
    }

    private Page enter(Operation operation) {
      if (operations.putIfAbsent(operation.action(), operation) != null) {
        throw new IllegalStateException(operation + " is entered twice");
      }
      return this;
    }
  }
}
