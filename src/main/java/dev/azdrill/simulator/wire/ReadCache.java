package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.Operation;
import dev.azdrill.simulator.world.Service;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Replies to reads, as they went out. A read is a pure function of the region's state and the
 * request: until something is written or happens, the same request has the same reply, but for the
 * request's id. Of a reply that depends on the time, too, that is so at one instant.
 *
 * <p>Bounded; of no more than one state of the region. Safe for use by several threads.
 */
final class ReadCache {
  private static final int REQUEST_MAX_BYTES = 8 * 1024;
  private static final int REPLY_MAX_BYTES = 2 * 1024 * 1024;
  private static final int ALL_MAX_BYTES = 16 * 1024 * 1024;

  /**
   * What tells a request from all that may have another reply: who signed it, and when, does not.
   */
  record Key(
      Service service,
      String method,
      @Nullable String protocol,
      @Nullable String target,
      String path,
      String query,
      SdkBytes content) {
    /** Empty where the request is too large, or told by its URL and its signature in one. */
    static Optional<Key> of(Service service, WireRequest request) {
      int length = request.bytes().length;
      return length == 0 || length > REQUEST_MAX_BYTES || request.isFromService()
          ? Optional.empty()
          : Optional.of(
              new Key(
                  service,
                  request.method(),
                  request.header("smithy-protocol"),
                  request.header("x-amz-target"),
                  request.path(),
                  request.query(),
                  request.content()));
    }
  }

  /**
   * A reply that is kept.
   *
   * @param work what had been written and had happened in the region, see {@link
   *     dev.azdrill.simulator.kernel.Kernel#work}
   * @param at the only instant at which it holds; null where time does not matter
   * @param requestId the one that it carries
   * @param requestIdAt where in its content; negative where it is not there
   */
  record Kept(
      Operation operation,
      String fingerprint,
      long work,
      @Nullable Instant at,
      WireReply reply,
      String requestId,
      int requestIdAt) {
    boolean holds(long workNow, Instant now) {
      return work == workNow && (at == null || at.equals(now));
    }

    WireReply with(String otherId) {
      return reply.with(requestId, otherId, requestIdAt);
    }
  }

  private final Map<Key, Kept> kept = new LinkedHashMap<>();
  private long work = -1;
  private int bytes;

  synchronized Optional<Kept> find(Key key) {
    return Optional.ofNullable(kept.get(key));
  }

  /** Keeps a reply, and forgets those of an earlier state. */
  synchronized void keep(Key key, Kept reply) {
    if (reply.work() < work || size(key, reply) > REPLY_MAX_BYTES) {
      return;
    }
    if (reply.work() > work || bytes + size(key, reply) > ALL_MAX_BYTES) {
      kept.clear();
      bytes = 0;
      work = reply.work();
    }
    Kept before = kept.put(key, reply);
    bytes += size(key, reply) - (before == null ? 0 : size(key, before));
  }

  private static int size(Key key, Kept reply) {
    return 3 * key.content().asByteArrayUnsafe().length + reply.reply().bytes().length;
  }
}
