package dev.azdrill.simulator.wire;

import java.io.IOException;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;

/** Answers requests. Safe for use by several threads. */
interface HttpHandler {
  /** Where the one reply to a request goes. */
  interface Reply {
    /** Sends it, content and all. */
    void send(HttpResponse response) throws HttpException, IOException;
  }

  /**
   * Answers one request.
   *
   * @param request its content can be read once
   */
  void handle(HttpEntityEnclosingRequest request, Reply reply) throws HttpException, IOException;
}
