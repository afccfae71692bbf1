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
import java.util.function.Supplier;
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

  /** How often a call is made of which no answer comes. */
  private static final int ATTEMPTS_MAX = 5;

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  /**
   * Reads something.
   *
   * @throws PlatformException when it is refused, or nobody answers
   */
  JsonNode get(String target) {
    return again(target, () -> sent(SdkHttpMethod.GET, target, ""))
        .orElseThrow(() -> new PlatformException(words(target) + " is not there any more"));
  }

  /** Asks for something that may as well be done twice; the same failures. */
  JsonNode post(String target, JsonNode content) {
    return again(target, () -> sent(SdkHttpMethod.POST, target, content.toString()))
        .orElseThrow(() -> new PlatformException(words(target) + " is not there"));
  }

  /**
   * Asks for something that must not be done twice: after an answer that is lost, who asks looks
   * whether it was done.
   *
   * @param isDone tells what was done; empty when it was not
   */
  String postOnce(String target, JsonNode content, Supplier<Optional<String>> isDone) {
    for (int attempt = 1; ; attempt++) {
      Optional<String> done = isDone.get();
      if (done.isPresent()) {
        return done.get();
      }
      try {
        return sent(SdkHttpMethod.POST, target, content.toString())
            .orElseThrow(() -> new PlatformException(words(target) + " is not there"))
            .path("name")
            .asText();
      } catch (IOException lost) {
        if (attempt == ATTEMPTS_MAX) {
          throw unanswered(target, lost);
        }
      }
    }
  }

  /** Removes something; without effect where it is not there. */
  void delete(String target) {
    again(target, () -> sent(SdkHttpMethod.DELETE, target, ""));
  }

  private String words(String target) {
    return url + PATH + target;
  }

  /** A call, which may not be answered. */
  private interface Call {
    Optional<JsonNode> make() throws IOException;
  }

  private Optional<JsonNode> again(String target, Call call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.make();
      } catch (IOException lost) {
        if (attempt == ATTEMPTS_MAX) {
          throw unanswered(target, lost);
        }
      }
    }
  }

  private PlatformException unanswered(String target, IOException lost) {
    return new PlatformException(
        "expected an answer of "
            + words(target)
            + ", saw: "
            + Trouble.of(lost)
            + ": nobody knows whether it was done",
        lost);
  }

  /** Empty where there is no such thing. */
  private Optional<JsonNode> sent(SdkHttpMethod method, String target, String content)
      throws IOException {
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
