package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.codec.CborCodec;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.ec2.Ec2;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.rds.Rds;
import dev.azdrill.simulator.ssm.Ssm;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
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

/**
 * Every operation of every service, every field filled: what the real client sends is decoded to
 * the request that it was given, and what we encode is the response that it returns.
 *
 * <p>Slow by design where it loads each class of the SDK's models: of EC2, SSM and RDS, which have
 * by far the most, only what the region answers is tried, unless {@code -Dazdrill.operations=all}
 * says otherwise, as the profile {@code long} does. Its services run in parallel, each with a
 * client of its own.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class RoundTripTest {
  private static final boolean ALL = System.getProperty("azdrill.operations", "").equals("all");

  private record Spoken(
      Service service, Class<?> clientType, Function<SdkHttpClient, Object> client) {
    @Override
    public String toString() {
      return service.toString();
    }
  }

  static Stream<Arguments> services() {
    return Stream.of(
            new Spoken(
                Service.EC2,
                Ec2Client.class,
                h -> settings(Ec2Client.builder()).httpClient(h).build()),
            new Spoken(
                Service.AUTO_SCALING,
                AutoScalingClient.class,
                h -> settings(AutoScalingClient.builder()).httpClient(h).build()),
            new Spoken(
                Service.ELASTIC_LOAD_BALANCING,
                ElasticLoadBalancingV2Client.class,
                h -> settings(ElasticLoadBalancingV2Client.builder()).httpClient(h).build()),
            new Spoken(
                Service.RDS,
                RdsClient.class,
                h -> settings(RdsClient.builder()).httpClient(h).build()),
            new Spoken(
                Service.CLOUDWATCH,
                CloudWatchClient.class,
                h -> settings(CloudWatchClient.builder()).httpClient(h).build()),
            new Spoken(
                Service.STS,
                StsClient.class,
                h -> settings(StsClient.builder()).httpClient(h).build()),
            new Spoken(
                Service.IAM,
                IamClient.class,
                h -> settings(IamClient.builder()).httpClient(h).build()),
            new Spoken(
                Service.WAFV2,
                Wafv2Client.class,
                h -> settings(Wafv2Client.builder()).httpClient(h).build()),
            new Spoken(
                Service.ACM,
                AcmClient.class,
                h -> settings(AcmClient.builder()).httpClient(h).build()),
            new Spoken(
                Service.FIS,
                FisClient.class,
                h -> settings(FisClient.builder()).httpClient(h).build()),
            new Spoken(
                Service.SSM,
                SsmClient.class,
                h -> settings(SsmClient.builder()).httpClient(h).build()))
        .map(Arguments::of);
  }

  private static <B extends software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>, C>
      B settings(B builder) {
    return builder
        .region(software.amazon.awssdk.regions.Region.EU_WEST_2)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .overrideConfiguration(
            ClientOverrideConfiguration.builder().retryStrategy(r -> r.maxAttempts(1)).build());
  }

  @ParameterizedTest
  @MethodSource("services")
  void what_is_sent_is_decoded_and_what_is_encoded_is_received(Spoken spoken) throws Exception {
    Wire wire = new Wire(spoken.service());
    Object client = spoken.client().apply(wire);
    List<Method> operations = tried(spoken);
    List<String> differences = new ArrayList<>();
    for (Method operation : operations) {
      String difference = roundTrip(wire, client, operation);
      if (!difference.isEmpty()) {
        differences.add(operation.getName() + ": " + difference);
      }
    }
    assertThat(operations).isNotEmpty();
    assertThat(differences).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("services")
  void what_is_written_as_cbor_is_read_again(Spoken spoken) throws Exception {
    List<String> differences = new ArrayList<>();
    for (Method operation : tried(spoken)) {
      for (Class<?> type : List.of(operation.getParameterTypes()[0], operation.getReturnType())) {
        SdkPojo written = built(filled(type, type.getName().hashCode()));
        SdkPojo read = builder(type);
        CborCodec.decode(CborCodec.encode(written), read);
        if (!written.equalsBySdkFields(built(read))) {
          differences.add("written " + written + " read " + built(read));
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void cloudwatch_calls_its_members_alike_in_all_its_protocols() throws Exception {
    Set<String> differences = new TreeSet<>();
    Set<Class<?>> seen = new HashSet<>();
    for (Method operation : operations(CloudWatchClient.class)) {
      compareNames(builder(operation.getParameterTypes()[0]), seen, differences);
      compareNames(builder(operation.getReturnType()), seen, differences);
    }
    assertThat(seen).hasSizeGreaterThan(100);
    assertThat(differences).isEmpty();
  }

  private static void compareNames(SdkPojo shape, Set<Class<?>> seen, Set<String> differences) {
    if (!seen.add(shape.getClass())) {
      return;
    }
    for (SdkField<?> field : shape.sdkFields()) {
      if (!field.memberName().equals(field.locationName())) {
        differences.add(shape.getClass() + ": " + field.memberName() + ", " + field.locationName());
      }
      SdkField<?> inner = field;
      while (inner.containsTrait(ListTrait.class) || inner.containsTrait(MapTrait.class)) {
        inner =
            inner.containsTrait(ListTrait.class)
                ? inner.getRequiredTrait(ListTrait.class).memberFieldInfo()
                : inner.getRequiredTrait(MapTrait.class).valueFieldInfo();
      }
      if (inner.marshallingType() == MarshallingType.SDK_POJO) {
        compareNames(inner.constructor().get(), seen, differences);
      }
    }
  }

  private static List<Method> tried(Spoken spoken) {
    List<Method> operations = operations(spoken.clientType());
    Set<String> answered = answered(spoken.service());
    if (ALL || answered.isEmpty()) {
      return operations;
    }
    List<Method> tried =
        operations.stream().filter(each -> answered.contains(action(each))).toList();
    assertThat(tried)
        .extracting(RoundTripTest::action)
        .containsExactlyInAnyOrderElementsOf(answered);
    return tried;
  }

  private static String action(Method operation) {
    String name = operation.getName();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** What the region answers of the three services that have the most; none of the others. */
  private static Set<String> answered(Service service) {
    World world =
        World.create(
            new Kernel(Region.START, Seed.of("round trip")),
            RegionLocation.london(),
            Timings.typical());
    new Rds(world, new Ec2(world, name -> Optional.empty()).network());
    new Ssm(world);
    return world.operations().actions(service);
  }

  private static List<Method> operations(Class<?> clientType) {
    return Arrays.stream(clientType.getMethods())
        .filter(m -> m.getParameterCount() == 1)
        .filter(m -> AwsRequest.class.isAssignableFrom(m.getParameterTypes()[0]))
        .filter(m -> AwsResponse.class.isAssignableFrom(m.getReturnType()))
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static String roundTrip(Wire wire, Object client, Method operation) throws Exception {
    SdkPojo request =
        built(filled(operation.getParameterTypes()[0], operation.getName().hashCode()));
    wire.response = built(filled(operation.getReturnType(), operation.getName().hashCode() + 1L));
    wire.requestBuilder = builder(operation.getParameterTypes()[0]);
    Object received;
    try {
      received = operation.invoke(client, request);
    } catch (ReflectiveOperationException e) {
      return String.valueOf(e.getCause());
    }
    SdkPojo decoded = built(wire.requestBuilder);
    if (!request.equalsBySdkFields(decoded)) {
      return "sent " + request + " decoded " + decoded;
    }
    return wire.response.equalsBySdkFields(received)
        ? ""
        : "encoded " + wire.response + " received " + received;
  }

  private static SdkPojo filled(Class<?> type, long seed) throws ReflectiveOperationException {
    SdkPojo builder = builder(type);
    new Filler(seed).fill(builder);
    return builder;
  }

  private static SdkPojo builder(Class<?> type) throws ReflectiveOperationException {
    return (SdkPojo) type.getMethod("builder").invoke(null);
  }

  private static SdkPojo built(SdkPojo builder) {
    return (SdkPojo) ((SdkBuilder<?, ?>) builder).build();
  }

  /** Decodes what comes and answers with what was prepared. */
  private static final class Wire implements SdkHttpClient {
    private final Service service;
    private SdkPojo requestBuilder = software.amazon.awssdk.services.ec2.model.Tag.builder();
    private SdkPojo response = software.amazon.awssdk.services.ec2.model.Tag.builder().build();

    Wire(Service service) {
      this.service = service;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          WireRequest wire = read(request);
          WireProtocol protocol = WireProtocol.of(service, wire);
          WireProtocol.Call call = protocol.open(service, wire);
          call.decode(requestBuilder);
          WireReply reply = protocol.reply(service, call.action(), response, "request-1");
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(reply.status()).build())
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(reply.bytes())))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    private static WireRequest read(HttpExecuteRequest request) {
      Map<String, String> headers = new TreeMap<>();
      request
          .httpRequest()
          .forEachHeader((name, values) -> headers.put(name, String.join(",", values)));
      SdkHttpRequest sent = request.httpRequest();
      try (var body = content(request)) {
        return WireRequest.of(
            sent.method().name(),
            "",
            sent.encodedPath(),
            sent.encodedQueryParameters().orElse(""),
            headers,
            body.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static InputStream content(HttpExecuteRequest request) {
      return request
          .contentStreamProvider()
          .map(ContentStreamProvider::newStream)
          .orElseGet(InputStream::nullInputStream);
    }

    @Override
    public void close() {}
  }
}
