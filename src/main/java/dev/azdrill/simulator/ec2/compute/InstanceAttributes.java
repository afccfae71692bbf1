package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.network.NetworkInterfaces;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ShapeCopier;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceCreditSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;

/** What can be read and changed about one instance, one attribute at a time. */
final class InstanceAttributes {
  private static final DescribeFilters<InstanceCreditSpecification> CREDIT_FILTERS =
      new DescribeFilters<InstanceCreditSpecification>()
          .on("instance-id", InstanceCreditSpecification::instanceId);

  private final World world;
  private final Instances instances;
  private final InstanceTypes types;
  private final NetworkInterfaces interfaces;

  InstanceAttributes(
      World world, Instances instances, InstanceTypes types, NetworkInterfaces interfaces) {
    this.world = world;
    this.instances = instances;
    this.types = types;
    this.interfaces = interfaces;
  }

  void enter(Operations.Page page) {
    page.read(
        "DescribeInstanceAttribute", DescribeInstanceAttributeRequest::builder, this::describe);
    page.write("ModifyInstanceAttribute", ModifyInstanceAttributeRequest::builder, this::modify);
    page.write(
        "ModifyInstanceMetadataOptions",
        ModifyInstanceMetadataOptionsRequest::builder,
        this::modifyMetadata);
    page.read(
        "DescribeInstanceCreditSpecifications",
        DescribeInstanceCreditSpecificationsRequest::builder,
        this::credits);
  }

  private DescribeInstanceAttributeResponse describe(DescribeInstanceAttributeRequest request) {
    InstanceRecord launched = instances.one(request.instanceId());
    Instance instance = instances.describe(launched);
    RunInstancesRequest asked = launched.asked();
    DescribeInstanceAttributeResponse.Builder reply =
        DescribeInstanceAttributeResponse.builder().instanceId(launched.id());
    return switch (request.attribute()) {
      case INSTANCE_TYPE -> reply.instanceType(text(instance.instanceTypeAsString())).build();
      case USER_DATA -> reply.userData(text(asked.userData())).build();
      case DISABLE_API_TERMINATION ->
          reply.disableApiTermination(flag(asked.disableApiTermination())).build();
      case DISABLE_API_STOP -> reply.disableApiStop(flag(asked.disableApiStop())).build();
      case INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR ->
          reply.instanceInitiatedShutdownBehavior(text(shutdown(asked))).build();
      case ROOT_DEVICE_NAME -> reply.rootDeviceName(text(instance.rootDeviceName())).build();
      case BLOCK_DEVICE_MAPPING ->
          reply.blockDeviceMappings(instance.blockDeviceMappings()).build();
      case SOURCE_DEST_CHECK -> reply.sourceDestCheck(flag(instance.sourceDestCheck())).build();
      case GROUP_SET -> reply.groups(instance.securityGroups()).build();
      case EBS_OPTIMIZED -> reply.ebsOptimized(flag(instance.ebsOptimized())).build();
      case ENA_SUPPORT -> reply.enaSupport(flag(instance.enaSupport())).build();
      case PRODUCT_CODES -> reply.productCodes(List.of()).build();
      case KERNEL -> reply.kernelId(text(null)).build();
      case RAMDISK -> reply.ramdiskId(text(null)).build();
      case SRIOV_NET_SUPPORT -> reply.sriovNetSupport(text(null)).build();
      case ENCLAVE_OPTIONS -> reply.enclaveOptions(e -> e.enabled(false)).build();
      case UNKNOWN_TO_SDK_VERSION ->
          throw Ec2Errors.invalidParameterValue(request.attributeAsString(), "attribute");
    };
  }

  private static String shutdown(RunInstancesRequest asked) {
    ShutdownBehavior behavior = asked.instanceInitiatedShutdownBehavior();
    return (behavior == null ? ShutdownBehavior.STOP : behavior).toString();
  }

  private static AttributeValue text(@Nullable String value) {
    return AttributeValue.builder().value(value).build();
  }

  private static AttributeBooleanValue flag(@Nullable Boolean value) {
    return AttributeBooleanValue.builder().value(Boolean.TRUE.equals(value)).build();
  }

  private ModifyInstanceAttributeResponse modify(ModifyInstanceAttributeRequest request) {
    InstanceRecord instance = instances.one(request.instanceId());
    ModifyInstanceAttributeRequest change = spelledOut(request);
    RunInstancesRequest.Builder asked = instance.asked().toBuilder();
    if (change.disableApiTermination() != null) {
      asked.disableApiTermination(change.disableApiTermination().value());
    }
    if (change.disableApiStop() != null) {
      asked.disableApiStop(change.disableApiStop().value());
    }
    if (change.instanceInitiatedShutdownBehavior() != null) {
      asked.instanceInitiatedShutdownBehavior(change.instanceInitiatedShutdownBehavior().value());
    }
    if (change.userData() != null) {
      mustBeStopped(instance);
      asked.userData(
          Base64.getEncoder().encodeToString(change.userData().value().asByteArrayUnsafe()));
    }
    if (change.instanceType() != null) {
      mustBeStopped(instance);
      String type = types.one(String.valueOf(change.instanceType().value())).instanceTypeAsString();
      instance.traits(instance.traits().toBuilder().instanceType(type).build());
    }
    if (change.ebsOptimized() != null) {
      mustBeStopped(instance);
      instance.traits(
          instance.traits().toBuilder().ebsOptimized(change.ebsOptimized().value()).build());
    }
    modifyNetwork(instance, change);
    instance.asked(asked.build());
    world.network().changed();
    return ModifyInstanceAttributeResponse.builder().build();
  }

