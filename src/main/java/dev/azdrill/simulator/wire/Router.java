package dev.azdrill.simulator.wire;

import dev.azdrill.codec.DecodingException;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Operation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * From a request to its reply: finds the service and the operation, runs it as the single writer,
 * and turns every refusal into AWS's own error reply. No request gets an exception page.
 *
 * <p>Safe for use by several threads; the writer's lock puts their requests in a row.
 */
public final class Router {
  private final World world;
  private final Runnable catchUp;
  private final BusyPollGuard standingStill = new BusyPollGuard();
  private final IdempotencyCache tokens = new IdempotencyCache();
  private final SplittableRandom requestIds;
  private final ApiWeather weather;
  private long requests;

  /** Routes to services that stand on an EC2 of the region's own, or on none. */
  public Router(World world) {
    this(world, () -> {});
  }

  /**
   * @param catchUp lets the services notice, before each request, what has changed behind the
   *     region's back
   */
  public Router(World world, Runnable catchUp) {
    this.world = world;
    this.catchUp = catchUp;
    this.weather = new ApiWeather(world);
    this.requestIds = world.seed().derive("request ids").random();
  }

  /** How many requests were answered so far, refusals included. */
  public long requests() {
    return world.kernel().write(() -> requests);
  }

  WireReply answer(WireRequest request) {
    return world.kernel().write(() -> answerAlone(request));
  }

  private WireReply answerAlone(WireRequest request) {
    catchUp.run();
    String requestId = nextRequestId();
    requests++;
    Optional<Service> service = serviceOf(request);
    if (service.isEmpty()) {
      AwsError unknown = ProtocolErrors.unknownService(request.host());
      return QueryProtocol.EC2.refuse(Service.EC2, unknown, requestId);
    }
    Protocol protocol = Protocol.of(service.get(), request);
    try {
      Protocol.Call call = protocol.open(service.get(), request);
      Operation operation = find(service.get(), call.action());
      weather.pass(service.get(), call.action());
      return protocol.reply(service.get(), call.action(), run(operation, call, request), requestId);
    } catch (AwsError refusal) {
      return protocol.refuse(service.get(), refusal, requestId);
    } catch (DecodingException e) {
      return protocol.refuse(service.get(), ProtocolErrors.of(service.get(), e), requestId);
    } catch (IllegalArgumentException | NullPointerException defect) {
      // A defect of ours: still an error reply, as AWS gives for one of its own, and never a hang.
      return protocol.refuse(service.get(), ProtocolErrors.internal(defect), requestId);
    }
  }

  private Operation find(Service service, String action) {
    return world
        .operations()
        .find(service, action)
        .orElseThrow(() -> ProtocolErrors.unknownAction(service, action));
  }

  private SdkPojo run(Operation operation, Protocol.Call call, WireRequest request) {
    SdkPojo builder = operation.newBuilder();
    call.decode(builder);
    SdkPojo content = operation.build(builder);
    if (Boolean.TRUE.equals(member(content, "DryRun"))) {
      throw ProtocolErrors.dryRun();
    }
    if (operation.effect() == Operation.Effect.READ) {
      standingStill.read(world.kernel().now(), operation, request.fingerprint());
      return operation.run(content);
    }
    standingStill.wrote();
    Object token = member(content, "ClientToken");
    if (token instanceof String text && !text.isEmpty()) {
      return tokens.once(operation, text, request.fingerprint(), () -> operation.run(content));
    }
    return operation.run(content);
  }

  private static @Nullable Object member(SdkPojo value, String name) {
    for (SdkField<?> field : value.sdkFields()) {
      if (field.memberName().equals(name)) {
        return field.getValueOrDefault(value);
      }
    }
    return null;
  }

  private static Optional<Service> serviceOf(WireRequest request) {
    Optional<Service> signed = request.signedFor();
    if (signed.isPresent()) {
      return signed;
    }
    int dot = request.host().indexOf('.');
    return dot < 0 ? Optional.empty() : Service.signedAs(request.host().substring(0, dot));
  }

  private String nextRequestId() {
    String hex = String.format("%016x%016x", requestIds.nextLong(), requestIds.nextLong());
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }
}
