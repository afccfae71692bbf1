package dev.azdrill.inventory;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.Route;

/**
 * Which prefix lists an inventory names: those whose entries decide what its rules and routes do.
 */
public final class PrefixListNames {
  private PrefixListNames() {}

  /** The ids of the lists that security groups and route tables of an inventory name, sorted. */
  public static Set<String> in(Inventory inventory) {
    Set<String> ids = new TreeSet<>();
    inventory
        .all(Kind.SECURITY_GROUP)
        .forEach(
            group -> {
              group.ipPermissions().forEach(each -> add(each, ids));
              group.ipPermissionsEgress().forEach(each -> add(each, ids));
            });
    inventory
        .all(Kind.ROUTE_TABLE)
        .forEach(
            table ->
                table.routes().stream()
                    .map(Route::destinationPrefixListId)
                    .flatMap(id -> Optional.ofNullable(id).stream())
                    .forEach(ids::add));
    return ids;
  }

  private static void add(IpPermission permission, Set<String> ids) {
    permission.prefixListIds().stream()
        .map(PrefixListId::prefixListId)
        .flatMap(id -> Optional.ofNullable(id).stream())
        .forEach(ids::add);
  }
}
