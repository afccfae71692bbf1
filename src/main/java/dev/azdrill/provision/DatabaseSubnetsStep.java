package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.topology.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;

/** The DB subnet group: in which subnets RDS may put the database and its standby. */
final class DatabaseSubnetsStep implements Step {
  static final String ROLE = "database-subnets";

  private static final Duration BUDGET = Duration.ofMinutes(30);

  @Override
  public String what() {
    return "the database's subnet group";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions("rds:CreateDBSubnetGroup");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("rds:DeleteDBSubnetGroup");
  }

  @Override
  public void ensure(Construction construction) {
    if (construction.blueprint().database().isEmpty()) {
      return;
    }
    String name = construction.name(ROLE);
    Optional<DBSubnetGroup> known = find(construction.work(), name);
    if (known.isPresent()) {
      construction
          .work()
          .labels()
          .requireOwn(tags(construction.work(), known.get()), "DB subnet group " + name);
    } else {
      construction
          .aws()
          .rds()
          .createDBSubnetGroup(
              r ->
                  r.dbSubnetGroupName(name)
                      .dbSubnetGroupDescription("Where the database of this stack may stand")
                      .subnetIds(construction.subnets(Tier.DATABASE))
                      .tags(construction.tags(ROLE, DatabaseStep::tag)));
    }
    construction.found(ROLE, name);
  }

  private static Optional<DBSubnetGroup> find(Work work, String name) {
    try {
      return work
          .aws()
          .rds()
          .describeDBSubnetGroups(r -> r.dbSubnetGroupName(name))
          .dbSubnetGroups()
          .stream()
          .findFirst();
    } catch (DbSubnetGroupNotFoundException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> tags(Work work, DBSubnetGroup group) {
    return DatabaseStep.tags(
        work.aws()
            .rds()
            .listTagsForResource(r -> r.resourceName(group.dbSubnetGroupArn()))
            .tagList());
  }

  /** By their tags: what a probe made, which is no part of an architecture, has other names. */
  @Override
  public void remove(Work work) {
    List<String> own = new ArrayList<>();
    ServiceTags.ofDatabaseSubnetGroups(
        work.aws(),
        (kind, name, tags) -> {
          if (work.labels().own(tags)) {
            own.add(name);
          }
        });
    if (own.isEmpty()) {
      return;
    }
    work.await(
        "the database to be gone",
        BUDGET,
        () -> DatabaseStep.find(work),
        Optional::isEmpty,
        DatabaseStep::words);
    own.forEach(name -> work.aws().rds().deleteDBSubnetGroup(r -> r.dbSubnetGroupName(name)));
  }
}
