package dev.azdrill.platform.simulator;

import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Progress;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.traffic.Clients;
import dev.azdrill.traffic.TrafficLog;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** The production architecture, or one like it, with clients that have used it for a minute. */
final class Production implements AutoCloseable {
  static final String A = "eu-west-2a";
  static final String B = "eu-west-2b";

  final SimulatorPlatform platform;
  final Stack stack;
  final Clients clients;

  private Production(SimulatorPlatform platform, Blueprint blueprint, double requestsPerSecond) {
    this.platform = platform;
    this.stack =
        new Provisioner(platform.session(), StepListener.SILENT).provision(blueprint, "shop", "t");
    this.clients = Clients.of(platform, stack.dnsName(), stack.tls(), requestsPerSecond);
    pass(Duration.ofMinutes(1));
  }

  /**
   * The production blueprint with some of its text replaced.
   *
   * @param changes pairs: what stands there, and what is to stand there instead
   */
  static Blueprint like(String... changes) {
    String text = Blueprints.text("production");
    for (int i = 0; i < changes.length; i += 2) {
      if (!text.contains(changes[i])) {
        throw new IllegalArgumentException("the blueprint has no '" + changes[i] + "'");
      }
      text = text.replace(changes[i], changes[i + 1]);
    }
    return Blueprints.parse("like-production.yaml", text);
  }

  static Production used(double requestsPerSecond, String... changes) {
    return new Production(SimulatorPlatform.create("production"), like(changes), requestsPerSecond);
  }

  /** With every duration drawn from its range. */
  static Production drawn(String seed, Timings timings) {
    return new Production(SimulatorPlatform.create(seed, timings, Progress.SILENT), like(), 60);
  }

  void pass(Duration duration) {
    platform.session().clock().pass(duration);
  }

  Instant now() {
    return platform.session().clock().now();
  }

  /** Lets time pass; what clients saw meanwhile. */
  TrafficLog.Counts during(Duration duration) {
    Instant from = now();
    pass(duration);
    return clients.log().between(from, now());
  }

  void establish(Fact fact) {
    region(() -> platform.region().facts().establish(fact));
  }

  void clear(Fact fact) {
    region(() -> platform.region().facts().clear(fact));
  }

  private void region(Runnable change) {
    platform
        .region()
        .kernel()
        .write(
            () -> {
              change.run();
              return true;
            });
  }

  AutoScalingGroup group() {
    return platform.session().autoScaling().describeAutoScalingGroups().autoScalingGroups().get(0);
  }

  @Override
  public void close() {
    clients.close();
    platform.close();
  }
}
