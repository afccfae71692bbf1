package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.LoadBalancing.Decision;
import dev.azdrill.simulator.world.Reachability.Answer;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.WebAcls;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * The way of one request from a client through the load balancer to the application and its
 * database, and what the client sees of it.
 *
 * <p>Source: Elastic Load Balancing User Guide, "Troubleshoot your Application Load Balancers", for
 * when it answers 502, 503 and 504.
 */
final class RequestPath {
  /** What an answer takes when nothing is wrong. */
  private static final Duration PROMPTLY = Duration.ofMillis(20);

  private static final int FORBIDDEN = 403;
  private static final int CLIENT_CLOSED = 460;
  private static final int INTERNAL_ERROR = 500;
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;

  private final World world;
  private final Paths paths;
  private final Power power;
  private final Applications applications;
  private final Connections connections;
  private final LoadBalancing loadBalancing;
  private final WebAcls webAcls;
  private final Load load;

  RequestPath(
      World world,
      Paths paths,
      Power power,
      Applications applications,
      Connections connections,
      LoadBalancing loadBalancing,
      WebAcls webAcls,
      Load load) {
    this.world = world;
    this.paths = paths;
    this.power = power;
    this.applications = applications;
    this.connections = connections;
    this.loadBalancing = loadBalancing;
    this.webAcls = webAcls;
    this.load = load;
  }

  /**
   * Sends one request.
   *
   * @param client the client's public address
   * @param address of the load balancer's node, as DNS told it
   * @param weight how many requests this one stands for
   */
  RequestOutcome visit(
      String client, String address, int port, LoadBalancing.Request request, double weight) {
    Optional<NetworkInterface> found = paths.atPublicAddress(address);
    String zone = found.map(NetworkInterface::availabilityZone).orElse("");
    Path path = paths.fromInternet(client, address, port);
    if (found.isEmpty() || !path.carries(power)) {
      return RequestOutcome.none(of(Timing.CLIENT_CONNECT_TIMEOUT), "timeout", zone);
    }
    String node = found.get().networkInterfaceId();
    String balancer = loadBalancing.loadBalancerOf(node);
    if (!balancer.isEmpty() && webAcls.blocks(balancer, client)) {
      loadBalancing.answered(node, "", FORBIDDEN, false);
      return RequestOutcome.status(PROMPTLY, FORBIDDEN, zone, "");
    }
    Decision decision = loadBalancing.decide(node, port, request);
    if (decision instanceof Decision.Forward forward) {
      return forward(node, zone, forward, weight);
    }
    if (decision instanceof Decision.Answer answer) {
      loadBalancing.answered(node, "", answer.status(), false);
      return RequestOutcome.status(PROMPTLY, answer.status(), zone, "");
    }
    return RequestOutcome.none(PROMPTLY, "refused", zone);
  }

  private RequestOutcome forward(String node, String zone, Decision.Forward to, double weight) {
    Path path = paths.within(node, to.address(), to.port());
    String instance = paths.instanceAt(path.receiver());
    if (!path.carries(power) || !applications.hostRuns(instance)) {
      return byBalancer(node, zone, to, GATEWAY_TIMEOUT, of(Timing.LOAD_BALANCER_CONNECT_TIMEOUT));
    }
    Answer answer = applications.answer(instance);
    if (answer instanceof Answer.Refused) {
      return byBalancer(node, zone, to, BAD_GATEWAY, PROMPTLY);
    }
    if (answer instanceof Answer.Replied replied) {
      load.answered(instance, weight);
      return replied(node, zone, to, instance, replied.status());
    }
    return byBalancer(node, zone, to, GATEWAY_TIMEOUT, of(Timing.LOAD_BALANCER_IDLE_TIMEOUT));
  }

  private RequestOutcome replied(
      String node, String zone, Decision.Forward to, String instance, int byItself) {
    int status = byItself;
    Duration took = PROMPTLY;
    if (status < INTERNAL_ERROR) {
      Connections.Reading reading = connections.use(instance);
      if (reading != Connections.Reading.SERVED) {
        status = INTERNAL_ERROR;
      }
      if (reading == Connections.Reading.SILENT) {
        took = of(Timing.APPLICATION_DATABASE_TIMEOUT);
      }
    }
    loadBalancing.answered(node, to.targetGroupArn(), status, true);
    return RequestOutcome.status(took, status, zone, instance);
  }

  /** The load balancer's own answer, if the client is still there to see it. */
  private RequestOutcome byBalancer(
      String node, String zone, Decision.Forward to, int status, Duration after) {
    Duration patience = of(Timing.CLIENT_ANSWER_TIMEOUT);
    boolean gaveUp = after.compareTo(patience) > 0;
    loadBalancing.answered(node, to.targetGroupArn(), gaveUp ? CLIENT_CLOSED : status, false);
    return gaveUp
        ? RequestOutcome.none(patience, "timeout", zone)
        : RequestOutcome.status(after, status, zone, "");
  }

  private Duration of(Timing timing) {
    return world.timings().of(timing);
  }
}
