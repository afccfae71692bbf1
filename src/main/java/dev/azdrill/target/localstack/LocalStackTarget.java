package dev.azdrill.target.localstack;

import dev.azdrill.session.AwsSession;
import dev.azdrill.target.Capabilities;
import dev.azdrill.target.FaultPort;
import dev.azdrill.target.Target;
import dev.azdrill.target.TargetException;
import dev.azdrill.target.TrafficPort;
import dev.azdrill.target.endpoint.EndpointTarget;
import dev.azdrill.target.endpoint.Implementation;
import dev.azdrill.target.endpoint.Knock;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * LocalStack: one that is started in a container and ends with this, or one that is running already
 * and is left as it was.
 */
public final class LocalStackTarget implements Target {
  /** LocalStack's name, as a target and as an implementation. */
  public static final String NAME = "localstack";

  private final EndpointTarget endpoint;
  private final Optional<Container> container;

  private LocalStackTarget(EndpointTarget endpoint, Optional<Container> container) {
    this.endpoint = endpoint;
    this.container = container;
  }

  /** Where it is once it is known, and how it is worked with. */
  public interface Open {
    /** The settings of the target at this address. */
    EndpointTarget.Settings at(URI url);
  }

  /**
   * Uses a LocalStack that is running.
   *
   * @throws TargetException when nobody answers there, or somebody else does
   */
  public static LocalStackTarget running(URI url, Open settings) {
    Knock knock = new Knock(url);
    Implementation found =
        knock
            .localStack()
            .orElseThrow(
                () ->
                    new TargetException(
                        "expected LocalStack at "
                            + url
                            + ", somebody else answers there: for another AWS-compatible API use"
                            + " the target 'endpoint'"));
    knock.awaitReady();
    return new LocalStackTarget(EndpointTarget.open(settings.at(url), found), Optional.empty());
  }

  /**
   * Starts LocalStack in a container. Closing the target removes the container.
   *
   * @param image such as {@code localstack/localstack:4.14.0}
   * @throws TargetException when there is no Docker, no such image, or it does not start
   */
  public static LocalStackTarget started(String image, String region, Open settings) {
    Container container = Container.start(image, region);
    try {
      Knock knock = new Knock(container.url());
      Implementation found =
          knock
              .localStack()
              .orElseThrow(
                  () ->
                      new TargetException(
                          "expected LocalStack in the image "
                              + image
                              + ", it does not answer /_localstack/info"))
              .with(container.image());
      knock.awaitReady();
      return new LocalStackTarget(
          EndpointTarget.open(settings.at(container.url()), found), Optional.of(container));
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  /** What azdrill left behind there, and the last lines of the container's log, if it is ours. */
  @Override
  public String log() {
    return Stream.of(endpoint.log(), container.map(Container::log).orElse(""))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  /** The target that does the work. */
  public EndpointTarget endpoint() {
    return endpoint;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String answeredBy() {
    return endpoint.answeredBy();
  }

  @Override
  public Capabilities capabilities() {
    return endpoint.capabilities();
  }

  @Override
  public Duration resolution() {
    return endpoint.resolution();
  }

  @Override
  public String lost() {
    return endpoint.lost();
  }

  @Override
  public AwsSession session() {
    return endpoint.session();
  }

  @Override
  public FaultPort faults() {
    return endpoint.faults();
  }

  @Override
  public TrafficPort traffic() {
    return endpoint.traffic();
  }

  @Override
  public void close() {
    endpoint.close();
    container.ifPresent(Container::close);
  }
}
