package dev.azdrill.simulator.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.azdrill.simulator.world.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * A request as it goes over the wire. One line of text holds it, so that a finding can be kept. Of
 * a REST API, the verb, the path and the query stand in a line before the content.
 *
 * @param speech how it is written
 */
record SentRequest(Service service, String action, Speech speech, String latin) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BETWEEN_PARAMETERS = Pattern.compile("[?&]");
  private static final Pattern RESOURCE =
      Pattern.compile("(GET|POST|PATCH|DELETE) (/[^ ?\n]*)([^\n]*)");
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

  /** The protocols of the region, and what they send. */
  enum Speech {
    QUERY("application/x-www-form-urlencoded"),
    JSON("application/x-amz-json-1.1"),
    CBOR("application/cbor"),
    REST("application/json");

    private final String contentType;

    Speech(String contentType) {
      this.contentType = contentType;
    }
  }

  /**
   * What came back.
   *
   * @param body as text, for CBOR of its bytes
   */
  record Answer(int status, String body, Optional<String> unreadable) {
    boolean isRefusal() {
      return status >= 400;
    }

    /** What is wrong with it, whatever was asked. */
    Optional<String> defect() {
      if (status >= 500) {
        return Optional.of("status " + status + ": " + body);
      }
      return unreadable;
    }
  }

  static SentRequest of(Service service, String action, Speech speech, byte[] body) {
    return new SentRequest(service, action, speech, new String(body, StandardCharsets.ISO_8859_1));
  }

  /** From {@link #line}. */
  static SentRequest parse(String line) {
    String[] words = line.split(" ", 4);
    return of(
        Service.valueOf(words[0]),
        words[1],
        Speech.valueOf(words[2]),
        Base64.getDecoder().decode(words[3]));
  }

  /** As one line. */
  String line() {
    return String.join(
        " ", service.name(), action, speech.name(), Base64.getEncoder().encodeToString(bytes()));
  }

  private byte[] bytes() {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return service + " " + action + " " + latin + "\n    " + line();
  }

  Answer to(SdkHttpClient region) {
    byte[] content = content();
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.POST)
            .protocol("https")
            .host(service.signingName() + ".eu-west-2.amazonaws.com")
            .encodedPath(
                speech == Speech.CBOR
                    ? "/service/GraniteServiceVersion20100801/operation/" + action
                    : "/")
            .appendHeader("Content-Type", speech.contentType)
            .contentStreamProvider(() -> new ByteArrayInputStream(content));
    if (speech == Speech.REST) {
      address(request);
    } else if (speech == Speech.JSON) {
      request.appendHeader("X-Amz-Target", service.namespace() + "." + action);
    } else if (speech == Speech.CBOR) {
      request.appendHeader("smithy-protocol", "rpc-v2-cbor");
    }
    try {
      HttpExecuteResponse answer =
          region
              .prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(request.build())
                      .contentStreamProvider(request.contentStreamProvider())
                      .build())
              .call();
      byte[] bytes = answer.responseBody().orElseThrow().readAllBytes();
      return new Answer(
          answer.httpResponse().statusCode(),
          answer.httpResponse().firstMatchingHeader("x-amzn-ErrorType").orElse("")
              + new String(bytes, StandardCharsets.UTF_8),
          unreadable(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] content() {
    int end = speech == Speech.REST ? latin.indexOf('\n') + 1 : 0;
    return latin.substring(end).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What a mutation has made unreadable is asked of nothing in particular. */
  private void address(SdkHttpFullRequest.Builder request) {
    Matcher resource = RESOURCE.matcher(latin);
    if (resource.lookingAt()) {
      request.method(SdkHttpMethod.fromValue(resource.group(1))).encodedPath(resource.group(2));
      for (String each : BETWEEN_PARAMETERS.split(resource.group(3), -1)) {
        int equals = each.indexOf('=');
        if (equals > 0) {
          request.appendRawQueryParameter(
              decoded(each.substring(0, equals)), decoded(each.substring(equals + 1)));
        }
      }
    }
  }

  private static String decoded(String escaped) {
    try {
      return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEscaped) {
      return escaped;
    }
  }

  private Optional<String> unreadable(byte[] bytes) {
    try {
      switch (speech) {
        case QUERY -> {
          XMLStreamReader xml =
              XMLInputFactory.newFactory().createXMLStreamReader(new ByteArrayInputStream(bytes));
          while (xml.hasNext()) {
            xml.next();
          }
        }
        case JSON, REST -> JSON.readTree(bytes);
        case CBOR -> CBOR.readTree(bytes);
      }
      return Optional.empty();
    } catch (XMLStreamException | IOException e) {
      return Optional.of("cannot be read: " + e);
    }
  }
}
