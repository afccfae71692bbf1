package dev.azdrill.simulator.wire;

import java.nio.charset.StandardCharsets;
import org.apache.http.HttpResponse;
import org.apache.http.HttpVersion;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.EnglishReasonPhraseCatalog;
import org.apache.http.message.BasicHttpResponse;

/** Replies that are none of AWS's: one sentence. */
final class PlainReply {
  private PlainReply() {}

  static HttpResponse of(int status, String sentence) {
    HttpResponse response = empty(status);
    response.setHeader("Content-Type", "text/plain;charset=UTF-8");
    response.setEntity(
        new ByteArrayEntity(("azdrill: " + sentence + "\n").getBytes(StandardCharsets.UTF_8)));
    return response;
  }

  static HttpResponse empty(int status) {
    String reason = EnglishReasonPhraseCatalog.INSTANCE.getReason(status, null);
    return new BasicHttpResponse(HttpVersion.HTTP_1_1, status, reason == null ? "" : reason);
  }
}
