package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;

/**
 * The database is cut off from the network: the subnets of its DB subnet group get a network ACL
 * that denies everything. RDS does not look through network ACLs, and reports nothing.
 *
 * @param databaseId the DB instance identifier
 * @param subnets those of its subnet group, once they were looked for
 */
public record DatabaseUnreachable(String databaseId, List<String> subnets) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "the database becomes unreachable";

  /** Its kind. */
  public static final FaultKind<DatabaseUnreachable> KIND =
      FaultKind.of(
              "database-unreachable",
              DatabaseUnreachable.class,
              "The subnets of the database's subnet group get a network ACL that denies everything.",
              "giving back the subnets' network ACLs",
              ExpectedRecovery.AFTER_ITS_UNDO,
              FaultParameter.subject("database", SubjectKind.DATABASE, "which"),
              DatabaseUnreachable::new,
              DatabaseUnreachable::databaseId)
          .saidAs(FaultSentence.of(SENTENCE));

  public DatabaseUnreachable {
    subnets = List.copyOf(subnets);
  }

  public DatabaseUnreachable(String databaseId) {
    this(databaseId, List.of());
  }

  @Override
  public String name() {
    return "database unreachable";
  }

  @Override
  public String subject() {
    return databaseId;
  }

  /** All that is in these subnets is hit, whether it is the database's or not. */
  @Override
  public List<String> targets() {
    return subnets;
  }

  @Override
  public DatabaseUnreachable resolve(FaultContext context) {
    context.requireDatabase(databaseId);
    List<String> found =
        context.baseline().all(Kind.DB_INSTANCE).stream()
            .filter(each -> databaseId.equals(each.dbInstanceIdentifier()))
            .flatMap(each -> Optional.ofNullable(each.dbSubnetGroup()).stream())
            .map(DBSubnetGroup::subnets)
            .flatMap(List::stream)
            .map(each -> each.subnetIdentifier())
            .sorted()
            .toList();
    if (found.isEmpty()) {
      throw new FaultException(
          "expected database "
              + databaseId
              + " to have a DB subnet group with subnets, saw none: there is nothing to cut");
    }
    return new DatabaseUnreachable(databaseId, found);
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:CreateNetworkAcl", "ec2:ReplaceNetworkAclAssociation");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return new AclSwap(context, subnets).plan(old -> List.of());
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return new AclSwap(context, subnets).witness("denies everything", AclSwap::deniesEverything);
  }
}
