package dev.azdrill.simulator.elbv2;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.acm.CertificateManager;
import dev.azdrill.simulator.acm.CertificateStore;
import dev.azdrill.simulator.ec2.Ec2;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.wire.InProcessHttpClient;
import dev.azdrill.simulator.wire.Router;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.LoadBalancing;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.TargetGroups;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionStatusCodeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

/**
 * Elastic Load Balancing, reached by a real client, in a real VPC with public subnets in zones a, b
 * and c; what instances there are and what they answer is up to the test.
 */
final class ElbUnderTest implements AutoCloseable {
  final World world;
  final InstancesDouble instances;
  final AnswersDouble answers = new AnswersDouble();
  final MetricsDouble metrics = new MetricsDouble();
  final LoadBalancing loadBalancing;
  final TargetGroups targetGroups;
  final AwsSession session;
  private final Ec2 ec2;
  private final CertificateStore certificates = new CertificateStore();
  private final ElasticLoadBalancing room;
  String vpc = "";

  /** By the last letter of the zone. */
  final Map<String, String> subnets = new LinkedHashMap<>();

  private ElbUnderTest(String seed, Instant start, InstancesDouble instances) {
    this.instances = instances;
    world =
        World.create(new Kernel(start, Seed.of(seed)), RegionLocation.london(), Timings.typical());
    ec2 = new Ec2(world, name -> Optional.empty());
    room =
        new ElasticLoadBalancing(world, ec2.network(), instances, certificates, answers, metrics);
    new CertificateManager(world, certificates, room::usersOfCertificate);
    loadBalancing = room.loadBalancing();
    targetGroups = room.targetGroups();
    session =
        Somebody.beside(
            AwsSession.builder(
                    "eu-west-2", new InProcessHttpClient(new Router(world)), new Clock(world))
                .credentials(AnonymousCredentialsProvider.create())
                .retriesTakeTargetTime()
                .build());
  }

  ElbUnderTest(String seed) {
    this(seed, Instant.parse("2026-01-05T09:00:00Z"), new InstancesDouble());
    vpc = ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    String gateway = ec2().createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2().attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    subnet("a", "10.0.1.0/24");
    subnet("b", "10.0.2.0/24");
    subnet("c", "10.0.3.0/24");
  }

  /** The twin of this one, with the same instances; their answers are up to the test again. */
  ElbUnderTest twin(Adoption adoption) {
    ElbUnderTest twin = new ElbUnderTest("twin", world.kernel().now(), instances);
    twin.vpc = vpc;
    twin.subnets.putAll(subnets);
    twin.world
        .kernel()
        .write(
            () -> {
              twin.ec2.adopt(adoption);
              twin.certificates.adopt(adoption);
              twin.room.adopt(adoption);
              return twin;
            });
    return twin;
  }

  /** What is described of the VPC. */
  Inventory inventory() {
    return new Discovery(session).byVpc(vpc);
  }

  private void subnet(String zone, String cidr) {
    subnets.put(zone, subnetIn(zone, cidr));
  }

  String subnetIn(String zone, String cidr) {
    return ec2()
        .createSubnet(r -> r.vpcId(vpc).cidrBlock(cidr).availabilityZone("eu-west-2" + zone))
        .subnet()
        .subnetId();
  }

  Ec2Client ec2() {
    return session.ec2();
  }

  ElasticLoadBalancingV2Client client() {
    return session.elasticLoadBalancing();
  }

  void pass(long seconds) {
    world.kernel().advance(Duration.ofSeconds(seconds));
  }

  void cutPower(String zone) {
    world.facts().establish(new Fact.ZoneWithoutPower("eu-west-2" + zone));
  }

  void restorePower(String zone) {
    world.facts().clear(new Fact.ZoneWithoutPower("eu-west-2" + zone));
  }

  /** A load balancer in zones a and b, being provisioned. */
  LoadBalancer create() {
    return client()
        .createLoadBalancer(r -> r.name("web").subnets(subnets.get("a"), subnets.get("b")))
        .loadBalancers()
        .get(0);
  }

  /** The same, active. */
  LoadBalancer active() {
    LoadBalancer created = create();
    session
        .elasticLoadBalancingWaiter()
        .waitUntilLoadBalancerAvailable(r -> r.loadBalancerArns(created.loadBalancerArn()));
    return described(created.loadBalancerArn());
  }

  LoadBalancer described(String arn) {
    return client().describeLoadBalancers(r -> r.loadBalancerArns(arn)).loadBalancers().get(0);
  }

