package dev.azdrill.simulator.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.http.Header;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.entity.ByteArrayEntity;

/**
 * Answers from the region. What requests hold in memory is bounded: few are worked on at a time,
 * and of those that are large, few are read at a time.
 */
final class RegionHandler implements HttpHandler {
  private static final int CONTENT_MAX_BYTES = 16 * 1024 * 1024;
  private static final int SMALL_MAX_BYTES = 1024 * 1024;
  private static final int LARGE_AT_A_TIME = 4;
  private static final int WORKED_ON_AT_A_TIME = 8;
  private static final int LARGE_WAITS_SECONDS = 30;

  /** What decoding a large one takes is many times its size. */
  private static final int LARGE_WORKED_ON_AT_A_TIME = 1;

  private final Supplier<Router> router;
  private final Semaphore large = new Semaphore(LARGE_AT_A_TIME, true);
  private final Semaphore work = new Semaphore(WORKED_ON_AT_A_TIME, true);
  private final Semaphore largeWork = new Semaphore(LARGE_WORKED_ON_AT_A_TIME, true);

  RegionHandler(Router router) {
    this(() -> router);
  }

  /**
   * @param router whose region answers at the moment
   */
  RegionHandler(Supplier<Router> router) {
    this.router = router;
  }

  @Override
  public void handle(HttpEntityEnclosingRequest request, Reply reply)
      throws HttpException, IOException {
    InputStream in = request.getEntity().getContent();
    byte[] content = in.readNBytes(SMALL_MAX_BYTES);
    int next = in.read();
    // Nobody knows how large it is before it is no longer compressed.
    Semaphore bound = request.containsHeader("Content-Encoding") ? largeWork : work;
    reply.send(next < 0 ? answer(request, content, bound) : answer(request, content, next, in));
  }

  private HttpResponse answer(
      HttpEntityEnclosingRequest request, byte[] first, int next, InputStream in)
      throws IOException {
    if (!acquireLarge()) {
      in.transferTo(OutputStream.nullOutputStream());
      return PlainReply.of(
          HttpStatus.SC_SERVICE_UNAVAILABLE, "too many large requests at a time: try again");
    }
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream(2 * SMALL_MAX_BYTES);
      content.write(first);
      content.write(next);
      content.write(in.readNBytes(CONTENT_MAX_BYTES - content.size()));
      if (in.read() < 0) {
        return answer(request, content.toByteArray(), largeWork);
      }
    } finally {
      large.release();
    }
    return tooLarge();
  }

  static HttpResponse tooLarge() {
    return PlainReply.of(
        HttpStatus.SC_REQUEST_TOO_LONG,
        "no request that the region answers is larger than " + CONTENT_MAX_BYTES + " bytes");
  }

  private boolean acquireLarge() throws InterruptedIOException {
    try {
      return large.tryAcquire(LARGE_WAITS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("the server closes");
  }

  private HttpResponse answer(HttpEntityEnclosingRequest request, byte[] content, Semaphore bound)
      throws InterruptedIOException {
    try {
      bound.acquire();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    try {
      return response(router.get().answerKept(read(request, content)));
    } finally {
      bound.release();
    }
  }

  private static HttpResponse response(WireReply reply) {
    HttpResponse response = PlainReply.empty(reply.status());
    reply.headers().forEach(response::setHeader);
    response.setEntity(new ByteArrayEntity(reply.bytes()));
    return response;
  }

  private static WireRequest read(HttpEntityEnclosingRequest request, byte[] content) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : request.getAllHeaders()) {
      headers.merge(header.getName(), header.getValue(), (one, other) -> one + "," + other);
    }
    RequestTarget target = RequestTarget.of(request);
    return WireRequest.of(
        request.getRequestLine().getMethod(),
        headers.getOrDefault("Host", ""),
        target.path(),
        target.query(),
        headers,
        content);
  }
}
