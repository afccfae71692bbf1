package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.world.Compute;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** This region's own instances, for those who launch and watch them without being EC2. */
final class Ec2Compute implements Compute {
  private final Instances instances;
  private final InstanceStatuses statuses;
  private final Launching launching;

  Ec2Compute(Instances instances, InstanceStatuses statuses, Launching launching) {
    this.instances = instances;
    this.statuses = statuses;
    this.launching = launching;
  }

  @Override
  public String launch(Compute.Launch wanted) {
    RunInstancesRequest request =
        RunInstancesRequest.builder()
            .launchTemplate(template(wanted))
            .instanceType(wanted.instanceType().orElse(null))
            .minCount(1)
            .maxCount(1)
            .tagSpecifications(tags(wanted.tags()))
            .build();
    RunInstancesRequest placed = Launching.in(wanted.subnetId(), launching.overTemplate(request));
    var found = launching.find(placed);
    return instances
        .launch(wanted.isSpot() ? found.asSpot() : found)
        .instances()
        .get(0)
        .instanceId();
  }

  private static LaunchTemplateSpecification template(Compute.Launch wanted) {
    return LaunchTemplateSpecification.builder()
        .launchTemplateId(wanted.templateId())
        .version(wanted.version())
        .build();
  }

  private static TagSpecification tags(Map<String, String> tags) {
    List<Tag> sorted =
        new TreeMap<>(tags)
            .entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
    return TagSpecification.builder().resourceType(ResourceType.INSTANCE).tags(sorted).build();
  }

  /** Auto Scaling may terminate what the API may not: its service role is not held back. */
  @Override
  public void terminate(String instanceId) {
    find(instanceId).ifPresent(instances::terminate);
  }

  @Override
  public Optional<Instance> describe(String instanceId) {
    return find(instanceId).map(instances::describe);
  }

  @Override
  public List<Instance> describe(Collection<String> instanceIds) {
    return instanceIds.stream()
        .map(instances.all()::get)
        .filter(Objects::nonNull)
        .map(instances::describe)
        .toList();
  }

  @Override
  public Optional<InstanceStatus> status(String instanceId) {
    return find(instanceId)
        .filter(instance -> instance.lifecycle().checks().isPresent())
        .map(statuses::of);
  }

  @Override
  public Optional<Instant> runningSince(String instanceId) {
    return find(instanceId).flatMap(instance -> instance.lifecycle().runningSince());
  }

  @Override
  public void watch(Consumer<Instance> listener) {
    instances.watch(listener);
  }

  @Override
  public boolean isOfThisRegion() {
    return true;
  }

  private Optional<InstanceRecord> find(String instanceId) {
    return Optional.ofNullable(instances.all().get(instanceId));
  }
}
