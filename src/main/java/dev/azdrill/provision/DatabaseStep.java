package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.session.Unchanged;
import dev.azdrill.topology.Database;
import dev.azdrill.topology.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.Tag;

/** The database: begun early, because nothing takes AWS longer, and awaited at the end. */
final class DatabaseStep implements Step {
  static final String ROLE = "database";

  private static final String DELETING = "deleting";
  private static final Duration BUDGET = Duration.ofMinutes(60);

  /** From these RDS does not recover by itself. */
  private static final List<String> LOST =
      List.of(
          "failed",
          "incompatible-network",
          "incompatible-option-group",
          "incompatible-parameters",
          "insufficient-capacity",
          "storage-full");

  @Override
  public String what() {
    return "the database";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions("rds:CreateDBInstance");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("rds:DeleteDBInstance");
  }

  @Override
  public void ensure(Construction construction) {
    Optional<Database> wanted = construction.blueprint().database();
    if (wanted.isEmpty()) {
      return;
    }
    String name = construction.name(ROLE);
    Optional<DBInstance> known = find(construction.work());
    if (known.isPresent()) {
      construction.work().labels().requireOwn(tags(known.get().tagList()), "RDS instance " + name);
      if (DELETING.equals(known.get().dbInstanceStatus())) {
        construction
            .work()
            .await(
                "the database that is being deleted to be gone",
                BUDGET,
                () -> find(construction.work()),
                Optional::isEmpty,
                DatabaseStep::words);
        create(construction, wanted.get(), name);
      }
    } else {
      create(construction, wanted.get(), name);
    }
    construction.found(ROLE, name);
  }

  private static void create(Construction construction, Database wanted, String name) {
    construction
        .aws()
        .rds()
        .createDBInstance(
            r ->
                r.dbInstanceIdentifier(name)
                    .engine(wanted.engine())
                    .engineVersion(wanted.version())
                    .dbInstanceClass(wanted.instanceClass())
                    .allocatedStorage(wanted.storageGib())
                    .storageType("gp3")
                    .storageEncrypted(wanted.encrypted())
                    .multiAZ(wanted.multiAz())
                    .publiclyAccessible(wanted.publiclyAccessible())
                    .port(wanted.port())
                    .masterUsername(wanted.username())
                    .manageMasterUserPassword(true)
                    .backupRetentionPeriod(wanted.backupDays())
                    .copyTagsToSnapshot(true)
                    .dbSubnetGroupName(construction.id(DatabaseSubnetsStep.ROLE))
                    .vpcSecurityGroupIds(construction.id(SecurityGroupsStep.role(Part.DATABASE)))
                    .tags(construction.tags(ROLE, DatabaseStep::tag)));
  }

  /** Waits until it serves. */
  static void awaitAvailable(Construction construction) {
    Unchanged<Optional<DBInstance>> database =
        new Unchanged<>(
            construction.aws().clock(),
            PermittedCalls.actions("rds:DescribeDBInstances"),
            () -> find(construction.work()));
    construction
        .work()
        .await(
            "the database to be available",
            BUDGET,
            () -> database.get().map(DBInstance::dbInstanceStatus).orElse("missing"),
            status -> {
              if (LOST.contains(status)) {
                throw new ProvisioningException(
                    "database "
                        + construction.name(ROLE)
                        + " is "
                        + status
                        + " and will not become available: see its events in RDS");
              }
              return status.equals("available");
            });
  }

  /** The stack's database by its name, while RDS describes it. */
  static Optional<DBInstance> find(Work work) {
    String name = work.labels().name(ROLE);
    try {
      return work
          .aws()
          .rds()
          .describeDBInstances(r -> r.dbInstanceIdentifier(name))
          .dbInstances()
          .stream()
          .findFirst();
    } catch (DbInstanceNotFoundException e) {
      return Optional.empty();
    }
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  static Map<String, String> tags(List<Tag> list) {
    Map<String, String> tags = new TreeMap<>();
    list.forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  @Override
  public void remove(Work work) {
    Optional<DBInstance> known = find(work);
    if (known.isEmpty()
        || !work.labels().own(tags(known.get().tagList()))
        || DELETING.equals(known.get().dbInstanceStatus())) {
      return;
    }
    work.await(
        "RDS to let the database be deleted",
        BUDGET,
        () -> delete(work, known.get().dbInstanceIdentifier()),
        DELETING::equals);
  }

  /** A database in a few words: its name and its status. */
  static String words(Optional<DBInstance> database) {
    return database
        .map(found -> found.dbInstanceIdentifier() + " (" + found.dbInstanceStatus() + ")")
        .orElse("none");
  }

  /** RDS refuses to delete what it is still busy with. */
  private static String delete(Work work, String name) {
    try {
      work.aws()
          .rds()
          .deleteDBInstance(
              r ->
                  r.dbInstanceIdentifier(name)
                      .skipFinalSnapshot(true)
                      .deleteAutomatedBackups(true));
      return DELETING;
    } catch (InvalidDbInstanceStateException busy) {
      return "busy: " + busy.getMessage();
    }
  }
}
