package dev.azdrill.simulator.world;

import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An AWS API that the region completes: it answers whatever the region does not.
 *
 * @param url its address
 * @param http the way there for SDK clients of this JVM
 * @param completed the services that the region answers in its place
 * @param watcher told of what went there
 */
public record Upstream(URI url, SdkHttpClient http, Set<Service> completed, Watcher watcher) {
  /** Wants to know what goes there. */
  @FunctionalInterface
  public interface Watcher {
    /** Something that may have changed something in its EC2 was answered. */
    void wrote();

    /** Something for another service than EC2 was answered. */
    default void asked() {}

    /** Something that ends an instance or a NAT gateway is about to go there. */
    default void ending() {}
  }

  public Upstream {
    completed = completed.isEmpty() ? EnumSet.noneOf(Service.class) : EnumSet.copyOf(completed);
  }

  /** Whether the region answers requests that are signed for this service. */
  public boolean isCompleted(Optional<Service> service) {
    return service.filter(completed::contains).isPresent();
  }

  /**
   * A request is about to go there.
   *
   * @param form what is asked, as the query protocol writes it; read for EC2 alone
   */
  public void asking(Optional<Service> service, Supplier<String> form) {
    if (isEc2(service) && mayEnd(form.get())) {
      watcher.ending();
    }
  }

  /**
   * A request went there and was answered.
   *
   * @param form what was asked, as the query protocol writes it; read for EC2 alone
   */
  public void answered(Optional<Service> service, Supplier<String> form) {
    if (!isEc2(service)) {
      watcher.asked();
    } else if (mayWrite(form.get())) {
      watcher.wrote();
    }
  }

  /** Whether it matters what is asked of this service. */
  public static boolean isEc2(Optional<Service> service) {
    return service.filter(each -> each == Service.EC2).isPresent();
  }

  private static boolean mayEnd(String form) {
    return form.contains("Action=TerminateInstances") || form.contains("Action=DeleteNatGateway");
  }

  private static boolean mayWrite(String form) {
    return !form.contains("Action=Describe") && !form.contains("Action=Get");
  }
}
