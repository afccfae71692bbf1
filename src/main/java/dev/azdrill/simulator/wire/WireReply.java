package dev.azdrill.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP reply as it goes out. */
record WireReply(int status, Map<String, String> headers, String body) {
  WireReply {
    headers = Map.copyOf(headers);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
