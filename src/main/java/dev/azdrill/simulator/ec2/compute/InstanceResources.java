package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.network.InterfaceSpec;
import dev.azdrill.simulator.ec2.network.NetworkResources;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * What an instance has besides itself: network interfaces, public addresses, volumes, a profile,
 * tags, and those who watch it. They come and go with its state.
 */
final class InstanceResources {
  private final World world;
  private final ResourceTags tags;
  private final NetworkResources network;
  private final Volumes volumes;
  private final AttachedInstanceProfiles profiles;
  private final InstanceDescriptions descriptions;
  private final List<Consumer<Instance>> watchers = new ArrayList<>();

  InstanceResources(
      World world,
      ResourceTags tags,
      NetworkResources network,
      Volumes volumes,
      AttachedInstanceProfiles profiles,
      InstanceDescriptions descriptions) {
    this.world = world;
    this.tags = tags;
    this.network = network;
    this.volumes = volumes;
    this.profiles = profiles;
    this.descriptions = descriptions;
  }

  /** Calls {@code watcher} after every change of an instance's state or checks. */
  void watch(Consumer<Instance> watcher) {
    watchers.add(watcher);
  }

  /**
   * Creates what a launch gives an instance.
   *
   * @throws AwsError when EC2 refuses any of it; then there is nothing of it
   */
  void create(Launch launch, String instanceId) {
    try {
      tags.create(ResourceType.INSTANCE, instanceId, launch.asked().tagSpecifications());
      attachInterfaces(launch, instanceId);
      volumes.create(launch, instanceId);
      profiles.launched(instanceId, launch.asked().iamInstanceProfile());
    } catch (AwsError refusal) {
      release(instanceId);
      tags.forget(instanceId);
      throw refusal;
    }
  }

  /**
   * Takes over what an instance has that stands elsewhere; its interfaces stand already.
   *
   * @param image what it was booted from
   * @param launch what it was launched with, as far as that is known
   */
  void adopt(Instance described, Image image, RunInstancesRequest launch) {
    tags.adopt(ResourceType.INSTANCE, described.instanceId(), described.tags());
    volumes.adopt(described, image, launch);
    if (described.iamInstanceProfile() != null) {
      profiles.adopt(described.instanceId(), described.iamInstanceProfile());
    }
  }

  private void attachInterfaces(Launch launch, String instanceId) {
    for (Launch.AttachmentSpec attachment : launch.attachments()) {
      String eni = attachment.existing();
      if (eni == null) {
        InterfaceSpec spec =
            InterfaceSpec.of(attachment.subnetId(), attachment.groups(), attachment.description())
                .withAddress(attachment.address())
                .withTags(launch.asked().tagSpecifications());
        eni = network.interfaces().create(spec).networkInterfaceId();
      }
      network
          .interfaces()
          .attach(eni, instanceId, attachment.deviceIndex(), attachment.deleteOnTermination());
      if (attachment.publicAddress()) {
        network.addresses().autoAssign(eni);
      }
    }
  }

  /**
   * It is about to start: its public address is assigned. With a second interface there is no
   * public address at the next start. Source: Amazon EC2 User Guide, "Public IPv4 addresses".
   */
  void starting(InstanceRecord instance) {
    List<NetworkInterface> attached = network.interfaces().ofInstance(instance.id());
    if (instance.wantsPublicAddress() && attached.size() == 1) {
      network.addresses().autoAssign(attached.get(0).networkInterfaceId());
    }
  }

  /** It has stopped: its public addresses are given back. */
  void stopped(InstanceRecord instance) {
    returnPublicAddresses(instance.id());
  }

  private void returnPublicAddresses(String instanceId) {
    network
        .interfaces()
        .ofInstance(instanceId)
        .forEach(eni -> network.addresses().releaseAuto(eni.networkInterfaceId()));
  }

  /** It is gone: what was its own goes with it. */
  void terminated(InstanceRecord instance) {
    release(instance.id());
  }

  private void release(String instanceId) {
    returnPublicAddresses(instanceId);
    network.interfaces().release(instanceId);
    volumes.release(instanceId);
    profiles.release(instanceId);
  }

  /** It is no longer described. */
  void forgotten(InstanceRecord instance) {
    tags.forget(instance.id());
    world.network().changedForNoPacket();
  }

  /** Its state or its checks changed. */
  void changed(InstanceRecord instance) {
    world.network().changedForNoPacket();
    if (!watchers.isEmpty()) {
      Instance now = descriptions.of(instance);
      List.copyOf(watchers).forEach(watcher -> watcher.accept(now));
    }
  }
}
