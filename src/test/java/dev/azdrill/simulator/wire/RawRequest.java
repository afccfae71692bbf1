package dev.azdrill.simulator.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.simulator.world.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * A request as no SDK client writes it.
 *
 * @param form members that follow the action, each after an ampersand; JSON where the service
 *     speaks it
 */
record RawRequest(Service service, String action, String form) {
  /** What came over the wire. */
  record Answer(int status, String body) {}

  static RawRequest of(Service service, String action, String form) {
    return new RawRequest(service, action, form);
  }

  Answer to(SimulatorPlatform platform) throws IOException {
    boolean rest = service.protocol() == Service.Protocol.REST_JSON;
    boolean json = rest || service.protocol() == Service.Protocol.AWS_JSON;
    String[] resource = rest ? resource() : new String[] {"POST", "/"};
    String body = json ? "{" + form + "}" : "Action=" + action + form;
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(resource[0]))
            .protocol("https")
            .host(service.signingName() + ".eu-west-2.amazonaws.com")
            .encodedPath(resource[1])
            .appendHeader(
                "Content-Type",
                json ? "application/x-amz-json-1.1" : "application/x-www-form-urlencoded")
            .contentStreamProvider(
                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    if (json && !rest) {
      request.appendHeader("X-Amz-Target", service.namespace() + "." + action);
    }
    HttpExecuteResponse answer =
        platform
            .region()
            .httpClient()
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
            + new String(bytes, StandardCharsets.UTF_8));
  }

  /** Its verb and its path, in which everything is called nobody. */
  private String[] resource() throws IOException {
    try (InputStream stream = RawRequest.class.getResourceAsStream("rest-operations.json")) {
      return new ObjectMapper()
          .readTree(stream)
          .at("/operations/" + service.signingName() + "/" + action)
          .asText()
          .replaceAll("\\{\\w+}", "nobody")
          .split(" ");
    }
  }
}
