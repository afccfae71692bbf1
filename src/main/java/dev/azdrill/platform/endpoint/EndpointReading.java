package dev.azdrill.platform.endpoint;

import dev.azdrill.platform.completion.Pace;
import dev.azdrill.session.AwsSession;
import java.time.Clock;

/**
 * Any AWS-compatible URL, to be read alone. Nothing is made there to see what it can do, and what
 * it lacks is not completed: a service of this process would answer that nothing stands, where
 * nobody can see whether something does.
 */
public final class EndpointReading implements AutoCloseable {
  private final String name;
  private final ForeignApi foreign;

  private EndpointReading(String name, ForeignApi foreign) {
    this.name = name;
    this.foreign = foreign;
  }

  /**
   * Opens the way to it.
   *
   * @param implementation who stands there: see {@link EndpointDetector}
   */
  public static EndpointReading open(
      EndpointPlatform.Settings settings, Implementation implementation) {
    return new EndpointReading(
        settings.name(),
        ForeignApi.at(
            settings, implementation, Pace.stepping(Clock.systemUTC(), settings.speed())));
  }

  /** The platform's name. */
  public String name() {
    return name;
  }

  /** Which implementation answers, with its version. */
  public String answeredBy() {
    return foreign.implementation().toString();
  }

  /** The way to its AWS API; it is declared to change nothing, so it can only read. */
  public AwsSession session() {
    return foreign.session();
  }

  @Override
  public void close() {
    foreign.session().close();
  }
}
