package dev.azdrill.contract;

import dev.azdrill.platform.Platform;
import dev.azdrill.platform.endpoint.Completing;
import dev.azdrill.platform.endpoint.EndpointDetector;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.platform.localstack.LocalStackPlatform;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.Progress;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who the contract may be run against. */
enum Candidate {
  /** The embedded region, in virtual time. */
  SIMULATOR,
  /** Our rooms on another region of ours in virtual time, which stands for a foreign EC2. */
  COMPLETED_SIMULATOR,
  /** LocalStack as it is. */
  LOCALSTACK,
  /** LocalStack, with our rooms for what it lacks. */
  LOCALSTACK_COMPLETED,
  /** Moto's server as it is. */
  MOTO,
  /** MiniStack as it is. */
  MINISTACK;

  /** The system property that names one. */
  static final String PROPERTY = "azdrill.contract.subject";

  /** The system property that says where a running one is. */
  static final String URL = "azdrill.contract.url";

  private static final String SEED = "contract";
  private static final String REGION = "eu-west-2";

  /** A virtual minute a second, as in the pipelines of others. */
  private static final double SPEED = 60;

  /** As properties and lists call it: {@code completed-simulator}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Candidate called(String label) {
    return Arrays.stream(values())
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected "
                        + PROPERTY
                        + " to be one of "
                        + Arrays.stream(values())
                            .map(Candidate::label)
                            .collect(Collectors.joining(", "))
                        + ", saw '"
                        + label
                        + "'"));
  }

  /** Virtual seconds per second, where time follows the wall clock. */
  double speed() {
    return this == LOCALSTACK_COMPLETED ? SPEED : 1;
  }

  /** Opens it; closing the platform closes all that was started for it. */
  Opened open() {
    return switch (this) {
      case SIMULATOR -> new Opened(SimulatorPlatform.create(SEED), () -> {});
      case COMPLETED_SIMULATOR -> overOurselves();
      case LOCALSTACK -> new Opened(localStack(Completing.NEVER), () -> {});
      case LOCALSTACK_COMPLETED -> new Opened(localStack(Completing.AUTO), () -> {});
      case MOTO, MINISTACK -> new Opened(endpoint(url(), Completing.NEVER, SPEED), () -> {});
    };
  }

  /**
   * @param platform to be asked
   * @param rest what must be closed after it
   */
  record Opened(Platform platform, Runnable rest) implements AutoCloseable {
    @Override
    public void close() {
      platform.close();
      rest.run();
    }
  }

  private static Opened overOurselves() {
    SimulatorPlatform foreign = SimulatorPlatform.create(SEED);
    return new Opened(
        EndpointPlatform.over(foreign.region(), SEED, Progress.SILENT), foreign::close);
  }

  private Platform localStack(Completing completing) {
    return LocalStackPlatform.running(url(), at -> settings(at, completing, SPEED));
  }

  private static Platform endpoint(URI url, Completing completing, double speed) {
    return EndpointPlatform.open(settings(url, completing, speed), new EndpointDetector(url).who());
  }

  private static EndpointPlatform.Settings settings(URI url, Completing completing, double speed) {
    return new EndpointPlatform.Settings(
        "endpoint", url, REGION, completing, speed, SEED, Progress.SILENT);
  }

  private URI url() {
    return Optional.ofNullable(System.getProperty(URL))
        .filter(text -> !text.isBlank())
        .map(URI::create)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected the address of a running "
                        + label()
                        + ", saw none: name it with -D"
                        + URL
                        + "=http://127.0.0.1:4566"));
  }
}
