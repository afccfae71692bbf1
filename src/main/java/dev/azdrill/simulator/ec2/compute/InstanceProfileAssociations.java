package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileResponse;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateIamInstanceProfileResponse;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociationState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationResponse;

/**
 * Gives a profile to an instance that was launched without one, takes it away, and replaces it.
 * Each takes a moment, after which the description of the instance shows it.
 *
 * <p>Source: Amazon EC2 API Reference, "AssociateIamInstanceProfile" and its neighbours.
 */
final class InstanceProfileAssociations {
  private static final DescribeFilters<IamInstanceProfileAssociation> FILTERS =
      new DescribeFilters<IamInstanceProfileAssociation>()
          .on("instance-id", IamInstanceProfileAssociation::instanceId)
          .on("state", IamInstanceProfileAssociation::stateAsString);

  private final World world;
  private final Instances instances;
  private final AttachedInstanceProfiles profiles;

  InstanceProfileAssociations(World world, Instances instances, AttachedInstanceProfiles profiles) {
    this.world = world;
    this.instances = instances;
    this.profiles = profiles;
  }

  void enter(Operations.Page page) {
    page.read(
        "DescribeIamInstanceProfileAssociations",
        DescribeIamInstanceProfileAssociationsRequest::builder,
        this::describe);
    page.write(
        "AssociateIamInstanceProfile",
        AssociateIamInstanceProfileRequest::builder,
        this::associate);
    page.write(
        "DisassociateIamInstanceProfile",
        DisassociateIamInstanceProfileRequest::builder,
        this::disassociate);
    page.write(
        "ReplaceIamInstanceProfileAssociation",
        ReplaceIamInstanceProfileAssociationRequest::builder,
        this::replace);
  }

  private DescribeIamInstanceProfileAssociationsResponse describe(
      DescribeIamInstanceProfileAssociationsRequest request) {
    Collection<IamInstanceProfileAssociation> asked =
        request.hasAssociationIds()
            ? request.associationIds().stream().distinct().map(profiles::association).toList()
            : profiles.associations().values();
    Page<IamInstanceProfileAssociation> page =
        DescribeParameters.page(
            FILTERS.apply(asked, DescribeParameters.by(request.filters())),
            request.associationIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeIamInstanceProfileAssociationsResponse.builder()
        .iamInstanceProfileAssociations(page.items())
        .nextToken(page.next())
        .build();
  }

  private AssociateIamInstanceProfileResponse associate(
      AssociateIamInstanceProfileRequest request) {
    InstanceRecord instance = instances.one(request.instanceId());
    IamInstanceProfile profile = profiles.one(request.iamInstanceProfile());
    InstanceStateName state = instance.lifecycle().state().name();
    if (state != InstanceStateName.RUNNING && state != InstanceStateName.STOPPED) {
      throw ComputeErrors.instanceNotInState(instance.id(), "running' or 'stopped");
    }
    if (!profiles.of(instance.id()).isEmpty()) {
      throw InstanceProfileErrors.associationExists(instance.id());
    }
    return AssociateIamInstanceProfileResponse.builder()
        .iamInstanceProfileAssociation(begin(instance.id(), profile))
        .build();
  }

  private DisassociateIamInstanceProfileResponse disassociate(
      DisassociateIamInstanceProfileRequest request) {
    return DisassociateIamInstanceProfileResponse.builder()
        .iamInstanceProfileAssociation(end(active(request.associationId())))
        .build();
  }

  /** The new one has an id of its own. Of a stopped instance none can be replaced. */
  private ReplaceIamInstanceProfileAssociationResponse replace(
      ReplaceIamInstanceProfileAssociationRequest request) {
    IamInstanceProfileAssociation before = active(request.associationId());
    IamInstanceProfile profile = profiles.one(request.iamInstanceProfile());
    InstanceRecord instance = instances.one(before.instanceId());
    if (instance.lifecycle().state().name() != InstanceStateName.RUNNING) {
      throw InstanceProfileErrors.associationNotActive(before.associationId());
    }
    IamInstanceProfileAssociation begun = begin(instance.id(), profile);
    end(before);
    return ReplaceIamInstanceProfileAssociationResponse.builder()
        .iamInstanceProfileAssociation(begun)
        .build();
  }

  private IamInstanceProfileAssociation active(String id) {
    IamInstanceProfileAssociation found = profiles.association(id);
    if (found.state() == IamInstanceProfileAssociationState.DISASSOCIATING) {
      throw InstanceProfileErrors.associationNotActive(id);
    }
    return found;
  }

  private IamInstanceProfileAssociation begin(String instanceId, IamInstanceProfile profile) {
    IamInstanceProfileAssociation begun =
        profiles.associate(instanceId, profile, IamInstanceProfileAssociationState.ASSOCIATING);
    later(begun.associationId() + " is associated", () -> associated(begun));
    return begun;
  }

  private void associated(IamInstanceProfileAssociation begun) {
    if (begun.equals(profiles.associations().get(begun.associationId()))) {
      keep(begun, IamInstanceProfileAssociationState.ASSOCIATED);
      show(begun.instanceId(), begun.iamInstanceProfile());
    }
  }

  private IamInstanceProfileAssociation end(IamInstanceProfileAssociation association) {
    IamInstanceProfileAssociation ending =
        keep(association, IamInstanceProfileAssociationState.DISASSOCIATING);
    later(ending.associationId() + " is no more", () -> disassociated(ending));
    return ending;
  }

  private void disassociated(IamInstanceProfileAssociation ending) {
    if (profiles.associations().remove(ending.associationId()) != null
        && profiles.of(ending.instanceId()).isEmpty()) {
      show(ending.instanceId(), null);
    }
  }

  private IamInstanceProfileAssociation keep(
      IamInstanceProfileAssociation association, IamInstanceProfileAssociationState state) {
    IamInstanceProfileAssociation next = association.toBuilder().state(state).build();
    profiles.associations().put(next.associationId(), next);
    return next;
  }

  private void show(String instanceId, @Nullable IamInstanceProfile profile) {
    InstanceRecord instance = instances.one(instanceId);
    instance.traits(instance.traits().toBuilder().iamInstanceProfile(profile).build());
    world.network().changed();
  }

  private void later(String what, Runnable then) {
    world.kernel().after(world.timings().of(Timing.INSTANCE_PROFILE_CHANGE), what, then);
  }
}
