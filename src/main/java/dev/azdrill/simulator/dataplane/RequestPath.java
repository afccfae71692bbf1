package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Cause.Component;
import dev.azdrill.exchange.Cause.Obstacle;
import dev.azdrill.exchange.Cause.Trouble;
import dev.azdrill.exchange.Outcome;
import dev.azdrill.exchange.Outcome.Unanswered;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.LoadBalancing.Decision;
import dev.azdrill.simulator.world.Reachability.Answer;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.WebAcls;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
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

  private static final int REDIRECTION = 300;
  private static final int CLIENT_ERROR = 400;
  private static final int FORBIDDEN = 403;
  private static final int CLIENT_CLOSED = 460;
  private static final int INTERNAL_ERROR = 500;
  private static final int BAD_GATEWAY = 502;
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;

  private final World world;
  private final Paths paths;
  private final Power power;
  private final ZoneNetwork zoneNetwork;
  private final Applications applications;
  private final Handling handling;
  private final LoadBalancing loadBalancing;
  private final WebAcls webAcls;
  private final Load load;
  private final PassedConnection passed;

  RequestPath(
      World world,
      Paths paths,
      Power power,
      ZoneNetwork zoneNetwork,
      Applications applications,
      Handling handling,
      LoadBalancing loadBalancing,
      WebAcls webAcls,
      Load load,
      PassedConnection passed) {
    this.world = world;
    this.paths = paths;
    this.power = power;
    this.zoneNetwork = zoneNetwork;
    this.applications = applications;
    this.handling = handling;
    this.loadBalancing = loadBalancing;
    this.webAcls = webAcls;
    this.load = load;
    this.passed = passed;
  }

  /**
   * The instance that a request was forwarded to, since when it runs, and how much longer than
   * usual the way to it takes.
   */
  private record Running(String instanceId, Instant since, Duration delay) {}

  /** The node that a request came to, and how many requests that one stands for. */
  private record Node(String networkInterfaceId, Optional<String> zone, double requests) {}

  /**
   * Sends one request.
   *
   * @param client the client's public address
   * @param address of the load balancer's node, as DNS told it
   */
  RequestOutcome send(String client, String address, int port, Call call) {
    Optional<NetworkInterface> found = paths.atPublicAddress(address);
    Optional<String> zone = found.map(NetworkInterface::availabilityZone);
    Path path = paths.fromInternet(client, address, port);
    if (found.isEmpty() || !path.carries(power)) {
      return unconnected(path.obstacle(), zone.orElse(address), zone);
    }
    Duration delay = zoneNetwork.delay(path.zones());
    if (!delay.isZero() && delay.compareTo(of(Timing.CLIENT_CONNECT_TIMEOUT)) > 0) {
      return unconnected(Obstacle.DEGRADED_ZONE, zone.orElse(address), zone);
    }
    Node node = new Node(found.get().networkInterfaceId(), zone, call.weight());
    return atNode(node, client, address, port, call).later(delay);
  }

  private RequestOutcome unconnected(Obstacle obstacle, String subject, Optional<String> zone) {
    return RequestOutcome.failed(
        of(Timing.CLIENT_CONNECT_TIMEOUT),
        Unanswered.TIMEOUT,
        new Cause.Unreachable(Component.LOAD_BALANCER, subject, obstacle),
        zone);
  }

  private RequestOutcome atNode(Node node, String client, String address, int port, Call call) {
    Optional<String> balancer = loadBalancing.loadBalancerOf(node.networkInterfaceId());
    if (balancer.isPresent() && webAcls.blocks(balancer.get(), client)) {
      return byItself(node, FORBIDDEN);
    }
    Decision decision =
        loadBalancing.decide(node.networkInterfaceId(), port, call.request().from(client));
    if (decision instanceof Decision.Forward forward) {
      return forward(node, forward, call);
    }
    if (decision instanceof Decision.Pass pass) {
      return passed.send(node.networkInterfaceId(), node.zone(), pass, call);
    }
    if (decision instanceof Decision.NoConnection) {
      return RequestOutcome.failed(
          PROMPTLY,
          Unanswered.REFUSED,
          new Cause.Missing(Component.APPLICATION, balancer.orElse(address)),
          node.zone());
    }
    if (decision instanceof Decision.Answer answer) {
      RequestOutcome outcome = byItself(node, answer.status());
      return answer.location().map(outcome::to).orElse(outcome);
    }
    if (decision instanceof Decision.CertificateExpired expired) {
      return RequestOutcome.failed(
          PROMPTLY,
          Unanswered.UNTRUSTED,
          new Cause.Unavailable(
              Component.LOAD_BALANCER, expired.certificateArn(), Trouble.CERTIFICATE_EXPIRED),
          node.zone());
    }
    if (decision instanceof Decision.NoTarget) {
      count(node, Optional.empty(), SERVICE_UNAVAILABLE, false);
      return RequestOutcome.failed(
          PROMPTLY,
          new Outcome.Answered(SERVICE_UNAVAILABLE),
          new Cause.Missing(Component.APPLICATION, balancer.orElse(address)),
          node.zone());
    }
    return RequestOutcome.failed(
        PROMPTLY,
        Unanswered.REFUSED,
        new Cause.Missing(Component.LOAD_BALANCER, address + ":" + port),
        node.zone());
  }

  /** An answer that the load balancer was told to give: whatever it is, it serves nobody. */
  private RequestOutcome byItself(Node node, int status) {
    count(node, Optional.empty(), status, false);
    Outcome outcome = new Outcome.Answered(status);
    return RequestOutcome.failed(
        PROMPTLY,
        outcome.isSuccess() ? new Outcome.FixedResponse(status) : outcome,
        new Cause.Unavailable(
            Component.LOAD_BALANCER, node.networkInterfaceId(), troubleOf(status)),
        node.zone());
  }

  private static Trouble troubleOf(int status) {
    if (status < REDIRECTION) {
      return Trouble.ANSWERING_INSTEAD;
    }
    if (status < CLIENT_ERROR) {
      return Trouble.REDIRECTING;
    }
    return status < INTERNAL_ERROR ? Trouble.NOT_SERVING : Trouble.FAILING;
  }

  private RequestOutcome forward(Node node, Decision.Forward to, Call call) {
    Path path = paths.within(node.networkInterfaceId(), to.address(), to.port());
    Optional<String> receiver = path.receiver().flatMap(paths::instanceAt);
    String subject = receiver.orElse(to.address());
    if (!path.carries(power)) {
      return withoutConnection(node, to, path.obstacle(), subject);
    }
    Duration delay = zoneNetwork.delay(path.zones());
    if (!delay.isZero() && delay.compareTo(of(Timing.LOAD_BALANCER_CONNECT_TIMEOUT)) > 0) {
      return withoutConnection(node, to, Obstacle.DEGRADED_ZONE, subject);
    }
    Optional<Instant> since = receiver.flatMap(applications::runningSince);
    if (since.isEmpty()) {
      return withoutConnection(node, to, Obstacle.HOST, subject);
    }
    Answer answer = applications.answer(subject, since.get());
    if (answer instanceof Answer.Refused) {
      count(node, Optional.of(to.targetGroupArn()), BAD_GATEWAY, false);
      return RequestOutcome.failed(
          PROMPTLY,
          new Outcome.Answered(BAD_GATEWAY),
          trouble(subject, Trouble.STARTING),
          node.zone());
    }
    return answer instanceof Answer.Replied replied
        ? accepted(node, to, new Running(subject, since.get(), delay), replied, call)
        : withoutAnswer(
            node, to, of(Timing.LOAD_BALANCER_IDLE_TIMEOUT), trouble(subject, Trouble.HUNG));
  }

  /** The application is there, as far as it has time. */
  private RequestOutcome accepted(
      Node node, Decision.Forward to, Running on, Answer.Replied byItself, Call call) {
    String instanceId = on.instanceId();
    RequestAdmission admission = load.arrive(instanceId, on.since(), call.weight());
    if (admission == RequestAdmission.Shed.NOT_ACCEPTED) {
      return withoutAnswer(
          node,
          to,
          of(Timing.LOAD_BALANCER_CONNECT_TIMEOUT),
          trouble(instanceId, Trouble.OVERLOADED));
    }
    Handling.Reply handled =
        admission instanceof RequestAdmission.Served served
            ? handling.handle(
                instanceId, byItself.status(), served.after().plus(byItself.took()), call)
            : Handling.Reply.failed(
                SERVICE_UNAVAILABLE, PROMPTLY, trouble(instanceId, Trouble.OVERLOADED));
    Handling.Reply reply = handled.later(on.delay());
    if (reply.took().compareTo(of(Timing.CLIENT_ANSWER_TIMEOUT)) > 0) {
      return withoutAnswer(
          node,
          to,
          reply.took(),
          reply
              .cause()
              .orElseGet(
                  () ->
                      trouble(
                          instanceId,
                          byItself.took().isZero() ? Trouble.OVERLOADED : Trouble.SLOW)));
    }
    count(node, Optional.of(to.targetGroupArn()), reply.status(), true);
    return RequestOutcome.by(instanceId, reply, node.zone());
  }

  private static Cause trouble(String instanceId, Trouble trouble) {
    return new Cause.Unavailable(Component.APPLICATION, instanceId, trouble);
  }

  private RequestOutcome withoutConnection(
      Node node, Decision.Forward to, Obstacle obstacle, String subject) {
    return withoutAnswer(
        node,
        to,
        of(Timing.LOAD_BALANCER_CONNECT_TIMEOUT),
        new Cause.Unreachable(Component.APPLICATION, subject, obstacle));
  }

  /** The load balancer's own answer 504, if the client is still there to see it. */
  private RequestOutcome withoutAnswer(
      Node node, Decision.Forward to, Duration after, Cause cause) {
    Duration patience = of(Timing.CLIENT_ANSWER_TIMEOUT);
    boolean gaveUp = after.compareTo(patience) > 0;
    count(node, Optional.of(to.targetGroupArn()), gaveUp ? CLIENT_CLOSED : GATEWAY_TIMEOUT, false);
    return RequestOutcome.failed(
        gaveUp ? patience : after,
        gaveUp ? Unanswered.TIMEOUT : new Outcome.Answered(GATEWAY_TIMEOUT),
        cause,
        node.zone());
  }

  private void count(Node node, Optional<String> targetGroupArn, int status, boolean byTarget) {
    loadBalancing.answered(
        node.networkInterfaceId(), targetGroupArn, status, byTarget, node.requests());
  }

  private Duration of(Timing timing) {
    return world.timings().of(timing);
  }
}
