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
      Require.port("ports[" + i + "]", ports.get(i));
    }
  }

  /** Who sends: a network, or the members of a part's security group. */
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

  /** Every address of this network. */
  public record Range(Cidr cidr) implements Sender {
    /** Every IPv4 address. */
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

  /** The members of this part's security group. */
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
