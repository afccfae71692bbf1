package dev.azdrill.contract;

import java.util.List;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Databases on a ground of their own, with a subnet group over two zones. */
final class Databases {
  /** As far back as events are kept: two weeks. */
  static final int EVENTS_MINUTES = 14 * 24 * 60;

  private final Subject subject;
  private final NetworkFixture ground;
  private final String subnetGroup;

  Databases(Subject subject) {
    this.subject = subject;
    this.ground = subject.ground();
    this.subnetGroup = subnetGroup(subject, ground.subnets());
  }

  static String subnetGroup(Subject subject, List<String> subnets) {
    String name = subject.name("data");
    subject
        .rds()
        .createDBSubnetGroup(
            r -> r.dbSubnetGroupName(name).dbSubnetGroupDescription("data").subnetIds(subnets));
    subject.later(
        "delete " + name, () -> subject.rds().deleteDBSubnetGroup(r -> r.dbSubnetGroupName(name)));
    return name;
  }

  NetworkFixture ground() {
    return ground;
  }

  String subnetGroup() {
    return subnetGroup;
  }

  /** A request for a Multi-AZ database; nobody has been asked yet. */
  CreateDbInstanceRequest.Builder request() {
    return CreateDbInstanceRequest.builder()
        .dbInstanceIdentifier(subject.name("db"))
        .engine("postgres")
        .dbInstanceClass("db.t3.micro")
        .allocatedStorage(20)
        .masterUsername("app")
        .masterUserPassword("not-a-secret")
        .multiAZ(true)
        .dbSubnetGroupName(subnetGroup)
        .publiclyAccessible(false);
  }

  /** Asks for it; returns it as it is then. */
  DBInstance create(CreateDbInstanceRequest request) {
    String id = request.dbInstanceIdentifier();
    DBInstance made = subject.rds().createDBInstance(request).dbInstance();
    subject.later(
        "delete " + id,
        () ->
            subject
                .rds()
                .deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(true)));
    return made;
  }

  DBInstance described(String id) {
    return subject.rds().describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().get(0);
  }

  /** A Multi-AZ database, available. */
  DBInstance available() {
    return available(create(request().build()).dbInstanceIdentifier());
  }

  DBInstance available(String id) {
    return subject
        .eventually("the database to be available")
        .until(() -> described(id), each -> "available".equals(each.dbInstanceStatus()))
        .value();
  }
}
