package dev.azdrill.platform.endpoint;

import dev.azdrill.platform.completion.Pace;
import dev.azdrill.platform.completion.ServiceCalls;
import dev.azdrill.platform.completion.UnmovedClock;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.WallClock;
import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.world.Ids;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/**
 * The AWS API that an endpoint platform stands on: who it is, how it is reached, how time passes.
 *
 * @param implementation who stands there
 * @param url its address; one that names no host where it lives in this JVM
 * @param session the way to it for probes and ports; closed with the platform
 * @param http another way to it each time, for what azdrill does not answer
 * @param pace how time passes for what azdrill answers
 * @param detector asks it how it is; empty where it lives in this JVM and is always well
 * @param silence whether it still answers; empty where it lives in this JVM
 */
record ForeignApi(
    Implementation implementation,
    URI url,
    AwsSession session,
    Supplier<SdkHttpClient> http,
    Pace pace,
    Optional<EndpointDetector> detector,
    Optional<EndpointSilence> silence) {
  /** How often those look who wait for something that azdrill does not answer. */
  static final Duration POLL = Duration.ofMillis(250);

  /** Longer than a call takes on a busy emulator; then the emulator is asked whether it lives. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  /** Emulators take any credentials; these are the ones that LocalStack's own documents use. */
  static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  /** A name that is none on any network: RFC 6761, section 6.4. */
  private static final URI IN_THIS_JVM = URI.create("http://simulator.invalid");

  /** One behind an address. */
  static ForeignApi at(
      EndpointPlatform.Settings settings, Implementation implementation, Pace pace) {
    EndpointDetector detector = new EndpointDetector(settings.url());
    EndpointSilence silence =
        new EndpointSilence(detector::silence, System::nanoTime, new CallMonitor()::after);
    AwsSession session =
        AwsSession.builder(
                settings.region(), overHttp(silence), new WallClock(Clock.systemUTC(), POLL))
            .credentials(CREDENTIALS)
            .endpoint(settings.url())
            .interceptor(new ServiceCalls())
            .progress(settings.progress())
            .build();
    return new ForeignApi(
        implementation,
        settings.url(),
        session,
        () -> overHttp(silence),
        pace,
        Optional.of(detector),
        Optional.of(silence));
  }

  private static SdkHttpClient overHttp(EndpointSilence silence) {
    return new HttpToEndpoint(
        ApacheHttpClient.builder().maxConnections(32).socketTimeout(ANSWER_MAX).build(), silence);
  }

  /** A region of ours in this JVM. */
  static ForeignApi in(Region region, UnaryOperator<SdkHttpClient> way) {
    AwsSession session =
        AwsSession.builder(
                region.place().region(),
                way.apply(region.httpClient()),
                new UnmovedClock(region.kernel()))
            // Nobody checks signatures there, and making them costs a third of a call.
            .credentials(AnonymousCredentialsProvider.create())
            .tokens(tokens(region))
            .interceptor(new ServiceCalls())
            .retriesTakeTargetTime()
            .build();
    return new ForeignApi(
        new Implementation(
            "azdrill simulator",
            Optional.of(CapabilityWords.version()),
            Optional.of("in this JVM")),
        IN_THIS_JVM,
        session,
        () -> way.apply(region.httpClient()),
        Pace.sharing(region),
        Optional.empty(),
        Optional.empty());
  }

  private static Supplier<String> tokens(Region region) {
    return new Ids(region.kernel().seed().derive("client tokens of ports"))::uuid;
  }
}
