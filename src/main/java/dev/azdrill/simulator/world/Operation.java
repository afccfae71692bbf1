package dev.azdrill.simulator.world;

import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * One operation of one service: what it is called on the wire, what it takes and what it does.
 *
 * <p>A handler takes the SDK's own request and returns the SDK's own response, or throws {@link
 * AwsError}. It runs under the writer's lock and takes no virtual time; what takes time on AWS is
 * scheduled.
 */
public final class Operation {
  /** Whether it may change anything. Reads never advance state. */
  public enum Effect {
    READ,
    WRITE
  }

  private final Service service;
  private final String action;
  private final Effect effect;
  private final Supplier<? extends SdkPojo> requestBuilder;
  private final Function<SdkPojo, SdkPojo> build;
  private final Function<SdkPojo, SdkPojo> handler;

  private Operation(
      Service service,
      String action,
      Effect effect,
      Supplier<? extends SdkPojo> requestBuilder,
      Function<SdkPojo, SdkPojo> build,
      Function<SdkPojo, SdkPojo> handler) {
    this.service = service;
    this.action = action;
    this.effect = effect;
    this.requestBuilder = requestBuilder;
    this.build = build;
    this.handler = handler;
  }

  @SuppressWarnings("unchecked") // what comes back is what the builder's supplier and build() gave
  static <B extends SdkPojo & SdkBuilder<B, Q>, Q extends SdkPojo, R extends SdkPojo> Operation of(
      Service service, String action, Effect effect, Supplier<B> builder, Function<Q, R> handler) {
    return new Operation(
        service,
        action,
        effect,
        builder,
        filled -> ((B) filled).build(),
        request -> handler.apply((Q) request));
  }

  public Service service() {
    return service;
  }

  /** The wire name: {@code CreateDBInstance}. */
  public String action() {
    return action;
  }

  public Effect effect() {
    return effect;
  }

  /** An empty builder of the SDK's request class, to be filled and given to {@link #build}. */
  public SdkPojo newBuilder() {
    return requestBuilder.get();
  }

  /** The request that a builder from {@link #newBuilder} was filled with. */
  public SdkPojo build(SdkPojo filled) {
    return build.apply(filled);
  }

  /**
   * Runs it.
   *
   * @param request from {@link #build}
   * @return the SDK's response
   * @throws AwsError when AWS would refuse
   */
  public SdkPojo run(SdkPojo request) {
    return handler.apply(request);
  }

  /** How an operation of the same service is called in full: {@code ec2:RunInstances}. */
  public String inService(String otherAction) {
    return service.signingName() + ":" + otherAction;
  }

  @Override
  public String toString() {
    return inService(action);
  }
}
