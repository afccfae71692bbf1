package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Outcome.Unanswered;
import dev.azdrill.simulator.dataplane.Handling.Reply;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.LoadBalancing.Decision;
import dev.azdrill.simulator.world.Reachability.Answer;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a client sees of a connection that a network load balancer passes on: what the target does
 * with it. The load balancer itself answers nothing; where nothing comes back, the client waits.
 *
 * <p>Source: User Guide for Network Load Balancers, "Client IP preservation" and "Security groups".
 */
final class PassedConnection {
  /** What a refusal takes. */
  private static final Duration PROMPTLY = Duration.ofMillis(20);

  private static final int SERVICE_UNAVAILABLE = 503;

  private final World world;
  private final Paths paths;
  private final Power power;
  private final ZoneNetwork zoneNetwork;
  private final Applications applications;
  private final Handling handling;
  private final LoadBalancing loadBalancing;
  private final Load load;

  PassedConnection(
      World world,
      Paths paths,
      Power power,
      ZoneNetwork zoneNetwork,
      Applications applications,
      Handling handling,
      LoadBalancing loadBalancing,
      Load load) {
    this.world = world;
    this.paths = paths;
    this.power = power;
    this.zoneNetwork = zoneNetwork;
    this.applications = applications;
    this.handling = handling;
    this.loadBalancing = loadBalancing;
    this.load = load;
  }

  /**
   * Lets a node pass one on, with one request.
   *
   * @param node its network interface
   * @param zone the node's
   */
  RequestOutcome send(String node, Optional<String> zone, Decision.Pass to, Call call) {
    loadBalancing.passed(node, call.weight());
    Path path =
        to.client()
            .map(client -> paths.passedOn(node, client, to.address(), to.port()))
            .orElseGet(() -> paths.within(node, to.address(), to.port()));
    Optional<String> receiver = path.receiver().flatMap(paths::instanceAt);
    String subject = receiver.orElse(to.address());
    if (!path.carries(power)) {
      return unconnected(path.obstacle(), subject, zone);
    }
    Duration delay = zoneNetwork.delay(path.zones());
    if (!delay.isZero() && delay.compareTo(of(Timing.CLIENT_CONNECT_TIMEOUT)) > 0) {
      return unconnected(Cause.Obstacle.DEGRADED_ZONE, subject, zone);
    }
    Optional<Instant> since = receiver.flatMap(applications::runningSince);
    if (since.isEmpty()) {
      return unconnected(Cause.Obstacle.HOST, subject, zone);
    }
    Answer answer = applications.answer(subject, since.get());
    if (answer instanceof Answer.Refused) {
      return RequestOutcome.failed(
          PROMPTLY, Unanswered.REFUSED, trouble(subject, Cause.Trouble.STARTING), zone);
    }
    return answer instanceof Answer.Replied replied
        ? answered(subject, since.get(), replied, call, delay, zone)
        : silent(of(Timing.CLIENT_ANSWER_TIMEOUT), trouble(subject, Cause.Trouble.HUNG), zone);
  }

  private RequestOutcome answered(
      String instanceId,
      Instant since,
      Answer.Replied byItself,
      Call call,
      Duration delay,
      Optional<String> zone) {
    Cause overloaded = trouble(instanceId, Cause.Trouble.OVERLOADED);
    RequestAdmission admission = load.arrive(instanceId, since, call.weight());
    if (admission == RequestAdmission.Shed.NOT_ACCEPTED) {
      return silent(of(Timing.CLIENT_CONNECT_TIMEOUT), overloaded, zone);
    }
    Reply handled =
        admission instanceof RequestAdmission.Served served
            ? handling.handle(
                instanceId, byItself.status(), served.after().plus(byItself.took()), call)
            : Reply.failed(SERVICE_UNAVAILABLE, PROMPTLY, overloaded);
    Reply reply = handled.later(delay);
    if (reply.took().compareTo(of(Timing.CLIENT_ANSWER_TIMEOUT)) <= 0) {
      return RequestOutcome.by(instanceId, reply, zone);
    }
    Cause slow = byItself.took().isZero() ? overloaded : trouble(instanceId, Cause.Trouble.SLOW);
    return silent(of(Timing.CLIENT_ANSWER_TIMEOUT), reply.cause().orElse(slow), zone);
  }

  private RequestOutcome unconnected(
      Cause.Obstacle obstacle, String subject, Optional<String> zone) {
    return silent(
        of(Timing.CLIENT_CONNECT_TIMEOUT),
        new Cause.Unreachable(Cause.Component.APPLICATION, subject, obstacle),
        zone);
  }

  private static RequestOutcome silent(Duration until, Cause cause, Optional<String> zone) {
    return RequestOutcome.failed(until, Unanswered.TIMEOUT, cause, zone);
  }

  private static Cause trouble(String instanceId, Cause.Trouble trouble) {
    return new Cause.Unavailable(Cause.Component.APPLICATION, instanceId, trouble);
  }

  private Duration of(Timing timing) {
    return world.timings().of(timing);
  }
}
