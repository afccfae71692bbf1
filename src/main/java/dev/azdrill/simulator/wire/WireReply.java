package dev.azdrill.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/** An HTTP reply as it goes out. */
record WireReply(int status, Map<String, String> headers, SdkBytes content) {
  WireReply {
    headers = Map.copyOf(headers);
  }

  static WireReply text(int status, Map<String, String> headers, String body) {
    return of(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param content is not copied and must not be changed any more
   */
  static WireReply of(int status, Map<String, String> headers, byte[] content) {
    return new WireReply(status, headers, SdkBytes.fromByteArrayUnsafe(content));
  }

  /**
   * The same reply to another request.
   *
   * @param requestId the one that it carries in its headers
   * @param at where in its content; negative where it is not there
   */
  WireReply with(String requestId, String otherId, int at) {
    Map<String, String> others = new HashMap<>(headers);
    others.replaceAll((name, value) -> value.equals(requestId) ? otherId : value);
    if (at < 0) {
      return new WireReply(status, others, content);
    }
    byte[] copy = bytes().clone();
    byte[] id = otherId.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(id, 0, copy, at, id.length);
    return of(status, others, copy);
  }

  byte[] bytes() {
    return content.asByteArrayUnsafe();
  }
}
