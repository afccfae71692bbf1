package dev.azdrill.target.completion;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Capacity;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataOptions;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * The instances of a foreign EC2. Launches pass the facts before they reach it; what is described
 * comes from the view, and from EC2 itself where the view has never seen it.
 */
final class ForeignCompute implements Compute {
  private static final Set<InstanceStateName> SETTLED =
      EnumSet.of(
          InstanceStateName.RUNNING, InstanceStateName.STOPPED, InstanceStateName.TERMINATED);

  private final World world;
  private final Ec2Client ec2;
  private final Ec2View view;
  private final ForeignTemplates templates;
  private final Capacity capacity;
  private final Retries retries;

  ForeignCompute(World world, Ec2Client ec2, Ec2View view, ForeignTemplates templates) {
    this.world = world;
    this.ec2 = ec2;
    this.view = view;
    this.templates = templates;
    this.capacity = new Capacity(world.facts(), world.place());
    this.retries = new Retries(world.kernel());
  }

  @Override
  public String launch(Launch launch) {
    String zone =
        Networks.subnet(ec2, view, launch.subnetId())
            .orElseThrow(
                () ->
                    AwsError.of(
                        "InvalidSubnetID.NotFound",
                        "The subnet ID '" + launch.subnetId() + "' does not exist"))
            .availabilityZone();
    ResponseLaunchTemplateData template =
        templates.resolve(launch.templateId(), launch.version()).launchTemplateData();
    capacity.require(zone, template.instanceTypeAsString());
    view.writing();
    RunInstancesRequest request = request(launch, template);
    Instance launched = Calls.ask(() -> ec2.runInstances(request)).instances().get(0);
    // The description of a launch lacks what EC2 learns a moment later; the view needs its whole.
    view.put(one(launched.instanceId()).orElse(launched));
    return launched.instanceId();
  }

  private static RunInstancesRequest request(Launch launch, ResponseLaunchTemplateData template) {
    List<Tag> tags =
        new TreeMap<>(launch.tags())
            .entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
    RunInstancesRequest.Builder request =
        RunInstancesRequest.builder()
            .launchTemplate(t -> t.launchTemplateId(launch.templateId()).version(launch.version()))
            .minCount(1)
            .maxCount(1)
            .metadataOptions(metadataOptions(template.metadataOptions()))
            .tagSpecifications(
                TagSpecification.builder().resourceType(ResourceType.INSTANCE).tags(tags).build());
    return (template.networkInterfaces().isEmpty()
            ? request.subnetId(launch.subnetId())
            : request.networkInterfaces(interfaces(template, launch.subnetId())))
        .build();
  }

  /**
   * EC2 refuses a subnet beside a template's network interfaces: it goes into the first of them, as
   * Auto Scaling does it.
   */
  private static List<InstanceNetworkInterfaceSpecification> interfaces(
      ResponseLaunchTemplateData template, String subnetId) {
    return template.networkInterfaces().stream()
        .limit(1)
        .map(
            each ->
                InstanceNetworkInterfaceSpecification.builder()
                    .deviceIndex(0)
                    .subnetId(subnetId)
                    .groups(each.hasGroups() ? each.groups() : template.securityGroupIds())
                    .description(each.description())
                    .associatePublicIpAddress(each.associatePublicIpAddress())
                    .deleteOnTermination(each.deleteOnTermination())
                    .build())
        .toList();
  }

  /** LocalStack launches from a template without its metadata options: they are said again. */
  private static @Nullable InstanceMetadataOptionsRequest metadataOptions(
      @Nullable LaunchTemplateInstanceMetadataOptions template) {
    return template == null
        ? null
        : InstanceMetadataOptionsRequest.builder()
            .httpTokens(template.httpTokensAsString())
            .httpEndpoint(template.httpEndpointAsString())
            .httpPutResponseHopLimit(template.httpPutResponseHopLimit())
            .httpProtocolIpv6(template.httpProtocolIpv6AsString())
            .instanceMetadataTags(template.instanceMetadataTagsAsString())
            .build();
  }

