package dev.azdrill.simulator.fuzz;

import dev.azdrill.simulator.world.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.fis.FisClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The operations that the region answers, and how the SDK's own clients write their requests. */
final class AnsweredCalls {
  /** One operation of one service. */
  record Call(Service service, Object client, Method method) {
    String action() {
      String name = method.getName();
      return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    boolean isRead() {
      return action().startsWith("Describe")
          || action().startsWith("List")
          || action().startsWith("Get");
    }

    SdkPojo newBuilder() {
      try {
        return (SdkPojo) method.getParameterTypes()[0].getMethod("builder").invoke(null);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final Map<Service, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry(Service.EC2, Ec2Client.class),
          Map.entry(Service.AUTO_SCALING, AutoScalingClient.class),
          Map.entry(Service.ELASTIC_LOAD_BALANCING, ElasticLoadBalancingV2Client.class),
          Map.entry(Service.RDS, RdsClient.class),
          Map.entry(Service.CLOUDWATCH, CloudWatchClient.class),
          Map.entry(Service.STS, StsClient.class),
          Map.entry(Service.IAM, IamClient.class),
          Map.entry(Service.WAFV2, Wafv2Client.class),
          Map.entry(Service.ACM, AcmClient.class),
          Map.entry(Service.SSM, SsmClient.class),
          Map.entry(Service.FIS, FisClient.class));

  private final Sent sent = new Sent();
  private final List<Call> all = new ArrayList<>();

  /** Those that this region knows: each is asked for with nothing. */
  AnsweredCalls(SdkHttpClient region) {
    for (Service service : Service.values()) {
      Class<?> type = Objects.requireNonNull(TYPES.get(service));
      Object client = client(service);
      Stream.of(type.getMethods())
          .filter(m -> m.getParameterCount() == 1)
          .filter(m -> AwsRequest.class.isAssignableFrom(m.getParameterTypes()[0]))
          .filter(m -> AwsResponse.class.isAssignableFrom(m.getReturnType()))
          .sorted(Comparator.comparing(Method::getName))
          .map(m -> new Call(service, client, m))
          .filter(call -> isAnswered(call, region))
          .forEach(all::add);
    }
  }

  List<Call> all() {
    return List.copyOf(all);
  }

  /** Reads that need nothing: what stands in the region. */
  List<SentRequest> descriptions(SdkHttpClient region) {
    return all.stream()
        .filter(Call::isRead)
        .map(this::empty)
        .filter(each -> each.to(region).status() == 200)
        .toList();
  }

  private SentRequest empty(Call call) {
    if (isRest(call)) {
      SdkPojo builder = call.newBuilder();
      for (SdkField<?> field : builder.sdkFields()) {
        if (field.location() == MarshallLocation.PATH) {
          field.set(builder, "nobody");
        }
      }
      return written(call, builder).orElseThrow();
    }
    boolean isQuery = call.service().protocol() != Service.Protocol.AWS_JSON;
    return SentRequest.of(
        call.service(),
        call.action(),
        isQuery ? SentRequest.Speech.QUERY : SentRequest.Speech.JSON,
        (isQuery ? "Action=" + call.action() : "{}").getBytes(StandardCharsets.UTF_8));
  }

  private boolean isAnswered(Call call, SdkHttpClient region) {
    String answer = empty(call).to(region).body();
    return !answer.contains("InvalidAction") && !answer.contains("UnknownOperation");
  }

  /** The request as its client sends it; none where the client itself refuses it. */
  Optional<SentRequest> written(Call call, SdkPojo filled) {
    sent.last = Optional.empty();
    try {
      call.method().invoke(call.client(), ((SdkBuilder<?, ?>) filled).build());
    } catch (InvocationTargetException e) {
      // The answer was none, or the client would not send it.
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return sent.last.map(
        each ->
            SentRequest.of(
                call.service(),
                call.action(),
                isRest(call) ? SentRequest.Speech.REST : each.speech(),
                isRest(call) ? each.whole() : each.body().asByteArrayUnsafe()));
  }

  private static boolean isRest(Call call) {
    return call.service().protocol() == Service.Protocol.REST_JSON;
  }

  private Object client(Service service) {
    return switch (service) {
      case EC2 -> settings(Ec2Client.builder()).httpClient(sent).build();
      case AUTO_SCALING -> settings(AutoScalingClient.builder()).httpClient(sent).build();
      case ELASTIC_LOAD_BALANCING ->
          settings(ElasticLoadBalancingV2Client.builder()).httpClient(sent).build();
      case RDS -> settings(RdsClient.builder()).httpClient(sent).build();
      case CLOUDWATCH -> settings(CloudWatchClient.builder()).httpClient(sent).build();
      case STS -> settings(StsClient.builder()).httpClient(sent).build();
      case IAM -> settings(IamClient.builder()).httpClient(sent).build();
      case WAFV2 -> settings(Wafv2Client.builder()).httpClient(sent).build();
      case ACM -> settings(AcmClient.builder()).httpClient(sent).build();
      case SSM -> settings(SsmClient.builder()).httpClient(sent).build();
      case FIS -> settings(FisClient.builder()).httpClient(sent).build();
    };
  }

  private static <B extends AwsClientBuilder<B, C>, C> B settings(B builder) {
    return builder
        .region(Region.EU_WEST_2)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .overrideConfiguration(
            ClientOverrideConfiguration.builder().retryStrategy(r -> r.maxAttempts(1)).build());
  }

  /** Keeps what is sent, and answers nothing of use. */
  private static final class Sent implements SdkHttpClient {
    /**
     * A request.
     *
     * @param resource its verb, its path and its query
     */
    private record Kept(SentRequest.Speech speech, String resource, SdkBytes body) {
      byte[] whole() {
        return (resource + "\n" + body.asString(StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);
      }
    }

    private Optional<Kept> last = Optional.empty();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      String type = request.httpRequest().firstMatchingHeader("Content-Type").orElse("");
      last =
          Optional.of(
              new Kept(
                  type.contains("cbor")
                      ? SentRequest.Speech.CBOR
                      : type.contains("json") ? SentRequest.Speech.JSON : SentRequest.Speech.QUERY,
                  resource(request.httpRequest()),
                  read(request)));
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(418).build())
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(new byte[0])))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    private static String resource(SdkHttpRequest request) {
      return request.method()
          + " "
          + request.encodedPath()
          + request.encodedQueryParameters().map(query -> "?" + query).orElse("");
    }

    private static SdkBytes read(HttpExecuteRequest request) {
      if (request.contentStreamProvider().isEmpty()) {
        return SdkBytes.fromByteArray(new byte[0]);
      }
      try (var body = request.contentStreamProvider().orElseThrow().newStream()) {
        return SdkBytes.fromInputStream(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }
}
