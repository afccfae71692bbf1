package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Upstream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.MalformedChunkCodingException;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.client.utils.URIUtils;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.HttpEntityWrapper;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests on to the upstream and its replies back, both untouched: the host name that the
 * client asked for, every header that is not of one connection, and every byte, as they come.
 *
 * <p>Safe for use by several threads.
 */
final class Forwarder implements HttpHandler, Closeable {
  /** They belong to one connection, not to the request: RFC 9110, section 7.6.1. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 300_000;
  private static final int CONNECTIONS = 200;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int FORM_MAX_BYTES = 16 * 1024 * 1024;

  private final Upstream upstream;
  private final HttpHost target;
  private final String base;
  private final CloseableHttpClient http;

  Forwarder(Upstream upstream) {
    this.upstream = upstream;
    String path = upstream.url().getRawPath();
    this.base =
        upstream.url().getScheme()
            + "://"
            + upstream.url().getRawAuthority()
            + (path == null || path.equals("/") ? "" : path);
    this.target = URIUtils.extractHost(upstream.url());
    this.http =
        HttpClients.custom()
            .setMaxConnTotal(CONNECTIONS)
            .setMaxConnPerRoute(CONNECTIONS)
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableDefaultUserAgent()
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setConnectionRequestTimeout(ANSWER_MILLIS)
                    .setSocketTimeout(ANSWER_MILLIS)
                    // In the names of S3 objects, two slashes are not one.
                    .setNormalizeUri(false)
                    .build())
            .build();
  }

  @Override
  public void handle(HttpEntityEnclosingRequest request, Reply reply)
      throws HttpException, IOException {
    Optional<Service> service = RequestTarget.service(request);
    byte[] form = null;
    if (Upstream.isEc2(service)) {
      // Forms of EC2 are small, and say whether anything may have changed.
      form = request.getEntity().getContent().readNBytes(FORM_MAX_BYTES + 1);
      if (form.length > FORM_MAX_BYTES) {
        reply.send(RegionHandler.tooLarge());
        return;
      }
    }
    byte[] sent = form;
    upstream.asking(service, () -> asked(request, sent));
    CloseableHttpResponse answer;
    try {
      answer = http.execute(target, passedOn(request, form));
    } catch (MalformedChunkCodingException malformed) {
      throw malformed;
    } catch (IOException e) {
      reply.send(PlainReply.of(HttpStatus.SC_BAD_GATEWAY, sentence(e)));
      return;
    }
    try (answer) {
      upstream.answered(service, () -> asked(request, sent));
      reply.send(response(answer));
    }
  }

  private static String asked(HttpRequest request, byte @Nullable [] form) {
    return form == null || form.length == 0
        ? RequestTarget.of(request).query()
        : new String(form, StandardCharsets.UTF_8);
  }

  private HttpUriRequest passedOn(HttpEntityEnclosingRequest request, byte @Nullable [] form)
      throws IOException {
    RequestBuilder passedOn =
        RequestBuilder.create(request.getRequestLine().getMethod())
            .setUri(base + request.getRequestLine().getUri())
            .setEntity(
                form == null || form.length == 0 ? entity(request) : new ByteArrayEntity(form));
    Set<String> dropped = ofTheConnection(request);
    for (Header header : request.getAllHeaders()) {
      if (!dropped.contains(header.getName().toLowerCase(Locale.ROOT))) {
        passedOn.addHeader(header.getName(), header.getValue());
      }
    }
    return passedOn.build();
  }

  /** What is sent, as it comes; null where nothing is. */
  private static @Nullable HttpEntity entity(HttpEntityEnclosingRequest request)
      throws IOException {
    return request.containsHeader("Content-Length") || request.containsHeader("Transfer-Encoding")
        ? new InputStreamEntity(
            request.getEntity().getContent(), request.getEntity().getContentLength())
        : null;
  }

  private static Set<String> ofTheConnection(HttpMessage message) {
    Set<String> all = new HashSet<>(OF_THE_CONNECTION);
    for (Header header : message.getHeaders("Connection")) {
      for (String name : header.getValue().split(",", -1)) {
        all.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return all;
  }

  private static HttpResponse response(CloseableHttpResponse answer) {
    HttpResponse response = PlainReply.empty(answer.getStatusLine().getStatusCode());
    Set<String> dropped = ofTheConnection(answer);
    for (Header header : answer.getAllHeaders()) {
      if (!dropped.contains(header.getName().toLowerCase(Locale.ROOT))) {
        response.addHeader(header);
      }
    }
    HttpEntity entity = answer.getEntity();
    if (entity != null) {
      response.setEntity(new InPieces(entity));
    } else {
      // How long it would be: an S3 object's size is told in no other way than by HEAD.
      Optional.ofNullable(answer.getFirstHeader("Content-Length")).ifPresent(response::addHeader);
    }
    return response;
  }

  /** What comes in pieces is meant to be seen in pieces. */
  private static final class InPieces extends HttpEntityWrapper {
    InPieces(HttpEntity entity) {
      super(entity);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      try (InputStream in = wrappedEntity.getContent()) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          out.write(buffer, 0, read);
          if (getContentLength() < 0) {
            out.flush();
          }
        }
      }
    }
  }

  private String sentence(IOException why) {
    Throwable cause = why;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return upstream.url()
        + " does not answer"
        + Optional.ofNullable(cause.getMessage()).map(each -> " (" + each + ")").orElse("")
        + ": is it still running?";
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
