package dev.azdrill.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import software.amazon.awssdk.core.SdkBytes;

/**
 * One HTTP client with one connection that is kept; as little as can be, so that it costs least.
 */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 120_000;

  /**
   * A reply.
   *
   * @param content as it came, without its framing
   */
  record Reply(int status, SdkBytes content) {
    int bytes() {
      return content.asByteArrayUnsafe().length;
    }

    String text() {
      return content.asString(StandardCharsets.UTF_8);
    }
  }

  private final int port;
  private Socket socket;
  private InputStream in;

  RawClient(int port) throws IOException {
    this.port = port;
    this.socket = connect();
    this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
  }

  private Socket connect() throws IOException {
    Socket connected = new Socket(InetAddress.getLoopbackAddress(), port);
    connected.setTcpNoDelay(true);
    connected.setSoTimeout(PATIENCE_MILLIS);
    return connected;
  }

  /** A query request, as the AWS CLI sends it, with a signature that nobody can check. */
  static byte[] query(int port, String service, String form) {
    byte[] body = form.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\n"
            + "X-Amz-Date: 20260105T090000Z\r\n"
            + "Authorization: AWS4-HMAC-SHA256 Credential=test/20260105/eu-west-2/"
            + service
            + "/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature="
            + "0".repeat(64)
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    return (head + form).getBytes(StandardCharsets.UTF_8);
  }

  Reply send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int status = status(line());
    int length = 0;
    boolean isChunked = false;
    boolean isClosed = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
      isChunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
      isClosed |= lower.startsWith("connection:") && lower.contains("close");
    }
    Reply reply =
        new Reply(
            status, SdkBytes.fromByteArrayUnsafe(isChunked ? chunks() : in.readNBytes(length)));
    if (isClosed) {
      socket.close();
      socket = connect();
      in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }
    return reply;
  }

  /** From {@code HTTP/1.1 200 OK}. */
  private static int status(String line) {
    int blank = line.indexOf(' ');
    return Integer.parseInt(line.substring(blank + 1, blank + 4));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int size = chunk(); size > 0; size = chunk()) {
      all.write(in.readNBytes(size));
      line();
    }
    line();
    return all.toByteArray();
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server has closed the connection");
      }
      if (next != '\r') {
        text.append((char) next);
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
