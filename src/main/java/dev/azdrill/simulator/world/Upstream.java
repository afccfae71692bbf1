package dev.azdrill.simulator.world;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An AWS API that the region completes: it answers whatever the region does not.
 *
 * @param url its address
 * @param http the way there for SDK clients of this JVM
 * @param completed the services that the region answers in its place
 * @param wrote told after every request that may have changed something in its EC2
 */
public record Upstream(URI url, SdkHttpClient http, Set<Service> completed, Runnable wrote) {
  public Upstream {
    completed = completed.isEmpty() ? EnumSet.noneOf(Service.class) : EnumSet.copyOf(completed);
  }

  /**
   * Lets this JVM's HTTP client name the host that a client asked for: S3 puts buckets into it. The
   * JDK keeps this header to itself unless told otherwise before its client is first used, so
   * whoever in azdrill uses it says this first.
   */
  public static void keepHosts() {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  /** Whether the region answers requests that are signed for this service. */
  public boolean isCompleted(Optional<Service> service) {
    return service.filter(completed::contains).isPresent();
  }

  /** A request went there and was answered. */
  public void answered(Optional<Service> service, byte[] body) {
    if (service.filter(each -> each == Service.EC2).isPresent() && mayWrite(body)) {
      wrote.run();
    }
  }

  private static boolean mayWrite(byte[] body) {
    String form = new String(body, StandardCharsets.ISO_8859_1);
    return !form.contains("Action=Describe") && !form.contains("Action=Get");
  }
}
