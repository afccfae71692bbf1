package dev.azdrill.simulator.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** An HTTP request as it came in: header names in lower case, one value each. */
record WireRequest(String host, Map<String, String> headers, String body) {
  private static final int BODY_MAX_BYTES = 16 * 1024 * 1024;

  WireRequest {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = lower;
  }

  @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }

  /**
   * The same request with this body. SDKs compress what is large, PutMetricData above all; what
   * claims to be compressed and is not stays as it is, and fails as any other nonsense does.
   */
  WireRequest with(byte[] bytes) {
    return new WireRequest(host, headers, new String(plain(bytes), StandardCharsets.UTF_8));
  }

  private byte[] plain(byte[] bytes) {
    if (!"gzip".equals(header("content-encoding"))) {
      return bytes;
    }
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return plain.readNBytes(BODY_MAX_BYTES);
    } catch (IOException e) {
      return bytes;
    }
  }
}
