package dev.azdrill.contract;

import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;

/** An Auto Scaling group on a ground, and the template that it launches from. */
final class Fleet {
  private final Subject subject;
  private final String name;

  private Fleet(Subject subject, String name) {
    this.subject = subject;
    this.name = name;
  }

  /** A launch template. */
  static String template(Subject subject, String group) {
    String image = subject.image();
    String name = subject.name("template");
    subject
        .ec2()
        .createLaunchTemplate(
            r ->
                r.launchTemplateName(name)
                    .launchTemplateData(
                        d ->
                            d.imageId(image)
                                .instanceType(InstanceType.T3_MICRO)
                                .monitoring(m -> m.enabled(true))
                                .networkInterfaces(
                                    LaunchTemplateInstanceNetworkInterfaceSpecificationRequest
                                        .builder()
                                        .deviceIndex(0)
                                        .groups(group)
                                        .deleteOnTermination(true)
                                        .build())));
    subject.later(
        "delete " + name,
        () -> subject.ec2().deleteLaunchTemplate(r -> r.launchTemplateName(name)));
    return name;
  }

  /** A request for a group of this many instances; nobody has been asked yet. */
  static CreateAutoScalingGroupRequest.Builder request(
      Subject subject, String template, List<String> subnets, int capacity) {
    return CreateAutoScalingGroupRequest.builder()
        .autoScalingGroupName(subject.name("group"))
        .launchTemplate(t -> t.launchTemplateName(template).version("$Latest"))
        .vpcZoneIdentifier(String.join(",", subnets))
        .minSize(0)
        .desiredCapacity(capacity)
        .maxSize(4);
  }

  /** Asks for it. */
  static Fleet create(Subject subject, CreateAutoScalingGroupRequest request) {
    String name = request.autoScalingGroupName();
    subject.autoScaling().createAutoScalingGroup(request);
    subject.later(
        "delete " + name,
        () ->
            subject
                .autoScaling()
                .deleteAutoScalingGroup(r -> r.autoScalingGroupName(name).forceDelete(true)));
    return new Fleet(subject, name);
  }

  /** A group of this many on a ground of its own, over two zones. */
  static Fleet of(Subject subject, int capacity) {
    NetworkFixture ground = subject.ground();
    List<String> subnets = ground.subnets();
    String template = template(subject, ground.group("fleet"));
    return create(subject, request(subject, template, subnets, capacity).build());
  }

  String name() {
    return name;
  }

  AutoScalingGroup described() {
    return subject
        .autoScaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
        .autoScalingGroups()
        .get(0);
  }

  List<Instance> inService() {
    return described().instances().stream()
        .filter(each -> each.lifecycleState() == LifecycleState.IN_SERVICE)
        .toList();
  }

  /** Waits until exactly this many are in service. */
  List<Instance> await(int capacity) {
    return subject
        .eventually(capacity + " instances in service")
        .until(this::inService, all -> all.size() == capacity)
        .value();
  }

  /** The zones of those in service. */
  List<String> zones() {
    return inService().stream().map(Instance::availabilityZone).toList();
  }
}
