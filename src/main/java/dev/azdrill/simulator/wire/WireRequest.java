package dev.azdrill.simulator.wire;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An HTTP request as it came in: header names in lower case, one value each. */
record WireRequest(String host, Map<String, String> headers, String body) {
  WireRequest {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = lower;
  }

  @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }
}
