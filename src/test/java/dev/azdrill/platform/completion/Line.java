package dev.azdrill.platform.completion;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The line from the ports to a foreign EC2: it counts what goes through, and it can be cut, or
 * answer single operations with a refusal.
 */
final class Line implements SdkHttpClient {
  private final SdkHttpClient real;
  private final Queue<String> actions = new ConcurrentLinkedQueue<>();
  private final Map<String, Refusal> refusals = new HashMap<>();
  private final Map<String, Runnable> during = new HashMap<>();
  private final Map<String, Runnable> before = new ConcurrentHashMap<>();
  private final Map<String, String> lies = new HashMap<>();
  private final Set<String> underLock = new ConcurrentSkipListSet<>();
  private BooleanSupplier isWriting = () -> false;
  private boolean isCut;

  private record Refusal(int status, String code) {}

  Line(SdkHttpClient real) {
    this.real = real;
  }

  /** From now on it is noted which calls are made by who holds the writer's lock. */
  void watch(BooleanSupplier writing) {
    isWriting = writing;
  }

  /** The operations that were called under the writer's lock; they are forgotten with this. */
  Set<String> calledUnderLock() {
    Set<String> called = new TreeSet<>(underLock);
    underLock.clear();
    return called;
  }

  /** From now on nobody answers. */
  void cut() {
    isCut = true;
  }

  /** From now on somebody answers again, and refuses nothing. */
  void mend() {
    isCut = false;
    refusals.clear();
  }

  /** From now on this operation is refused. */
  void refuse(String action, int status, String code) {
    refusals.put(action, new Refusal(status, code));
  }

  /** Lets something happen right after the next call of this operation was answered. */
  void after(String action, Runnable what) {
    during.put(action, what);
  }

  /**
   * Lets the next call of this operation hang until {@code released}, and then carries it out.
   *
   * @param hangs is told when it hangs
   */
  void hang(String action, CountDownLatch hangs, CountDownLatch released) {
    before.put(
        action,
        () -> {
          hangs.countDown();
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Answers the next call of this operation with this text, and does not let it through. */
  void pretend(String action, String xml) {
    lies.put(action, xml);
  }

  /** How many calls of this operation were made. */
  long count(String action) {
    return actions.stream().filter(action::equals).count();
  }

  /** How many calls were made. */
  int count() {
    return actions.size();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    String action = action(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        actions.add(action);
        if (isWriting.getAsBoolean()) {
          underLock.add(action);
        }
        Runnable first = before.remove(action);
        if (first != null) {
          first.run();
        }
        if (isCut) {
          throw new IOException("the line is cut");
        }
        String lie = lies.remove(action);
        if (lie != null) {
          return reply(200, lie);
        }
        Refusal refusal = refusals.get(action);
        HttpExecuteResponse response =
            refusal == null ? real.prepareRequest(request).call() : reply(refusal);
        Runnable next = during.remove(action);
        if (next != null) {
          next.run();
        }
        return response;
      }

      @Override
      public void abort() {}
    };
  }

  private static String action(HttpExecuteRequest request) {
    String body =
        request
            .contentStreamProvider()
            .map(
                provider -> {
                  try (InputStream stream = provider.newStream()) {
                    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .orElse("");
    for (String pair : body.split("&", -1)) {
      if (pair.startsWith("Action=")) {
        return URLDecoder.decode(pair.substring("Action=".length()), StandardCharsets.UTF_8);
      }
    }
    return request
        .httpRequest()
        .firstMatchingHeader("X-Amz-Target")
        .map(platform -> platform.substring(platform.indexOf('.') + 1))
        .orElse("?");
  }

  private static HttpExecuteResponse reply(Refusal refusal) {
    String xml =
        "<Response><Errors><Error><Code>"
            + refusal.code()
            + "</Code><Message>not now</Message></Error></Errors>"
            + "<RequestID>1</RequestID></Response>";
    return reply(refusal.status(), xml);
  }

  private static HttpExecuteResponse reply(int status, String xml) {
    return HttpExecuteResponse.builder()
        .response(SdkHttpResponse.builder().statusCode(status).build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))))
        .build();
  }

  @Override
  public void close() {
    real.close();
  }
}
