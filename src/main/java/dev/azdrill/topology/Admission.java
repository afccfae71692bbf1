package dev.azdrill.topology;

import dev.azdrill.network.model.Cidr;
import java.util.List;
import java.util.Optional;

/**
 * Whom a security group admits, and to which TCP ports.
 *
 * @param from the sender
 * @param ports at least one
 */
public record Admission(Sender from, List<Integer> ports) {
  /**
   * @throws BlueprintException when there is no port, or one out of range
   */
  public Admission {
    ports = List.copyOf(ports);
    if (ports.isEmpty()) {
      throw new BlueprintException("ports", "at least one port", "none", "name one");
    }
    for (int i = 0; i < ports.size(); i++) {
      Listener.requirePort("ports[" + i + "]", ports.get(i));
    }
  }

  /** Who sends: a network, or whatever bears the security group of a part. */
  public sealed interface Sender {
    /** As blueprints write it. */
    String word();

    /** The part whose security group is meant, if one is. */
    default Optional<Part> part() {
      return Optional.empty();
    }

    /** The network that is meant, if one is. */
    default Optional<Cidr> network() {
      return Optional.empty();
    }
  }

  /** Everybody in this network. */
  public record Range(Cidr cidr) implements Sender {
    /** Everybody. */
    public static final Range INTERNET = new Range(Cidr.ALL);

    @Override
    public String word() {
      return cidr.prefix() == 0 ? "internet" : cidr.toString();
    }

    @Override
    public Optional<Cidr> network() {
      return Optional.of(cidr);
    }
  }

  /** Whatever bears the security group of this part. */
  public record Members(Part members) implements Sender {
    @Override
    public String word() {
      return members.word();
    }

    @Override
    public Optional<Part> part() {
      return Optional.of(members);
    }
  }
}
