package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.cloudwatch.CloudWatch;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.wire.InProcessHttpClient;
import dev.azdrill.simulator.wire.Router;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Templates;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** Auto Scaling and CloudWatch alone, reached by real clients, over doubles of the other ports. */
final class AutoScalingUnderTest implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  static final String NAME = "web";
  static final String TARGET_GROUP =
      "arn:aws:elasticloadbalancing:eu-west-2:123456789012:targetgroup/web/2";

  final World world;
  final ScriptedCompute compute;
  final ScriptedTargets targets;
  final ScriptedNetwork network = new ScriptedNetwork();
  final Metrics metrics;
  long latestVersion = 1;
  final AwsSession session;
  private final AutoScaling groups;

  AutoScalingUnderTest() {
    this(Timings.typical());
  }

  AutoScalingUnderTest(Timings timings) {
    this(new Kernel(START, Seed.of("groups")), timings);
  }

  private AutoScalingUnderTest(Kernel kernel, Timings timings) {
    world = World.create(kernel, RegionLocation.london(), timings);
    compute = new ScriptedCompute(world);
    targets = new ScriptedTargets(world, compute::works);
    metrics = new CloudWatch(world).metrics();
    Templates templates = this::template;
    groups = new AutoScaling(world, new Ports(compute, templates, network, targets, metrics));
    session =
        Somebody.beside(
            AwsSession.builder(
                    "eu-west-2",
                    new InProcessHttpClient(new Router(world)),
                    new Clock(world.kernel()))
                .credentials(AnonymousCredentialsProvider.create())
                .retriesTakeTargetTime()
                .build());
  }

  /** Another one, at the same time and of the same instances and targets, without any group. */
  AutoScalingUnderTest twin() {
    AutoScalingUnderTest twin =
        new AutoScalingUnderTest(
            new Kernel(world.kernel().now(), Seed.of("twin")), Timings.typical());
    twin.compute.standAs(compute);
    twin.targets.standAs(targets);
    twin.latestVersion = latestVersion;
    return twin;
  }

  /** Its groups and their policies. */
  Inventory described() {
    return Inventory.builder()
        .add(
            Kind.AUTO_SCALING_GROUP,
            client().describeAutoScalingGroups(r -> r.maxRecords(100)).autoScalingGroups())
        .add(
            Kind.SCALING_POLICY,
            client().describePolicies(r -> r.maxRecords(100)).scalingPolicies())
        .add(Kind.LIFECYCLE_HOOK, hooks())
        .build();
  }

  private List<LifecycleHook> hooks() {
    return client().describeAutoScalingGroups().autoScalingGroups().stream()
        .map(AutoScalingGroup::autoScalingGroupName)
        .flatMap(
            name ->
                client()
                    .describeLifecycleHooks(r -> r.autoScalingGroupName(name))
                    .lifecycleHooks()
                    .stream())
        .toList();
  }

  /** Takes over what is described; what is left out, as "kind id: reason". */
  List<String> adopt(Inventory described) {
    Adoption adoption = new Adoption(described);
    world
        .kernel()
        .write(
            () -> {
              groups.adopt(adoption);
              return adoption;
            });
    return adoption.leftOut().stream()
        .map(each -> each.kind() + " " + each.id() + ": " + each.reason())
        .toList();
  }

  private LaunchTemplateVersion template(String idOrName, String version) {
    if (!idOrName.equals("lt-1") && !idOrName.equals("web-template")) {
      throw AwsError.of(
          "InvalidLaunchTemplateId.NotFound",
          "The specified launch template, with template ID " + idOrName + ", does not exist.");
    }
    boolean latest = version.equals("$Latest");
    long number = latest ? latestVersion : version.equals("$Default") ? 1 : Long.parseLong(version);
    return LaunchTemplateVersion.builder()
        .launchTemplateId("lt-1")
        .launchTemplateName("web-template")
        .versionNumber(number)
        .launchTemplateData(data -> {})
        .build();
  }

  AutoScalingClient client() {
    return session.autoScaling();
  }

  /** Two zones, two instances, at most six; EC2 health checks. */
  static CreateAutoScalingGroupRequest.Builder wanted() {
    return CreateAutoScalingGroupRequest.builder()
        .autoScalingGroupName(NAME)
        .minSize(2)
        .maxSize(6)
        .desiredCapacity(2)
        .vpcZoneIdentifier("subnet-a,subnet-b")
        .launchTemplate(t -> t.launchTemplateId("lt-1").version("$Latest"));
  }

  /** The same behind a load balancer, whose health checks count after a minute of grace. */
  static CreateAutoScalingGroupRequest.Builder wantedBehindDoor() {
    return wanted().targetGroupARNs(TARGET_GROUP).healthCheckType("ELB").healthCheckGracePeriod(60);
  }

  /** Creates a group and lets it come to rest. */
  void settled(CreateAutoScalingGroupRequest.Builder wanted) {
    client().createAutoScalingGroup(wanted.build());
    pass(Duration.ofMinutes(3));
    assertThat(inService()).as("instances in service").hasSize(group().desiredCapacity());
  }

  void pass(Duration duration) {
    world.kernel().advance(duration);
  }

  AutoScalingGroup group() {
    return client()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(NAME))
        .autoScalingGroups()
        .get(0);
  }

  List<Instance> inService() {
    return group().instances().stream()
        .filter(i -> i.lifecycleState() == LifecycleState.IN_SERVICE)
        .toList();
  }

  /** How many instances are in service in each zone. */
  Map<String, Integer> perZone() {
    Map<String, Integer> zones = new TreeMap<>();
    inService().forEach(i -> zones.merge(i.availabilityZone(), 1, Integer::sum));
    return zones;
  }

  /** One in service in this zone. */
  String oneIn(String zone) {
    return inService().stream()
        .filter(i -> i.availabilityZone().equals(zone))
        .findFirst()
        .orElseThrow()
        .instanceId();
  }

  /** Waits for the group to be so; how long it took. */
  Duration until(String expected, Predicate<AutoScalingGroup> so) {
    return session
        .eventually()
        .expecting(expected)
        .within(Duration.ofHours(1))
        .until(this::group, so)
        .took();
  }

  /** The activities, oldest first. */
  List<Activity> activities() {
    List<Activity> newestFirst =
        client().describeScalingActivities(r -> r.autoScalingGroupName(NAME)).activities();
    return newestFirst.stream().sorted((a, b) -> a.startTime().compareTo(b.startTime())).toList();
  }

  void cutPower(String zone) {
    world.facts().establish(new Fact.ZoneWithoutPower(zone));
  }

  void restorePower(String zone) {
    world.facts().clear(new Fact.ZoneWithoutPower(zone));
  }

  static void refused(String code, String words, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            AutoScalingException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).contains(words);
            });
  }

  @Override
  public void close() {
    session.close();
  }

  private record Clock(Kernel kernel) implements DrillClock {
    @Override
    public Instant now() {
      return kernel.now();
    }

    @Override
    public void awaitChange(Duration atMost) {
      kernel.advanceToChange(kernel.now().plus(atMost));
    }

    @Override
    public void pass(Duration duration) {
      kernel.advance(duration);
    }
  }
}
