package dev.azdrill.inventory;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.wafv2.model.IPSetReferenceStatement;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.Statement;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/**
 * What the things of a stack name and does not belong to it, as others may use it too. Only what is
 * named is looked up.
 */
public final class Named {
  /** What launches and the rules of web ACLs name. */
  public static final List<Kind<?>> KINDS =
      List.of(Kind.IMAGE, Kind.KEY_PAIR, Kind.INSTANCE_PROFILE, Kind.IP_SET);

  private Named() {}

  /** The ids, names or ARNs that are named of one of these kinds, sorted. */
  static Set<String> of(Kind<?> kind, Inventory inventory) {
    if (kind == Kind.IP_SET) {
      return ipSets(inventory);
    }
    if (kind == Kind.INSTANCE_PROFILE) {
      return GroupLaunches.instanceProfiles(inventory);
    }
    return kind == Kind.IMAGE ? GroupLaunches.images(inventory) : GroupLaunches.keyPairs(inventory);
  }

  /** Whether everything is known that may name one of this kind. */
  static boolean isKnown(Kind<?> kind, Inventory inventory) {
    return kind == Kind.IP_SET
        ? inventory.knows(Kind.WEB_ACL)
        : inventory.knows(Kind.AUTO_SCALING_GROUP) && inventory.knows(Kind.LAUNCH_TEMPLATE_VERSION);
  }

  /** The ARNs of the sets of addresses to which web ACLs refer, sorted. */
  public static Set<String> ipSets(Inventory inventory) {
    return ipSets(inventory.all(Kind.WEB_ACL));
  }

  static Set<String> ipSets(List<WebACL> acls) {
    Set<String> arns = new TreeSet<>();
    acls.stream()
        .flatMap(acl -> acl.rules().stream())
        .map(Rule::statement)
        .flatMap(Named::ipSets)
        .forEach(arns::add);
    return arns;
  }

  private static Stream<String> ipSets(@Nullable Statement statement) {
    return withNested(statement)
        .flatMap(each -> Stream.ofNullable(each.ipSetReferenceStatement()))
        .map(IPSetReferenceStatement::arn)
        .filter(Objects::nonNull);
  }

  /** A statement of a web ACL, and those of which it is put together, however deep. */
  public static Stream<Statement> withNested(@Nullable Statement statement) {
    return statement == null
        ? Stream.empty()
        : Stream.concat(Stream.of(statement), parts(statement).flatMap(Named::withNested));
  }

  private static Stream<@Nullable Statement> parts(Statement statement) {
    if (statement.notStatement() != null) {
      return Stream.ofNullable(statement.notStatement().statement());
    }
    if (statement.andStatement() != null) {
      return statement.andStatement().statements().stream();
    }
    if (statement.orStatement() != null) {
      return statement.orStatement().statements().stream();
    }
    return Stream.ofNullable(statement.rateBasedStatement())
        .flatMap(rate -> Stream.ofNullable(rate.scopeDownStatement()));
  }
}
