package dev.azdrill.simulator.wire;

import dev.azdrill.codec.DecodingException;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Operation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
  private final Optional<ReadCache> reads;
  private long requests;

  /** Routes to services that stand on an EC2 of the region's own, or on none. */
  public Router(World world) {
    this(world, () -> {}, true);
  }

  /**
   * @param catchUp lets the services notice, before each request, what has changed behind the
   *     region's back; it may take its time, so it does not hold the writer's lock
   * @param isSelfContained whether nothing changes behind its back, so that replies to reads may be
   *     kept until something is written or happens
   */
  public Router(World world, Runnable catchUp, boolean isSelfContained) {
    this.reads = isSelfContained ? Optional.of(new ReadCache()) : Optional.empty();
    this.world = world;
    this.catchUp = catchUp;
    this.weather = new ApiWeather(world);
    this.requestIds = world.seed().derive("request ids").random();
  }

  /**
   * Whether requests are answered at once, and none is throttled or fails for no fault of its own.
   */
  public boolean isFair() {
    return world.kernel().write(weather::isFair);
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
    return answer(request, Optional.empty());
  }

  /** The same, where the reply to an equal read may be given again as long as it is true. */
  WireReply answerKept(WireRequest request) {
    return answer(request, reads);
  }

  private WireReply answer(WireRequest request, Optional<ReadCache> cache) {
    Optional<Service> service = serviceOf(request);
    if (service.isEmpty()) {
      return AbsentService.refuse(request, counted());
    }
    Optional<ReadCache.Key> key =
        cache.isEmpty() ? Optional.empty() : ReadCache.Key.of(service.get(), request);
    return key.isEmpty()
        ? answer(service.get(), request, counted(), (read, reply) -> {})
        : answer(service.get(), request, cache.get(), key.get());
  }

  private WireReply answer(
      Service service, WireRequest request, ReadCache cache, ReadCache.Key key) {
    String requestId = counted();
    Optional<ReadCache.Kept> known = cache.find(key);
    try {
      if (known.isPresent() && world.kernel().write(() -> stillHolds(known.get()))) {
        return known.get().with(requestId);
      }
    } catch (AwsError refusal) {
      return WireProtocol.of(service, request).refuse(service, refusal, requestId);
    }
    return answer(
        service,
        request,
        requestId,
        (read, reply) ->
            cache.keep(
                key,
                new ReadCache.Kept(
                    read.operation(),
                    request.fingerprint(),
                    read.work(),
                    read.at(),
                    reply,
                    requestId,
                    WireProtocol.of(service, request).requestIdAt(reply, requestId))));
  }

  /** Whether a kept reply is true now; asked alone, as a read that is answered anew would be. */
  private boolean stillHolds(ReadCache.Kept known) {
    Kernel kernel = world.kernel();
    if (weather.isFair() && known.holds(kernel.work(), kernel.now())) {
      standingStill.read(kernel.now(), known.operation(), known.fingerprint());
      return true;
    }
    return false;
  }

  /**
   * How a read went.
   *
   * @param work see {@link Kernel#work}
   * @param at when, where it asked for the time; else null
   */
  private record Read(Operation operation, long work, @Nullable Instant at) {}

  private WireReply answer(
      Service service, WireRequest request, String requestId, BiConsumer<Read, WireReply> keeper) {
    WireProtocol protocol = WireProtocol.of(service, request);
    try {
      WireProtocol.Call call = protocol.open(service, request);
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
      Supplier<Answered> answer =
          () -> world.kernel().write(() -> answerAlone(service, operation, call, content, request));
      Answered answered =
          operation.effect() == Operation.Effect.WRITE
              ? world.turns().take(service, answer)
              : answer.get();
      WireReply reply = protocol.reply(service, call.action(), answered.response(), requestId);
      answered.read().ifPresent(read -> keeper.accept(read, reply));
      return reply;
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

  /** A response, and how it was read if nothing was written. */
  private record Answered(SdkPojo response, Optional<Read> read) {}

  private Answered answerAlone(
      Service service,
      Operation operation,
      WireProtocol.Call call,
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

  private Answered run(Operation operation, SdkPojo content, WireRequest request) {
    if (Boolean.TRUE.equals(RequestMembers.value(content, "DryRun").orElse(false))) {
      throw ProtocolErrors.dryRun();
    }
    if (operation.effect() == Operation.Effect.READ) {
      return read(operation, content, request.fingerprint());
    }
    standingStill.wrote();
    world.kernel().wrote();
    Object token =
        RequestMembers.value(content, "ClientToken")
            .or(() -> RequestMembers.value(content, "clientToken"))
            .orElse("");
    SdkPojo response =
        token instanceof String text && !text.isEmpty()
            ? tokens.once(
                operation, text, content, world.kernel().now(), () -> operation.run(content))
            : operation.run(content);
    tokens.ended(operation, content);
    return new Answered(response, Optional.empty());
  }

  private Answered read(Operation operation, SdkPojo content, String fingerprint) {
    Kernel kernel = world.kernel();
    Instant now = kernel.now();
    standingStill.read(now, operation, fingerprint);
    long readings = kernel.readings();
    SdkPojo response = operation.run(content);
    boolean isOfThisInstant = kernel.readings() != readings;
    return new Answered(
        response, Optional.of(new Read(operation, kernel.work(), isOfThisInstant ? now : null)));
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
    HexFormat digits = HexFormat.of();
    String hex =
        digits.toHexDigits(requestIds.nextLong()) + digits.toHexDigits(requestIds.nextLong());
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }
}
