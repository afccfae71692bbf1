package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.ControlRequests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.entity.ByteArrayEntity;

/** Leads requests for the server itself to its control, and all others on. */
final class ControlHandler implements HttpHandler {
  private static final int CONTENT_MAX_BYTES = 64 * 1024;

  private final ControlRequests control;
  private final HttpHandler others;

  ControlHandler(ControlRequests control, HttpHandler others) {
    this.control = control;
    this.others = others;
  }

  @Override
  public void handle(HttpEntityEnclosingRequest request, Reply reply)
      throws HttpException, IOException {
    String path = RequestTarget.of(request).path();
    if (!path.startsWith(ControlRequests.PATH)) {
      others.handle(request, reply);
      return;
    }
    byte[] content = request.getEntity().getContent().readNBytes(CONTENT_MAX_BYTES + 1);
    if (content.length > CONTENT_MAX_BYTES) {
      reply.send(
          PlainReply.of(
              HttpStatus.SC_REQUEST_TOO_LONG,
              "no request to "
                  + ControlRequests.PATH
                  + " is larger than "
                  + CONTENT_MAX_BYTES
                  + " bytes"));
      return;
    }
    ControlRequests.Answer answer =
        control.answer(
            request.getRequestLine().getMethod(),
            request.getRequestLine().getUri().substring(ControlRequests.PATH.length()),
            content);
    HttpResponse response = PlainReply.empty(answer.status());
    response.setHeader("Content-Type", "application/json");
    response.setEntity(
        new ByteArrayEntity((answer.json() + "\n").getBytes(StandardCharsets.UTF_8)));
    reply.send(response);
  }
}
