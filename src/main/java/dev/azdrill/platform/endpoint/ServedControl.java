package dev.azdrill.platform.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.text.Trouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * The control of a region that azdrill serves in another process, over the same way as its AWS API.
 *
 * @param url of the server
 * @param way to it
 */
record ServedControl(URI url, SdkHttpClient way) {
  private static final String PATH = "/_azdrill/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  /**
   * Reads something.
   *
   * @throws PlatformException when it is refused, or nobody answers
   */
  JsonNode get(String target) {
    return asked(SdkHttpMethod.GET, target, "")
        .orElseThrow(() -> new PlatformException(words(target) + " is not there any more"));
  }

  /** Asks for something to be done; the same failures. */
  JsonNode post(String target, JsonNode content) {
    return asked(SdkHttpMethod.POST, target, content.toString())
        .orElseThrow(() -> new PlatformException(words(target) + " is not there"));
  }

  /** Removes something; without effect where it is not there. */
  void delete(String target) {
    asked(SdkHttpMethod.DELETE, target, "");
  }

  private String words(String target) {
    return url + PATH + target;
  }

  /** Empty where there is no such thing. */
  private Optional<JsonNode> asked(SdkHttpMethod method, String target, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    ContentStreamProvider body = () -> new ByteArrayInputStream(bytes);
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder().method(method).uri(URI.create(words(target)));
    HttpExecuteRequest.Builder call = HttpExecuteRequest.builder();
    if (bytes.length > 0) {
      request.contentStreamProvider(body);
      request.putHeader("Content-Length", String.valueOf(bytes.length));
      request.putHeader("Content-Type", "application/json");
      call.contentStreamProvider(body);
    }
    try {
      HttpExecuteResponse reply = way.prepareRequest(call.request(request.build()).build()).call();
      JsonNode json = read(reply);
      int status = reply.httpResponse().statusCode();
      if (status == NOT_FOUND) {
        return Optional.empty();
      }
      if (status != OK) {
        throw new PlatformException(
            method + " " + words(target) + " was refused: " + json.path("error").asText());
      }
      return Optional.of(json);
    } catch (IOException e) {
      throw new PlatformException(
          "expected an answer to "
              + method
              + " "
              + words(target)
              + ", saw: "
              + Trouble.of(e)
              + ": nobody knows whether it was done",
          e);
    }
  }

  private static JsonNode read(HttpExecuteResponse reply) throws IOException {
    Optional<InputStream> stream = reply.responseBody().map(body -> body);
    if (stream.isEmpty()) {
      return JSON.createObjectNode();
    }
    try (InputStream body = stream.get()) {
      return JSON.readTree(body.readAllBytes());
    } catch (JsonProcessingException notJson) {
      throw new IOException("no JSON: " + notJson.getOriginalMessage(), notJson);
    }
  }
}
