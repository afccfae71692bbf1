package dev.azdrill.platform.endpoint;

import dev.azdrill.session.SilentEndpoint;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Whether anybody still answers at an endpoint. A call that fails is not proof: a busy emulator
 * takes its time, and one connection may break. So the endpoint itself is asked, with its own
 * deadline; when that fails too it is silent, and every further call is refused without being sent
 * until it answers again. Otherwise each call would wait for its own deadline. It is also asked
 * when a call waits for long: whether anybody lives there is known long before that call gives up,
 * and if nobody does, that call ends.
 *
 * <p>Safe for use by several threads. Times are on the wall clock.
 */
final class EndpointSilence {
  /** So long calls may fail at once, refused connections for example, before it is asked. */
  static final Duration FAILING_MAX = Duration.ofSeconds(5);

  /** How often one that is silent is asked again. */
  static final Duration ASKED_AGAIN = Duration.ofSeconds(5);

  /** So long a call may wait for its answer before it is asked. */
  static final Duration WAITING_MAX = Duration.ofSeconds(5);

  /** Lets something happen after a while, on a thread of its own. */
  interface Later {
    /** Plans it; what is returned keeps it from happening. */
    Runnable after(Duration wait, Runnable act);
  }

  private final Supplier<Optional<String>> asked;
  private final LongSupplier nanos;
  private final Later later;
  private final Map<Integer, Runnable> waiting = new LinkedHashMap<>();
  private int calls;
  private OptionalLong failingSince = OptionalLong.empty();
  private Optional<String> silent = Optional.empty();
  private OptionalLong askedAt = OptionalLong.empty();

  /**
   * @param asked asks the endpoint, and tells why nobody answers
   * @param nanos the wall clock's running nanoseconds
   * @param later watches over calls that wait
   */
  EndpointSilence(Supplier<Optional<String>> asked, LongSupplier nanos, Later later) {
    this.asked = asked;
    this.nanos = nanos;
    this.later = later;
  }

  /**
   * A call waits for its answer from now on.
   *
   * @param abort ends its waiting, which then fails; run by another thread when the endpoint turns
   *     out to be silent
   * @return to be run when it waits no more
   */
  synchronized Runnable waiting(Runnable abort) {
    Runnable unplanned = later.after(WAITING_MAX, this::overdue);
    int call = ++calls;
    waiting.put(call, abort);
    return () -> {
      unplanned.run();
      synchronized (this) {
        waiting.remove(call);
      }
    };
  }

  /**
   * Many may wait at the same time: one question is enough for all. Others are not kept until it is
   * answered: this one may only be slow.
   */
  private void overdue() {
    if (isToAsk()) {
      told(asked.get());
    }
    abortAll();
  }

  private synchronized boolean isToAsk() {
    boolean isToAsk = !isJustAsked();
    if (isToAsk) {
      askedAt = OptionalLong.of(nanos.getAsLong());
    }
    return isToAsk;
  }

  /** Whoever waits at a silent endpoint would wait for its own deadline, and learn nothing. */
  private void abortAll() {
    List<Runnable> aborts = new ArrayList<>();
    synchronized (this) {
      if (silent.isPresent()) {
        aborts.addAll(waiting.values());
        waiting.clear();
      }
    }
    aborts.forEach(Runnable::run);
  }

  /** Why nobody answers now; empty when somebody does. */
  synchronized Optional<String> now() {
    return isKnownSilent() ? silent : ask();
  }

  /**
   * Lets a call be sent.
   *
   * @throws SdkClientException a {@link SilentEndpoint}, when nobody would answer it
   */
  synchronized void requireAnswering() {
    if (silent.isPresent()) {
      now().ifPresent(EndpointSilence::refuse);
    }
  }

  /**
   * A call was answered, whatever the answer is. That does not end a silence: nothing is sent
   * during one, so the call is older than it.
   */
  synchronized void answered() {
    failingSince = OptionalLong.empty();
  }

  /**
   * A call was not answered. One whose caller was interrupted says nothing: the caller gave up.
   *
   * @throws SdkClientException a {@link SilentEndpoint}, when the endpoint answers nobody
   */
  synchronized void failed(IOException failure) {
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    if (failingSince.isEmpty()) {
      failingSince = OptionalLong.of(nanos.getAsLong());
    }
    boolean isOverdue =
        nanos.getAsLong() - failingSince.getAsLong() >= FAILING_MAX.toNanos()
            || failure instanceof SocketTimeoutException;
    if (isOverdue && !isKnownSilent()) {
      ask();
    }
    silent.ifPresent(EndpointSilence::refuse);
  }

  private boolean isKnownSilent() {
    return silent.isPresent() && isJustAsked();
  }

  private boolean isJustAsked() {
    return askedAt.isPresent() && nanos.getAsLong() - askedAt.getAsLong() < ASKED_AGAIN.toNanos();
  }

  private Optional<String> ask() {
    told(asked.get());
    return silent;
  }

  private synchronized void told(Optional<String> why) {
    silent = why;
    askedAt = OptionalLong.of(nanos.getAsLong());
    if (silent.isEmpty()) {
      failingSince = OptionalLong.empty();
    }
  }

  private static void refuse(String why) {
    throw SilentEndpoint.of(why);
  }
}
