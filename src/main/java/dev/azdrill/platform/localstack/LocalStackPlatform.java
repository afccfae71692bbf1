package dev.azdrill.platform.localstack;

import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.platform.endpoint.EndpointDetector;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.platform.endpoint.Implementation;
import dev.azdrill.session.AwsSession;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * LocalStack: one that is started in a container and ends with this, or one that is running already
 * and is left as it was.
 */
public final class LocalStackPlatform implements Platform {
  /** LocalStack's name, as a platform and as an implementation. */
  public static final String NAME = "localstack";

  private final EndpointPlatform endpoint;
  private final Optional<Container> container;

  private LocalStackPlatform(EndpointPlatform endpoint, Optional<Container> container) {
    this.endpoint = endpoint;
    this.container = container;
  }

  /** Where it is once it is known, and how it is worked with. */
  public interface Open {
    /** The settings of the platform at this address. */
    EndpointPlatform.Settings at(URI url);
  }

  /**
   * Uses a LocalStack that is running.
   *
   * @throws PlatformException when nobody answers there, or somebody else does
   */
  public static LocalStackPlatform running(URI url, Open settings) {
    Implementation found = answering(url);
    return new LocalStackPlatform(EndpointPlatform.open(settings.at(url), found), Optional.empty());
  }

  /**
   * The LocalStack that is running there, once it is ready.
   *
   * @throws PlatformException when nobody answers there, or somebody else does
   */
  public static Implementation answering(URI url) {
    EndpointDetector detector = new EndpointDetector(url);
    Implementation found =
        detector
            .localStack()
            .orElseThrow(
                () ->
                    new PlatformException(
                        "expected LocalStack at "
                            + url
                            + ", somebody else answers there: for another AWS-compatible API use"
                            + " the platform 'endpoint'"));
    detector.awaitReady();
    return found;
  }

  /**
   * Starts LocalStack in a container. Closing the platform removes the container.
   *
   * @param image such as {@code localstack/localstack:4.14.0}
   * @throws PlatformException when there is no Docker, no such image, or it does not start
   */
  public static LocalStackPlatform started(String image, String region, Open settings) {
    Container container = Container.start(image, region);
    try {
      EndpointDetector detector = new EndpointDetector(container.url());
      Implementation found =
          detector
              .localStack()
              .orElseThrow(
                  () ->
                      new PlatformException(
                          "expected LocalStack in the image "
                              + image
                              + ", it does not answer /_localstack/info"))
              .with(container.image());
      detector.awaitReady();
      return new LocalStackPlatform(
          EndpointPlatform.open(settings.at(container.url()), found), Optional.of(container));
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  /** What azdrill left behind there, and the last lines of the container's log, if it is ours. */
  @Override
  public List<String> log() {
    return Stream.concat(
            endpoint.log().stream(), container.stream().map(Container::log).flatMap(String::lines))
        .toList();
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
  public Duration stampResolution() {
    return endpoint.stampResolution();
  }

  @Override
  public Optional<String> lost() {
    return endpoint.lost();
  }

  @Override
  public AwsSession session() {
    return endpoint.session();
  }

  @Override
  public ImpairmentPort impairments() {
    return endpoint.impairments();
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
