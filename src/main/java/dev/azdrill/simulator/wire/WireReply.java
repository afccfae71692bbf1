package dev.azdrill.simulator.wire;

import java.nio.charset.StandardCharsets;
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

  byte[] bytes() {
    return content.asByteArrayUnsafe();
  }
}
