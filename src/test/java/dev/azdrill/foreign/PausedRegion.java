package dev.azdrill.foreign;

import dev.azdrill.platform.endpoint.Completing;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.platform.endpoint.ServedRegionPlatform;
import dev.azdrill.platform.simulator.RegionBeginning;
import dev.azdrill.platform.simulator.SimulatorServer;
import dev.azdrill.session.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.SdkHttpClient;

/** A served region whose time is moved by those who wait, and never by the wall clock. */
public final class PausedRegion implements AutoCloseable {
  private final SimulatorServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  private PausedRegion(SimulatorServer server) {
    this.server = server;
  }

  /** One in which this stands already. */
  public static PausedRegion with(RegionBeginning.Furnishing furnishing) {
    try {
      PausedRegion region =
          new PausedRegion(
              SimulatorServer.start(
                  new RegionBeginning("paused", 0.01, false, furnishing),
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  Set.of()));
      region.control("POST", "time", "{\"paused\": true}");
      return region;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  private EndpointPlatform.Settings settings(Progress progress) {
    return new EndpointPlatform.Settings(
        "endpoint", URI.create(url()), "eu-west-2", Completing.AUTO, 1, "paused", progress);
  }

  /** A process's way to it. */
  public ServedRegionPlatform platform() {
    return platform(UnaryOperator.identity());
  }

  /** The same on a way that is not always good. */
  public ServedRegionPlatform platform(UnaryOperator<SdkHttpClient> way) {
    return platform(way, Progress.SILENT);
  }

  /** The same for who is told how waits go. */
  public ServedRegionPlatform platform(UnaryOperator<SdkHttpClient> way, Progress progress) {
    return ServedRegionPlatform.open(settings(progress), way);
  }

  /** What its control answers. */
  public String control(String method, String target, String content) {
    try {
      HttpResponse<String> reply =
          http.send(
              HttpRequest.newBuilder(URI.create(url() + "/_azdrill/" + target))
                  .method(
                      method,
                      content.isEmpty()
                          ? HttpRequest.BodyPublishers.noBody()
                          : HttpRequest.BodyPublishers.ofString(content))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return reply.body().strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
