package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/** REST requests in JSON that no SDK sends, and how they are refused. */
class RestJsonProtocolTest {
  private static final String TEMPLATE =
      "{\"clientToken\":\"t\",\"description\":\"d\",\"roleArn\":\"arn:aws:iam::123456789012:role/r\","
          + "\"stopConditions\":[{\"source\":\"none\"}],\"actions\":{\"w\":{\"actionId\":"
          + "\"aws:fis:wait\",\"parameters\":{\"duration\":\"PT1M\"}}}}";

  private static SimulatorPlatform platform;

  @BeforeAll
  static void region() {
    platform = SimulatorPlatform.create("rest");
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  private record Answer(int status, String error, String body) {}

  private static Answer asked(SdkHttpMethod method, String path, String query, String body)
      throws IOException {
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(method)
            .protocol("https")
            .host("fis.eu-west-2.amazonaws.com")
            .encodedPath(path)
            .contentStreamProvider(
                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    if (!query.isEmpty()) {
      int equals = query.indexOf('=');
      request.appendRawQueryParameter(query.substring(0, equals), query.substring(equals + 1));
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
    return new Answer(
        answer.httpResponse().statusCode(),
        answer.httpResponse().firstMatchingHeader("x-amzn-ErrorType").orElse(""),
        new String(answer.responseBody().orElseThrow().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void times_are_seconds_and_what_was_made_is_found_under_its_path() throws IOException {
    Answer made = asked(SdkHttpMethod.POST, "/experimentTemplates", "", TEMPLATE);

    assertThat(made.status()).as(made.body()).isEqualTo(200);
    assertThat(made.body()).containsPattern("\"creationTime\":\\d{10}\\.\\d{3}");
    String arn = made.body().replaceAll(".*\"arn\":\"([^\"]*)\".*", "$1");
    assertThat(
            asked(SdkHttpMethod.GET, "/tags/" + arn.replace(":", "%3A").replace("/", "%2F"), "", "")
                .body())
        .isEqualTo("{\"tags\":{}}");
  }

  @Test
  void an_error_has_its_code_in_the_header_and_its_words_in_the_content() throws IOException {
    Answer answer = asked(SdkHttpMethod.GET, "/experiments/nobody", "", "");

    assertThat(answer)
        .isEqualTo(
            new Answer(
                404,
                "ResourceNotFoundException",
                "{\"message\":\"Experiment nobody not found.\"}"));
  }

  @Test
  void a_verb_or_a_path_of_no_operation_is_refused() throws IOException {
    for (String path : new String[] {"/", "/experiment", "/experiments/a/b", "/experiments/%zz"}) {
      assertThat(asked(SdkHttpMethod.GET, path, "", "").error())
          .as(path)
          .isEqualTo("UnknownOperationException");
    }
    assertThat(asked(SdkHttpMethod.PUT, "/experiments", "", "{}").body()).contains("PUT /exp");
    assertThat(
            asked(
                    SdkHttpMethod.GET,
                    "/experimentTemplates/EXT1/targetAccountConfigurations",
                    "",
                    "")
                .body())
        .contains("The operation ListTargetAccountConfigurations is not known");
  }

  @Test
  void what_is_not_known_or_not_readable_is_refused() throws IOException {
    assertThat(asked(SdkHttpMethod.GET, "/actions", "maxResult=1", "").body())
        .contains("The parameter maxResult is not recognized");
    assertThat(asked(SdkHttpMethod.GET, "/actions", "maxResults=many", "").error())
        .isEqualTo("ValidationException");
    assertThat(asked(SdkHttpMethod.POST, "/experiments", "", "{\"id\":\"x\"}").body())
        .contains("The parameter id is not recognized");
    assertThat(asked(SdkHttpMethod.POST, "/experiments", "", "no json").error())
        .isEqualTo("SerializationException");
  }
}