  /** A target group that checks every ten seconds, two failures or passes making the change. */
  String group() {
    return group(r -> {});
  }

  String group(Consumer<CreateTargetGroupRequest.Builder> settings) {
    CreateTargetGroupRequest.Builder wanted =
        CreateTargetGroupRequest.builder()
            .name("app")
            .protocol(ProtocolEnum.HTTP)
            .port(8080)
            .vpcId(vpc)
            .healthCheckPath("/health")
            .healthCheckIntervalSeconds(10)
            .healthyThresholdCount(2);
    settings.accept(wanted);
    return client().createTargetGroup(wanted.build()).targetGroups().get(0).targetGroupArn();
  }

  /** A listener on port 80 that forwards to a target group. */
  String listener(String loadBalancerArn, String groupArn) {
    return client()
        .createListener(
            r ->
                r.loadBalancerArn(loadBalancerArn)
                    .protocol(ProtocolEnum.HTTP)
                    .port(80)
                    .defaultActions(forward(groupArn)))
        .listeners()
        .get(0)
        .listenerArn();
  }

  static Action forward(String groupArn) {
    return Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(groupArn).build();
  }

  static Action fixed(String status) {
    return Action.builder()
        .type(ActionTypeEnum.FIXED_RESPONSE)
        .fixedResponseConfig(f -> f.statusCode(status))
        .build();
  }

  /** A redirect to HTTPS, or to the same place where {@code port} is null. */
  static Action redirect(@Nullable String protocol, @Nullable String port) {
    return Action.builder()
        .type(ActionTypeEnum.REDIRECT)
        .redirectConfig(
            c -> c.protocol(protocol).port(port).statusCode(RedirectActionStatusCodeEnum.HTTP_301))
        .build();
  }

  static RuleCondition path(String pattern) {
    return RuleCondition.builder().field("path-pattern").values(pattern).build();
  }

  /** A running instance, registered. */
  String target(String groupArn, String zone) {
    String id = instances.running("eu-west-2" + zone, vpc);
    client()
        .registerTargets(
            r -> r.targetGroupArn(groupArn).targets(TargetDescription.builder().id(id).build()));
    return id;
  }

  TargetHealth health(String groupArn, String id) {
    return client()
        .describeTargetHealth(
            r -> r.targetGroupArn(groupArn).targets(TargetDescription.builder().id(id).build()))
        .targetHealthDescriptions()
        .get(0)
        .targetHealth();
  }

  void attribute(String groupArn, String key, String value) {
    client()
        .modifyTargetGroupAttributes(
            r ->
                r.targetGroupArn(groupArn)
                    .attributes(TargetGroupAttribute.builder().key(key).value(value).build()));
  }

  /** The load balancer's network interfaces by the last letter of their zone. */
  Map<String, NetworkInterface> interfaces() {
    Map<String, NetworkInterface> byZone = new LinkedHashMap<>();
    ec2()
        .describeNetworkInterfaces(r -> {})
        .networkInterfaces()
        .forEach(each -> byZone.put(each.availabilityZone().substring("eu-west-2".length()), each));
    return byZone;
  }

  /** The network interface of the node in a zone. */
  NetworkInterface node(String zone) {
    return Optional.ofNullable(interfaces().get(zone)).orElseThrow();
  }

  /** What the node in a zone does with a plain request for a path. */
  LoadBalancing.Decision ask(String zone, String path) {
    String node = node(zone).networkInterfaceId();
    return loadBalancing.decide(
        node, 80, new LoadBalancing.Request("GET", "web.example.com", path, false));
  }

  /** Which instances a number of requests to the node in a zone go to, in turn. */
  List<String> asked(String zone, int requests) {
    String node = node(zone).networkInterfaceId();
    LoadBalancing.Request request = new LoadBalancing.Request("GET", "web.example.com", "/", false);
    return java.util.stream.IntStream.range(0, requests)
        .mapToObj(i -> loadBalancing.decide(node, 80, request))
        .map(LoadBalancing.Decision.Forward.class::cast)
        .map(forward -> instances.at(forward.address()))
        .toList();
  }

  @Override
  public void close() {
    session.close();
  }

  private record Clock(World world) implements DrillClock {
    @Override
    public Instant now() {
      return world.kernel().now();
    }

    @Override
    public void awaitChange(Duration atMost) {
      world.kernel().advanceToChange(now().plus(atMost));
    }

    @Override
    public void pass(Duration duration) {
      world.kernel().advance(duration);
    }
  }
}