  @Override
  public void terminate(String instanceId) {
    retries.until(
        "terminate " + instanceId,
        () -> {
          view.writing();
          change(
              Calls.ask(() -> ec2.terminateInstances(r -> r.instanceIds(instanceId)))
                  .terminatingInstances());
        });
  }

  /** Stops an instance as a loss of its power would. */
  void stop(String instanceId) {
    view.writing();
    change(
        Calls.ask(() -> ec2.stopInstances(r -> r.instanceIds(instanceId).force(true)))
            .stoppingInstances());
  }

  /** Starts an instance that still exists and is stopped. */
  void start(String instanceId) {
    view.writing();
    Optional<Instance> now = one(instanceId);
    if (now.filter(each -> Seen.state(each) == InstanceStateName.STOPPED).isPresent()) {
      change(
          Calls.ask(() -> ec2.startInstances(r -> r.instanceIds(instanceId))).startingInstances());
    }
  }

  private void change(List<InstanceStateChange> changes) {
    for (InstanceStateChange each : changes) {
      view.instance(each.instanceId())
          .map(Seen::instance)
          .ifPresent(known -> view.put(known.toBuilder().state(each.currentState()).build()));
    }
  }

  /**
   * What is on its way to another state may have arrived since the view was read, and somebody may
   * have seen it arrive: EC2 itself is asked.
   */
  @Override
  public Optional<Instance> describe(String instanceId) {
    Optional<Instance> known = known(instanceId);
    return known.filter(each -> SETTLED.contains(Seen.state(each))).isPresent()
        ? known
        : learn(instanceId);
  }

  private Optional<Instance> known(String instanceId) {
    return view.instance(instanceId).map(Seen::instance);
  }

  private Optional<Instance> learn(String instanceId) {
    Optional<Instance> found = one(instanceId);
    found.ifPresent(view::put);
    return found;
  }

  private Optional<Instance> one(String instanceId) {
    return Calls.find(
        () ->
            ec2.describeInstances(r -> r.instanceIds(instanceId)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList());
  }

  @Override
  public List<Instance> describe(Collection<String> instanceIds) {
    return instanceIds.stream().flatMap(id -> known(id).or(() -> learn(id)).stream()).toList();
  }

  /**
   * Foreign EC2s know no failing status checks: a running instance is well unless its zone has no
   * power.
   */
  @Override
  public Optional<InstanceStatus> status(String instanceId) {
    return describe(instanceId)
        .filter(each -> Seen.state(each) == InstanceStateName.RUNNING)
        .map(
            each -> {
              InstanceStatusSummary summary =
                  InstanceStatusSummary.builder()
                      .status(hasPower(each) ? SummaryStatus.OK : SummaryStatus.IMPAIRED)
                      .build();
              return InstanceStatus.builder()
                  .instanceId(instanceId)
                  .availabilityZone(zone(each))
                  .instanceState(each.state())
                  .instanceStatus(summary)
                  .systemStatus(summary)
                  .build();
            });
  }

  @Override
  public Optional<Instant> runningSince(String instanceId) {
    return view.instance(instanceId)
        .filter(seen -> hasPower(seen.instance()))
        .flatMap(Seen::runningSince);
  }

  private boolean hasPower(Instance instance) {
    return world.facts().hasPower(zone(instance));
  }

  static String zone(Instance instance) {
    return instance.placement() == null ? "" : instance.placement().availabilityZone();
  }

  @Override
  public void watch(Consumer<Instance> listener) {
    view.watch(listener);
  }

  /** The instances that run in a zone and carry this tag. */
  List<String> runningIn(String zone, String tag) {
    return view.seen().stream()
        .map(Seen::instance)
        .filter(each -> zone.equals(zone(each)))
        .filter(each -> Seen.state(each) == InstanceStateName.RUNNING)
        .filter(each -> each.tags().stream().anyMatch(t -> t.key().equals(tag)))
        .map(Instance::instanceId)
        .toList();
  }
}