  private void modifyNetwork(InstanceRecord instance, ModifyInstanceAttributeRequest change) {
    if (!change.hasGroups() && change.sourceDestCheck() == null) {
      return;
    }
    String eni =
        interfaces.ofInstance(instance.id()).stream()
            .findFirst()
            .orElseThrow(
                () -> ComputeErrors.instanceNotInState(instance.id(), "running' or 'stopped"))
            .networkInterfaceId();
    if (change.hasGroups()) {
      interfaces.secure(eni, change.groups());
    }
    if (change.sourceDestCheck() != null) {
      interfaces.sourceDestCheck(eni, Boolean.TRUE.equals(change.sourceDestCheck().value()));
    }
  }

  /** The older form names the attribute and gives its value as text; this is the newer one. */
  private static ModifyInstanceAttributeRequest spelledOut(ModifyInstanceAttributeRequest request) {
    if (request.attribute() == null) {
      return request;
    }
    String value = request.value();
    AttributeBooleanValue flag = flag(Boolean.valueOf(value));
    ModifyInstanceAttributeRequest.Builder change = request.toBuilder();
    return switch (request.attribute()) {
      case DISABLE_API_TERMINATION -> change.disableApiTermination(flag).build();
      case DISABLE_API_STOP -> change.disableApiStop(flag).build();
      case SOURCE_DEST_CHECK -> change.sourceDestCheck(flag).build();
      case EBS_OPTIMIZED -> change.ebsOptimized(flag).build();
      case INSTANCE_TYPE -> change.instanceType(text(value)).build();
      case INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR ->
          change.instanceInitiatedShutdownBehavior(text(value)).build();
      case KERNEL,
          RAMDISK,
          USER_DATA,
          ROOT_DEVICE_NAME,
          BLOCK_DEVICE_MAPPING,
          PRODUCT_CODES,
          GROUP_SET,
          SRIOV_NET_SUPPORT,
          ENA_SUPPORT,
          ENCLAVE_OPTIONS,
          UNKNOWN_TO_SDK_VERSION ->
          throw Ec2Errors.invalidParameterValue(request.attributeAsString(), "attribute");
    };
  }

  private static void mustBeStopped(InstanceRecord instance) {
    if (!(instance.lifecycle() instanceof InstanceLifecycle.Stopped)) {
      throw ComputeErrors.instanceNotInState(instance.id(), "stopped");
    }
  }

  private ModifyInstanceMetadataOptionsResponse modifyMetadata(
      ModifyInstanceMetadataOptionsRequest request) {
    InstanceRecord instance = instances.one(request.instanceId());
    InstanceMetadataOptionsResponse options =
        ShapeCopier.into(request, instance.metadataOptions().toBuilder()).build();
    instance.traits(instance.traits().toBuilder().metadataOptions(options).build());
    world.network().changed();
    return ModifyInstanceMetadataOptionsResponse.builder()
        .instanceId(instance.id())
        .instanceMetadataOptions(options)
        .build();
  }

  /** T3 and T4g are unlimited unless the launch says otherwise. */
  private DescribeInstanceCreditSpecificationsResponse credits(
      DescribeInstanceCreditSpecificationsRequest request) {
    List<InstanceCreditSpecification> credits =
        instances.wanted(request.instanceIds()).stream()
            .filter(
                instance ->
                    types
                        .find(instance.traits().instanceTypeAsString())
                        .filter(InstanceTypeInfo::burstablePerformanceSupported)
                        .isPresent())
            .map(
                instance ->
                    InstanceCreditSpecification.builder()
                        .instanceId(instance.id())
                        .cpuCredits(
                            instance.asked().creditSpecification() == null
                                ? "unlimited"
                                : instance.asked().creditSpecification().cpuCredits())
                        .build())
            .toList();
    Page<InstanceCreditSpecification> page =
        Page.cut(
            CREDIT_FILTERS.apply(credits, DescribeParameters.by(request.filters())),
            request.nextToken(),
            request.maxResults(),
            Ec2Errors.INVALID_NEXT_TOKEN);
    return DescribeInstanceCreditSpecificationsResponse.builder()
        .instanceCreditSpecifications(page.items())
        .nextToken(page.next())
        .build();
  }
}
