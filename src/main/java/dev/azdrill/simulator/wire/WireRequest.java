package dev.azdrill.simulator.wire;

import dev.azdrill.codec.DecodingException;
import dev.azdrill.codec.RequestText;
import dev.azdrill.simulator.world.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * An HTTP request as it came in: header names in lower case, one value each; the content as it was
 * before it was compressed.
 *
 * @param method the verb: {@code POST}
 * @param path as it stands in the URL, escapes and all
 * @param query as it stands in the URL, escapes and all
 * @param isFromService whether it says that one of AWS's own services sent it
 */
record WireRequest(
    String method,
    String host,
    String path,
    String query,
    Map<String, String> headers,
    SdkBytes content,
    boolean isFromService) {
  /** As much as may be sent without compression. */
  private static final int CONTENT_MAX_BYTES = 16 * 1024 * 1024;

  /**
   * A request with this content. SDKs compress what is large, PutMetricData above all; what claims
   * to be compressed and is not stays as it is, and fails as any other nonsense does.
   */
  static WireRequest of(
      String method,
      String host,
      String path,
      String query,
      Map<String, String> headers,
      byte[] sent) {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    boolean isCompressed = "gzip".equals(lower.get("content-encoding"));
    return new WireRequest(
        method,
        host,
        path,
        query,
        lower,
        SdkBytes.fromByteArrayUnsafe(isCompressed ? decompress(sent) : sent),
        lower.containsKey(Router.SERVICE_HEADER));
  }

  private static byte[] decompress(byte[] sent) {
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      return plain.readNBytes(CONTENT_MAX_BYTES);
    } catch (IOException e) {
      return sent;
    }
  }

  @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }

  /** The service that it is signed for. */
  Optional<Service> signedFor() {
    return CredentialScope.service(header("authorization"), query);
  }

  byte[] bytes() {
    return content.asByteArrayUnsafe();
  }

  /**
   * The content as text; the query where there is none, as GET asks.
   *
   * @throws DecodingException when it is not UTF-8
   */
  String body() {
    return bytes().length == 0 ? query : RequestText.of(bytes());
  }

  /** Tells what is asked from all else that may be asked of the same operation. */
  String fingerprint() {
    return bytes().length == 0 ? path + "?" + query : content.asString(StandardCharsets.ISO_8859_1);
  }
}
