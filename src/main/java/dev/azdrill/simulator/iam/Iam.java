package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.world.IamProfiles;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * AWS Identity and Access Management: puts its nouns together, lets each enter its operations, and
 * gives the port through which EC2 sees instance profiles.
 */
public final class Iam {
  /** Source: IAM API Reference, "MaxItems" of each operation that lists. */
  private static final int ITEMS = 100;

  private final InstanceProfiles profiles = new InstanceProfiles();

  public Iam(World world) {
    UniqueIds ids = new UniqueIds(world.seed().derive("ids of iam"));
    Roles roles = new Roles();
    Policies policies = new Policies(world, roles);
    Operations.Page page = world.operations().of(Service.IAM);
    new RoleOperations(world, ids, roles, profiles).enter(page);
    new RolePolicies(roles).enter(page);
    new PolicyOperations(world, ids, policies).enter(page);
    new PolicyVersions(world, policies).enter(page);
    new PolicyAttachments(roles, policies).enter(page);
    new InstanceProfileOperations(world, ids, profiles, roles).enter(page);
    new Tagging(roles, profiles, policies).enter(page);
  }

  /** The instance profiles, for those who launch with them. */
  public IamProfiles profiles() {
    return profiles;
  }

  /** {@code arn:aws:iam::123456789012:role/path/name}: no region is in it. */
  static String arn(World world, String kind, String path, String name) {
    return "arn:aws:iam::" + world.place().account() + ":" + kind + path + name;
  }

  /** The path that is asked for, or that of who asks for none. */
  static String path(@Nullable String asked) {
    return asked == null ? "/" : asked;
  }

  /** A page of a list, as long as is asked for. */
  static <T> Page<T> page(List<T> all, @Nullable String marker, @Nullable Integer maxItems) {
    return Page.cut(all, marker, maxItems == null ? ITEMS : maxItems, IamErrors.INVALID_MARKER);
  }
}
