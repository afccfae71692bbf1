package dev.azdrill.simulator.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestFactory;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.HttpVersion;
import org.apache.http.ProtocolException;
import org.apache.http.RequestLine;
import org.apache.http.config.MessageConstraints;
import org.apache.http.entity.ContentLengthStrategy;
import org.apache.http.entity.HttpEntityWrapper;
import org.apache.http.impl.DefaultBHttpServerConnection;
import org.apache.http.impl.entity.DisallowIdentityContentLengthStrategy;
import org.apache.http.impl.entity.StrictContentLengthStrategy;
import org.apache.http.impl.io.DefaultHttpRequestParserFactory;
import org.apache.http.message.BasicHttpEntityEnclosingRequest;
import org.apache.http.message.BasicHttpResponse;

/**
 * A connection that a client opened. Every request may have content, whatever its method: what is
 * not read as content would be read as the next request.
 *
 * <p>One thread at a time reads and writes; {@link #hangUp} may be called by any other.
 */
final class ClientConnection extends DefaultBHttpServerConnection {
  private static final int BUFFER_BYTES = 8 * 1024;
  private static final MessageConstraints CONSTRAINTS =
      MessageConstraints.custom().setMaxLineLength(32 * 1024).setMaxHeaderCount(200).build();

  /** What does not tell its length has no content: a request cannot end with the connection. */
  private static final ContentLengthStrategy CONTENT_LENGTH =
      new DisallowIdentityContentLengthStrategy(new StrictContentLengthStrategy(0));

  /** After this much that nobody wants, the connection is closed instead. */
  private static final long DRAINED_MAX_BYTES = 256L * 1024 * 1024;

  private static final int FAREWELL_MAX_BYTES = 256 * 1024;

  private final Socket socket;
  private final Patience patience;

  ClientConnection(Socket socket, Patience patience) throws IOException {
    super(
        BUFFER_BYTES,
        BUFFER_BYTES,
        null,
        null,
        CONSTRAINTS,
        CONTENT_LENGTH,
        null,
        new DefaultHttpRequestParserFactory(null, new AnyMethod()),
        null);
    this.socket = socket;
    this.patience = patience;
    bind(socket);
  }

  private static final class AnyMethod implements HttpRequestFactory {
    @Override
    public HttpRequest newHttpRequest(RequestLine line) {
      return new BasicHttpEntityEnclosingRequest(line);
    }

    @Override
    public HttpRequest newHttpRequest(String method, String target) {
      return new BasicHttpEntityEnclosingRequest(method, target);
    }
  }

  @Override
  protected InputStream getSocketInputStream(Socket of) throws IOException {
    return patience.input(of.getInputStream());
  }

  @Override
  protected OutputStream getSocketOutputStream(Socket of) throws IOException {
    return patience.output(of.getOutputStream());
  }

  Patience patience() {
    return patience;
  }

  /**
   * The head of the next request.
   *
   * @throws HttpException when it is not HTTP
   * @throws IOException when the client is gone, or too slow
   */
  HttpEntityEnclosingRequest receiveHead() throws HttpException, IOException {
    patience.startRequest();
    return (HttpEntityEnclosingRequest) receiveRequestHeader();
  }

  /** Makes the content readable, and says so to a client that waits to be told. */
  void receiveContent(HttpEntityEnclosingRequest request) throws HttpException, IOException {
    if (request.getHeaders("Content-Length").length > 1
        || (request.containsHeader("Content-Length")
            && request.containsHeader("Transfer-Encoding"))) {
      throw new ProtocolException("the length of the content is told twice");
    }
    if (request.expectContinue()) {
      sendResponseHeader(
          new BasicHttpResponse(HttpVersion.HTTP_1_1, HttpStatus.SC_CONTINUE, "Continue"));
      flush();
    }
    receiveRequestEntity(request);
    request.setEntity(new LeftOpen(request.getEntity()));
  }

  /** Who closes the content of one request must not close what comes behind it. */
  private static final class LeftOpen extends HttpEntityWrapper {
    LeftOpen(HttpEntity entity) {
      super(entity);
    }

    @Override
    public InputStream getContent() throws IOException {
      return new FilterInputStream(wrappedEntity.getContent()) {
        @Override
        public void close() {
          // What is left is drained when the request was answered.
        }
      };
    }
  }

  /** Sends a reply; its content is framed here. */
  void send(HttpRequest request, HttpResponse response) throws HttpException, IOException {
    int status = response.getStatusLine().getStatusCode();
    HttpEntity entity = response.getEntity();
    boolean isHead = request.getRequestLine().getMethod().equals("HEAD");
    boolean hasContent =
        !isHead && status != HttpStatus.SC_NO_CONTENT && status != HttpStatus.SC_NOT_MODIFIED;
    if (hasContent) {
      frame(request, response, entity);
    }
    sendResponseHeader(response);
    if (hasContent && entity != null) {
      sendResponseEntity(response);
    }
    flush();
  }

  private static void frame(HttpRequest request, HttpResponse response, HttpEntity entity) {
    response.removeHeaders("Content-Length");
    response.removeHeaders("Transfer-Encoding");
    long length = entity == null ? 0 : entity.getContentLength();
    if (length >= 0) {
      response.setHeader("Content-Length", Long.toString(length));
    } else if (request.getProtocolVersion().greaterEquals(HttpVersion.HTTP_1_1)) {
      response.setHeader("Transfer-Encoding", "chunked");
    } else {
      // The end of the connection is the end of the content.
      response.setHeader("Connection", "close");
    }
  }

  /** Reads what is left of a request; whether the next one can follow. */
  boolean drain(HttpEntityEnclosingRequest request) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    InputStream in = request.getEntity().getContent();
    long left = DRAINED_MAX_BYTES;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      left -= read;
      if (left < 0) {
        return false;
      }
    }
    return true;
  }

  /** Ends it so that a client that still sends can read the reply. */
  void sayGoodbye(int millis) throws IOException {
    flush();
    socket.shutdownOutput();
    socket.setSoTimeout(millis);
    byte[] buffer = new byte[BUFFER_BYTES];
    InputStream in = socket.getInputStream();
    int left = FAREWELL_MAX_BYTES;
    for (int read = in.read(buffer); read >= 0 && left > 0; read = in.read(buffer)) {
      left -= read;
    }
  }

  /** Closes the socket under whoever reads or writes. */
  void hangUp() {
    try {
      socket.close();
    } catch (IOException closed) {
      // It is gone either way.
    }
  }
}
