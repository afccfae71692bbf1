package dev.azdrill.simulator.wire;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.HttpVersion;
import org.apache.http.MalformedChunkCodingException;
import org.apache.http.MessageConstraintException;
import org.apache.http.message.BasicHttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of one connection, one after another, until one side ends it. */
final class Conversation implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
  private static final int HEADERS_TOO_LARGE = 431;
  private static final int GOODBYE_MILLIS = 1_000;

  /** Stands for a request that could not be read. */
  private static final HttpRequest UNREADABLE =
      new BasicHttpRequest("GET", "/", HttpVersion.HTTP_1_1);

  private final ClientConnection connection;
  private final ServerNames names;
  private final HttpHandler handler;

  Conversation(ClientConnection connection, ServerNames names, HttpHandler handler) {
    this.connection = connection;
    this.names = names;
    this.handler = handler;
  }

  @Override
  public void run() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = answerNext();
      }
    } catch (IOException | HttpException gone) {
      LOG.trace("a connection ended", gone);
    } finally {
      connection.hangUp();
    }
  }

  /** Answers one request; whether another may follow. */
  private boolean answerNext() throws HttpException, IOException {
    HttpEntityEnclosingRequest request;
    try {
      request = connection.receiveHead();
    } catch (HttpException malformed) {
      return refuseUnread(HttpStatus.SC_BAD_REQUEST, "expected a request as of HTTP/1.1");
    } catch (MessageConstraintException tooLong) {
      return refuseUnread(HEADERS_TOO_LARGE, "the request's line or headers are too long");
    }
    Optional<HttpResponse> refusal = refusal(request);
    if (refusal.isPresent()) {
      return refuse(request, refusal.get());
    }
    try {
      connection.receiveContent(request);
    } catch (HttpException malformed) {
      return refuse(
          request,
          PlainReply.of(
              HttpStatus.SC_BAD_REQUEST,
              "the length of the request's content is not told as of HTTP/1.1"));
    }
    return answer(request);
  }

  private boolean answer(HttpEntityEnclosingRequest request) throws HttpException, IOException {
    Answer answer = new Answer(request);
    try {
      handler.handle(request, answer);
    } catch (MalformedChunkCodingException malformed) {
      if (answer.isSent) {
        return false;
      }
      return refuse(
          request,
          PlainReply.of(HttpStatus.SC_BAD_REQUEST, "the request's content is not rightly chunked"));
    } catch (RuntimeException defect) {
      LOG.error("a request met a defect of azdrill", defect);
      if (answer.isSent) {
        return false;
      }
      return refuse(
          request,
          PlainReply.of(HttpStatus.SC_INTERNAL_SERVER_ERROR, "a defect of azdrill, see its log"));
    }
    return answer.isKept && connection.drain(request);
  }

  private final class Answer implements HttpHandler.Reply {
    private final HttpRequest request;
    private final boolean isKept;
    private boolean isSent;

    Answer(HttpRequest request) {
      this.request = request;
      this.isKept = isKeptAlive(request);
    }

    @Override
    public void send(HttpResponse response) throws HttpException, IOException {
      isSent = true;
      response.setHeader("Connection", isKept ? "keep-alive" : "close");
      connection.send(request, response);
    }
  }

  private static boolean isKeptAlive(HttpRequest request) {
    return request.getProtocolVersion().greaterEquals(HttpVersion.HTTP_1_1)
        && !wantsToClose(request);
  }

  private static boolean wantsToClose(HttpRequest request) {
    return Arrays.stream(request.getHeaders("Connection"))
        .flatMap(header -> Arrays.stream(header.getElements()))
        .anyMatch(element -> element.getName().equalsIgnoreCase("close"));
  }

  /** Why a request is answered by nobody; before anything of it is looked at. */
  private Optional<HttpResponse> refusal(HttpRequest request) {
    if (request.getProtocolVersion().getMajor() != 1) {
      return Optional.of(
          PlainReply.of(HttpStatus.SC_HTTP_VERSION_NOT_SUPPORTED, "expected HTTP/1.1"));
    }
    String target = request.getRequestLine().getUri();
    if (!target.startsWith("/")) {
      return Optional.of(
          PlainReply.of(
              HttpStatus.SC_BAD_REQUEST,
              "expected a path that begins with / as the request's target: this is no proxy"));
    }
    if (!isPath(target)) {
      return Optional.of(
          PlainReply.of(
              HttpStatus.SC_BAD_REQUEST,
              "the request's target has characters that a URL writes with a percent sign"));
    }
    return names.refusal(request);
  }

  private static boolean isPath(String target) {
    try {
      // An authority before it, for a path may begin with two slashes.
      return new URI("http://localhost" + target).getRawFragment() == null
          && target.chars().allMatch(each -> each < 0x7f);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private boolean refuseUnread(int status, String sentence) throws HttpException, IOException {
    return end(PlainReply.of(status, sentence), UNREADABLE);
  }

  private boolean refuse(HttpRequest request, HttpResponse refusal)
      throws HttpException, IOException {
    return end(refusal, request);
  }

  /** What follows on the connection cannot be trusted to be a request. */
  private boolean end(HttpResponse refusal, HttpRequest request) throws HttpException, IOException {
    refusal.setHeader("Connection", "close");
    connection.send(request, refusal);
    connection.sayGoodbye(GOODBYE_MILLIS);
    return false;
  }
}
