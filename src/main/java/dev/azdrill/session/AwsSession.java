package dev.azdrill.session;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.waiters.Ec2Waiter;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.waiters.ElasticLoadBalancingV2Waiter;
import software.amazon.awssdk.services.fis.FisClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.waiters.RdsWaiter;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Everything needed to talk to one platform's AWS API: one client per service, made when it is
 * first asked for, all with the same region, credentials, retries and interceptors; waiters that
 * wait on the platform's clock; and {@link Eventually}.
 *
 * <p>A session belongs to one region: clients are never shared between regions, because a client's
 * retry budget would leak from one to the next. Safe for use by several threads. Closing it closes
 * its clients.
 *
 * <p>A session reads, and changes nothing that was not declared: see {@link #permitting}.
 */
public final class AwsSession implements AutoCloseable {
  /** Three of ten calls may be throttled, and one of tens of thousands is given up. */
  private static final int ATTEMPTS_MAX = 8;

  /** With all its attempts, on the wall clock: longer than it takes to be throttled seven times. */
  public static final Duration CALL_MAX = Duration.ofSeconds(90);

  /** Between two attempts, where the wall clock matters although time is the platform's. */
  private static final Duration BACKOFF_FIRST = Duration.ofMillis(100);

  private static final Duration BACKOFF_MAX = Duration.ofSeconds(2);

  /** Whoever runs this may have an endpoint or a retry mode in the profile of theirs. */
  private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

  /** Waiters look again after every change, so they need more looks than the SDK's defaults. */
  private static final int LOOKS_MAX = 5_000;

  private final Builder settings;
  private final Map<Class<?>, SdkAutoCloseable> clients = new LinkedHashMap<>();
  private final CountedCalls calls = new CountedCalls();
  private final AnsweredCalls answered = new AnsweredCalls();
  private final List<Runnable> looks = new CopyOnWriteArrayList<>();
  private final CallGuard guard;

  private AwsSession(Builder settings, CallGuard guard) {
    this.settings = settings;
    this.guard = guard;
  }

  /** A session for this region name, over this HTTP client, on this clock. */
  public static Builder builder(String region, SdkHttpClient http, DrillClock clock) {
    return new Builder(region, http, clock);
  }

  public Ec2Client ec2() {
    return client(Ec2Client.class, Ec2Client::builder, Ec2Client.serviceMetadata());
  }

  public AutoScalingClient autoScaling() {
    return client(
        AutoScalingClient.class, AutoScalingClient::builder, AutoScalingClient.serviceMetadata());
  }

  public ElasticLoadBalancingV2Client elasticLoadBalancing() {
    return client(
        ElasticLoadBalancingV2Client.class,
        ElasticLoadBalancingV2Client::builder,
        ElasticLoadBalancingV2Client.serviceMetadata());
  }

  public RdsClient rds() {
    return client(RdsClient.class, RdsClient::builder, RdsClient.serviceMetadata());
  }

  public CloudWatchClient cloudWatch() {
    return client(
        CloudWatchClient.class, CloudWatchClient::builder, CloudWatchClient.serviceMetadata());
  }

  public Wafv2Client wafv2() {
    return client(Wafv2Client.class, Wafv2Client::builder, Wafv2Client.serviceMetadata());
  }

  public AcmClient acm() {
    return client(AcmClient.class, AcmClient::builder, AcmClient.serviceMetadata());
  }

  public StsClient sts() {
    return client(StsClient.class, StsClient::builder, StsClient.serviceMetadata());
  }

  public IamClient iam() {
    return client(IamClient.class, IamClient::builder, IamClient.serviceMetadata());
  }

  public FisClient fis() {
    return client(FisClient.class, FisClient::builder, FisClient.serviceMetadata());
  }

  public SsmClient ssm() {
    return client(SsmClient.class, SsmClient::builder, SsmClient.serviceMetadata());
  }

  /**
   * EC2's waiters, waiting on this session's clock: the client's own would sleep on the wall clock.
   */
  public Ec2Waiter ec2Waiter() {
    return Ec2Waiter.builder().client(ec2()).overrideConfiguration(waiting()).build();
  }

  /** Elastic Load Balancing's waiters, waiting on this session's clock. */
  public ElasticLoadBalancingV2Waiter elasticLoadBalancingWaiter() {
    return ElasticLoadBalancingV2Waiter.builder()
        .client(elasticLoadBalancing())
        .overrideConfiguration(waiting())
        .build();
  }

  /** RDS's waiters, waiting on this session's clock. */
  public RdsWaiter rdsWaiter() {
    return RdsWaiter.builder().client(rds()).overrideConfiguration(waiting()).build();
  }

  /** The platform's clock. */
  public DrillClock clock() {
    return settings.clock;
  }

  /** The way to wait on this session's clock. */
  public Eventually eventually() {
    return Eventually.on(settings.clock, new Looks(settings.progress, looks));
  }

  /**
   * Does this at each look of a wait of this session, in the thread that waits, for as long as the
   * session is used: what it throws ends that wait.
   */
  public void atEachLook(Runnable action) {
    looks.add(action);
  }

  /**
   * Does this, and lets it change through AWS's API what is declared here: this thread alone, and
   * nothing else than this, whatever was declared around it.
   *
   * @throws ForbiddenCall when it makes another call that is not a read: that was not sent
   */
  public void permitting(PermittedCalls calls, Runnable work) {
    guard.permitting(calls, work);
  }

  /**
   * The same; returns the changes of this thread that were answered meanwhile, in their order, for
   * whoever wants to find them in CloudTrail.
   */
  public List<AnsweredCall> answered(PermittedCalls calls, Runnable work) {
    return answered.during(() -> guard.permitting(calls, work));
  }

  /** The same for work that has a result. */
  public <T> T permitted(PermittedCalls calls, Supplier<T> work) {
    List<T> result = new ArrayList<>(1);
    guard.permitting(calls, () -> result.add(work.get()));
    return result.get(0);
  }

  /**
   * From now on this session changes nothing else, in any thread, whatever is declared. It cannot
   * be taken back.
   */
  public void restrictTo(PermittedCalls calls) {
    guard.bound(calls);
  }

  /**
   * Another session like this one, in which every thread may always change what is declared here:
   * for threads that all do the same work. It is closed by itself.
   */
  public AwsSession beside(PermittedCalls calls) {
    return new AwsSession(settings, new CallGuard(calls));
  }

  /** The changes that were permitted so far, by the work that declared them. */
  public SortedMap<String, SortedSet<AwsAction>> changes() {
    return guard.changes();
  }

  /** The region's name: {@code eu-west-2}. */
  public String region() {
    return settings.region;
  }

  /** How many calls were made so far: a measure of work. */
  public long calls() {
    return calls.count();
  }

  private WaiterOverrideConfiguration waiting() {
    return WaiterOverrideConfiguration.builder()
        .maxAttempts(LOOKS_MAX)
        .backoffStrategyV2(
            attempt -> {
              looks.forEach(Runnable::run);
              settings.clock.awaitChange(Duration.ofSeconds(15));
              return Duration.ZERO;
            })
        .build();
  }

  /** What is done at each look, before it is told how the wait goes. */
  private record Looks(Progress progress, List<Runnable> actions) implements Progress {
    @Override
    public void waiting(String what, String seen, Duration elapsed, Duration budget) {
      actions.forEach(Runnable::run);
      progress.waiting(what, seen, elapsed, budget);
    }

    @Override
    public void done(String what, Duration elapsed) {
      progress.done(what, elapsed);
    }
  }

  private <
          B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkAutoCloseable>
      C client(Class<C> type, Supplier<B> builder, ServiceMetadata service) {
    synchronized (clients) {
      SdkAutoCloseable known = clients.get(type);
      if (known == null) {
        known = settings.configure(builder.get(), service, List.of(calls, answered), guard).build();
        clients.put(type, known);
      }
      return type.cast(known);
    }
  }

  @Override
  public void close() {
    synchronized (clients) {
      clients.values().forEach(SdkAutoCloseable::close);
      clients.clear();
    }
  }

  /** The settings of a session. Not thread-safe. */
  public static final class Builder {
    private final String region;
    private final SdkHttpClient http;
    private final DrillClock clock;
    private final List<ExecutionInterceptor> interceptors = new ArrayList<>();
    private @Nullable AwsCredentialsProvider credentials;
    private @Nullable URI endpoint;
    private Progress progress = Progress.SILENT;
    private boolean retriesTakeTargetTime;
    private Optional<Duration> longest = Optional.empty();

    private Builder(String region, SdkHttpClient http, DrillClock clock) {
      this.region = region;
      this.http = http;
      this.clock = clock;
    }

    /** Whose name requests are signed with; without this, the SDK's default chain. */
    public Builder credentials(AwsCredentialsProvider provider) {
      credentials = provider;
      return this;
    }

    /** One URL for all services, instead of AWS's own. */
    public Builder endpoint(URI url) {
      endpoint = url;
      return this;
    }

    /** Who is told how waits go. */
    public Builder progress(Progress listener) {
      progress = listener;
      return this;
    }

    /**
     * Fills idempotency tokens that nobody set from this supplier, instead of the SDK's random
     * ones.
     */
    public Builder tokens(Supplier<String> supplier) {
      interceptors.add(new SeededTokens(supplier));
      return this;
    }

    /** Sees, and may refuse, every call. */
    public Builder interceptor(ExecutionInterceptor interceptor) {
      interceptors.add(interceptor);
      return this;
    }

    /**
     * Lets the backoff between retries pass on the platform's clock: on virtual time nobody sleeps.
     */
    public Builder retriesTakeTargetTime() {
      retriesTakeTargetTime = true;
      return this;
    }

    /**
     * A call ends after so long, with all its attempts, on the wall clock; between two attempts
     * some of that passes, too. Without this it ends after {@link #CALL_MAX}, unless retries take
     * the platform's time.
     */
    public Builder callsEndAfter(Duration wall) {
      longest = Optional.of(wall);
      return this;
    }

    public AwsSession build() {
      return new AwsSession(this, new CallGuard(PermittedCalls.READS));
    }

    /**
     * Nothing is left to the environment that would send calls elsewhere or make others of them:
     * neither AWS_ENDPOINT_URL, nor FIPS or dual-stack endpoints, nor a profile, unless that has
     * the credentials.
     */
    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configure(
        B builder,
        ServiceMetadata service,
        List<ExecutionInterceptor> first,
        ExecutionInterceptor last) {
      Region at = Region.of(region);
      URI url = endpoint;
      B configured =
          builder
              .region(at)
              .endpointOverride(
                  url == null ? URI.create("https://" + service.endpointFor(at)) : url)
              .fipsEnabled(false)
              .dualstackEnabled(false)
              .defaultsMode(DefaultsMode.LEGACY)
              .httpClient(new AskedOnce(http))
              .overrideConfiguration(override(first, last));
      AwsCredentialsProvider provider = credentials;
      return provider == null ? configured : configured.credentialsProvider(provider);
    }

    private ClientOverrideConfiguration override(
        List<ExecutionInterceptor> first, ExecutionInterceptor last) {
      ClientOverrideConfiguration.Builder override = ClientOverrideConfiguration.builder();
      if (credentials != null) {
        override.defaultProfileFile(NO_PROFILES);
      }
      first.forEach(override::addExecutionInterceptor);
      interceptors.forEach(override::addExecutionInterceptor);
      override.addExecutionInterceptor(last);
      // Without the SDK's budget of retries, which a long drill spends although each call is served
      // in the end.
      StandardRetryStrategy.Builder retries =
          AwsRetryStrategy.standardRetryStrategy().toBuilder()
              .maxAttempts(ATTEMPTS_MAX)
              .circuitBreakerEnabled(false);
      if (retriesTakeTargetTime) {
        BackoffStrategy onTheWall =
            longest.isPresent()
                ? BackoffStrategy.exponentialDelay(BACKOFF_FIRST, BACKOFF_MAX)
                : BackoffStrategy.retryImmediately();
        BackoffStrategy backoff =
            attempt -> {
              clock.pass(Duration.ofSeconds(1));
              return onTheWall.computeDelay(attempt);
            };
        retries.backoffStrategy(backoff).throttlingBackoffStrategy(backoff);
      }
      longest
          .or(() -> Optional.of(CALL_MAX).filter(wall -> !retriesTakeTargetTime))
          .ifPresent(override::apiCallTimeout);
      override.retryStrategy(retries.build());
      return override.build();
    }
  }
}
