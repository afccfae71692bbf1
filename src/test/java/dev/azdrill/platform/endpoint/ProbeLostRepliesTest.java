package dev.azdrill.platform.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.Provider;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Footprint;
import dev.azdrill.session.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** What a probe makes is removed although nobody answered that it was made. */
class ProbeLostRepliesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateVpc",
        "CreateSubnet",
        "CreateTargetGroup",
        "CreateDBSubnetGroup",
        "RequestCertificate",
        "PutMetricAlarm",
        "CreateWebACL",
      })
  void what_was_made_without_an_answer_is_found_and_removed(String operation) {
    try (SimulatorPlatform foreign = SimulatorPlatform.create("probed")) {
      List<String> before = Footprint.of(foreign.session()).things();
      AtomicBoolean isLost = new AtomicBoolean();

      try (EndpointPlatform platform =
          EndpointPlatform.over(
              foreign.region(), "lost", Progress.SILENT, way -> losing(way, operation, isLost))) {
        assertThat(isLost).as("nobody called %s", operation).isTrue();
        assertThat(platform.capabilities().services().values())
            .allMatch(each -> !(each instanceof Provider.Absent));
        assertThat(Footprint.of(foreign.session()).things()).isEqualTo(before);
      }
    }
  }

  /** A way on which the first reply to this operation is lost. */
  private static SdkHttpClient losing(SdkHttpClient way, String operation, AtomicBoolean isLost) {
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest call = way.prepareRequest(request);
        return new ExecutableHttpRequest() {
          @Override
          public HttpExecuteResponse call() throws IOException {
            HttpExecuteResponse response = call.call();
            if (is(request, operation) && isLost.compareAndSet(false, true)) {
              throw new IOException("the connection was reset");
            }
            return response;
          }

          @Override
          public void abort() {
            call.abort();
          }
        };
      }

      @Override
      public void close() {
        way.close();
      }
    };
  }

  private static boolean is(HttpExecuteRequest request, String operation) throws IOException {
    boolean isJson =
        request
            .httpRequest()
            .firstMatchingHeader("X-Amz-Target")
            .filter(target -> target.endsWith("." + operation))
            .isPresent();
    if (isJson || request.contentStreamProvider().isEmpty()) {
      return isJson;
    }
    try (InputStream body = request.contentStreamProvider().get().newStream()) {
      String form = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      return form.startsWith("Action=" + operation + "&");
    }
  }
}
