package dev.azdrill.simulator.wire;

import dev.azdrill.codec.DecodingException;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Operation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkPojo;

/**
 * From a request to its reply: finds the service and the operation, runs it as the single writer,
 * and turns every refusal and every defect into AWS's own error reply. No request gets an exception
 * page.
 *
 * <p>Safe for use by several threads; the writer's lock puts their requests in a row.
 */
public final class Router {
  /**
   * A request with this header comes from one of AWS's own services, where that does not live in
   * the region: what completes an EC2 tags instances with tags that begin with {@code aws:}, as no
   * user may.
   */
  public static final String SERVICE_HEADER = "x-azdrill-service";

  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private final World world;
  private final Runnable catchUp;
  private final BusyPollGuard standingStill = new BusyPollGuard();
  private final IdempotencyCache tokens = new IdempotencyCache();
  private final SplittableRandom requestIds;
  private final ApiWeather weather;
  private final AtomicLong defects = new AtomicLong();
  private long requests;

  /** Routes to services that stand on an EC2 of the region's own, or on none. */
  public Router(World world) {
    this(world, () -> {});
  }

  /**
   * @param catchUp lets the services notice, before each request, what has changed behind the
   *     region's back; it may take its time, so it does not hold the writer's lock
   */
  public Router(World world, Runnable catchUp) {
    this.world = world;
    this.catchUp = catchUp;
    this.weather = new ApiWeather(world);
    this.requestIds = world.seed().derive("request ids").random();
  }

  /** How many requests met a defect of ours, and were answered with an internal failure. */
  public long defects() {
    return defects.get();
  }

  /** How many requests were answered so far, refusals included. */
  public long requests() {
    return world.kernel().write(() -> requests);
  }

  /**
   * Answers, whatever is asked. What is long is read and written by the caller's own thread: only
   * the operation itself runs as the single writer.
   */
  WireReply answer(WireRequest request) {
    Optional<Service> service = serviceOf(request);
    if (service.isEmpty()) {
      return AbsentService.refuse(request, counted());
    }
    return answer(service.get(), request);
  }

  private WireReply answer(Service service, WireRequest request) {
    Protocol protocol = Protocol.of(service, request);
    String requestId = counted();
    try {
      Protocol.Call call = protocol.open(service, request);
      Operation operation = find(service, call.action());
      SdkPojo builder = operation.newBuilder();
      call.decode(builder);
      SdkPojo content = operation.build(builder);
      RequestMembers.check(service, call.action(), content);
      UnheededMembers.check(service, call.action(), content);
      if (operation.effect() == Operation.Effect.WRITE) {
        RequestTags.check(service, content, request.isFromService());
      }
      catchUp.run();
      Supplier<SdkPojo> answer =
          () -> world.kernel().write(() -> answerAlone(service, operation, call, content, request));
      SdkPojo response =
          operation.effect() == Operation.Effect.WRITE
              ? world.turns().take(service, answer)
              : answer.get();
      return protocol.reply(service, call.action(), response, requestId);
    } catch (AwsError refusal) {
      return protocol.refuse(service, refusal, requestId);
    } catch (DecodingException e) {
      return protocol.refuse(service, ProtocolErrors.of(service, e), requestId);
    } catch (RuntimeException | StackOverflowError defect) {
      // A defect of ours: still an error reply, as AWS gives for one of its own, and never a hang.
      defects.incrementAndGet();
      LOG.error("request {} to {} met a defect of azdrill", requestId, service, defect);
      return protocol.refuse(service, ProtocolErrors.failed(service), requestId);
    }
  }

  /** The id of another request. */
  private String counted() {
    return world
        .kernel()
        .write(
            () -> {
              requests++;
              return nextRequestId();
            });
  }

  private SdkPojo answerAlone(
      Service service,
      Operation operation,
      Protocol.Call call,
      SdkPojo content,
      WireRequest request) {
    weather.pass(service, call.action());
    return run(operation, content, request);
  }

  private Operation find(Service service, String action) {
    return world
        .operations()
        .find(service, action)
        .orElseThrow(() -> ProtocolErrors.unknownAction(service, action));
  }

  private SdkPojo run(Operation operation, SdkPojo content, WireRequest request) {
    if (Boolean.TRUE.equals(RequestMembers.value(content, "DryRun").orElse(false))) {
      throw ProtocolErrors.dryRun();
    }
    if (operation.effect() == Operation.Effect.READ) {
      standingStill.read(world.kernel().now(), operation, request.fingerprint());
      return operation.run(content);
    }
    standingStill.wrote();
    world.kernel().wrote();
    Object token = RequestMembers.value(content, "ClientToken").orElse("");
    SdkPojo response =
        token instanceof String text && !text.isEmpty()
            ? tokens.once(
                operation, text, content, world.kernel().now(), () -> operation.run(content))
            : operation.run(content);
    tokens.ended(operation, content);
    return response;
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
