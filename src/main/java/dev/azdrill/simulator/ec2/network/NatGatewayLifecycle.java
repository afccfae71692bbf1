package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.world.Adoption;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;

/**
 * Where in its life a NAT gateway is, and what may come next.
 *
 * <p>Source: Amazon VPC User Guide, "Troubleshoot NAT gateways", on states and failures.
 */
sealed interface NatGatewayLifecycle {
  /** Why one cannot be made: AWS's code and sentence. */
  record Failure(String code, String message) {}

  /** The life's word for EC2. */
  NatGatewayState state();

  /**
   * The life of one that stands elsewhere.
   *
   * @param now since when it is going, where that is not told
   */
  static NatGatewayLifecycle of(NatGateway described, Instant now) {
    Instant since = described.deleteTime() == null ? now : described.deleteTime();
    return switch (Adoption.required(described.state(), "State")) {
      case PENDING -> new Pending(Optional.empty());
      case AVAILABLE -> new Available();
      case FAILED ->
          new Failed(
              new Failure(
                  Adoption.required(described.failureCode(), "FailureCode"),
                  Adoption.required(described.failureMessage(), "FailureMessage")));
      case DELETING -> new Deleting(since);
      case DELETED -> new Deleted(since);
      case UNKNOWN_TO_SDK_VERSION ->
          throw new Adoption.NotAdopted(
              "it is " + described.stateAsString() + ", and what comes of that is not known here");
    };
  }

  /** Whether its addresses count, and routes to it are not black holes. */
  default boolean isStanding() {
    return false;
  }

  /** What it is once the time that its creation takes is over. */
  default NatGatewayLifecycle settled() {
    return this;
  }

  /** What it is after DeleteNatGateway, which may be called again and again. */
  default NatGatewayLifecycle deleting(Instant now) {
    return new Deleting(now);
  }

  /** What it is once the time that its deletion takes is over. */
  default NatGatewayLifecycle deleted() {
    return this;
  }

  /** Adds what a description tells of this life. */
  default NatGateway.Builder describe(NatGateway.Builder gateway) {
    return gateway.state(state());
  }

  /**
   * Being made.
   *
   * @param failure what will come of it, where that is known already
   */
  record Pending(Optional<Failure> failure) implements NatGatewayLifecycle {
    @Override
    public NatGatewayState state() {
      return NatGatewayState.PENDING;
    }

    @Override
    public boolean isStanding() {
      return true;
    }

    @Override
    public NatGatewayLifecycle settled() {
      return failure.<NatGatewayLifecycle>map(Failed::new).orElseGet(Available::new);
    }
  }

  /** Made. It says nothing about health: EC2 goes on saying so while the zone is down. */
  record Available() implements NatGatewayLifecycle {
    @Override
    public NatGatewayState state() {
      return NatGatewayState.AVAILABLE;
    }

    @Override
    public boolean isStanding() {
      return true;
    }
  }

  /** Could not be made. */
  record Failed(Failure failure) implements NatGatewayLifecycle {
    @Override
    public NatGatewayState state() {
      return NatGatewayState.FAILED;
    }

    @Override
    public NatGateway.Builder describe(NatGateway.Builder gateway) {
      return gateway.state(state()).failureCode(failure.code()).failureMessage(failure.message());
    }
  }

  /** Going. */
  record Deleting(Instant since) implements NatGatewayLifecycle {
    @Override
    public NatGatewayState state() {
      return NatGatewayState.DELETING;
    }

    @Override
    public NatGatewayLifecycle deleting(Instant now) {
      return this;
    }

    @Override
    public NatGatewayLifecycle deleted() {
      return new Deleted(since);
    }

    @Override
    public NatGateway.Builder describe(NatGateway.Builder gateway) {
      return gateway.state(state()).deleteTime(since);
    }
  }

  /** Gone, and still described. */
  record Deleted(Instant since) implements NatGatewayLifecycle {
    @Override
    public NatGatewayState state() {
      return NatGatewayState.DELETED;
    }

    @Override
    public NatGatewayLifecycle deleting(Instant now) {
      return this;
    }

    @Override
    public NatGateway.Builder describe(NatGateway.Builder gateway) {
      return gateway.state(state()).deleteTime(since);
    }
  }
}
