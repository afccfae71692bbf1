package dev.azdrill.simulator.rds;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.wire.InProcessHttpClient;
import dev.azdrill.simulator.wire.Router;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Databases;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/** RDS alone, reached by a real client, over a double of the network. */
final class RdsUnderTest implements AutoCloseable {
  static final String NAME = "orders";

  final NetworkDouble network = new NetworkDouble();
  final World world;
  final Databases databases;
  final AwsSession session;
  private final Rds rds;

  RdsUnderTest() {
    this(new Kernel(Instant.parse("2026-01-05T09:00:00Z"), Seed.of("rds")));
  }

  private RdsUnderTest(Kernel kernel) {
    world = World.create(kernel, RegionLocation.london(), Timings.typical());
    rds = new Rds(world, network);
    databases = rds;
    session =
        Somebody.beside(
            AwsSession.builder(
                    "eu-west-2", new InProcessHttpClient(new Router(world)), new Clock(world))
                .credentials(AnonymousCredentialsProvider.create())
                .retriesTakeTargetTime()
                .build());
  }

  /** Another one, at the same time and in the same network, without any DB instance. */
  RdsUnderTest twin() {
    RdsUnderTest twin = new RdsUnderTest(new Kernel(world.kernel().now(), Seed.of("twin")));
    twin.network.standAs(network);
    return twin;
  }

  /** Its DB instances, their groups and the network interfaces that stand with them. */
  Inventory description() {
    return Inventory.builder()
        .add(Kind.NETWORK_INTERFACE, network.interfaces())
        .add(Kind.DB_INSTANCE, client().describeDBInstances().dbInstances())
        .add(Kind.DB_SUBNET_GROUP, client().describeDBSubnetGroups().dbSubnetGroups())
        .build();
  }

  /** Takes over what is described; what is left out, as "kind id: reason". */
  List<String> adopt(Inventory described) {
    Adoption adoption = new Adoption(described);
    world
        .kernel()
        .write(
            () -> {
              rds.adopt(adoption);
              return adoption;
            });
    return adoption.leftOut().stream()
        .map(each -> each.kind() + " " + each.id() + ": " + each.reason())
        .toList();
  }

  RdsClient client() {
    return session.rds();
  }

  void pass(long seconds) {
    world.kernel().advance(Duration.ofSeconds(seconds));
  }

  void cutPower(String zone) {
    world.facts().establish(new Fact.ZoneWithoutPower(zone));
  }

  void restorePower(String zone) {
    world.facts().clear(new Fact.ZoneWithoutPower(zone));
  }

  void loseStorage() {
    world.facts().establish(new Fact.DatabaseStorageLost(NAME));
  }

  void restoreStorage() {
    world.facts().clear(new Fact.DatabaseStorageLost(NAME));
  }

  void write(String id) {
    databases.write(host(), id);
  }

  Set<String> read(String... ids) {
    return databases.read(host(), List.of(ids));
  }

  private String host() {
    return databases.endpointsIn("vpc-1").get(0);
  }

  void subnetGroup(String... subnetIds) {
    client()
        .createDBSubnetGroup(
            r ->
                r.dbSubnetGroupName("data")
                    .dbSubnetGroupDescription("for the database")
                    .subnetIds(subnetIds));
  }

  /** A request that production could make. */
  static CreateDbInstanceRequest.Builder wanted() {
    return CreateDbInstanceRequest.builder()
        .dbInstanceIdentifier(NAME)
        .engine("postgres")
        .dbInstanceClass("db.t3.medium")
        .allocatedStorage(20)
        .masterUsername("app")
        .manageMasterUserPassword(true)
        .multiAZ(true)
        .storageEncrypted(true)
        .publiclyAccessible(false)
        .backupRetentionPeriod(7)
        .dbSubnetGroupName("data")
        .vpcSecurityGroupIds("sg-database");
  }

  /** A Multi-AZ DB instance in zones a and b, available. */
  void available() {
    subnetGroup("subnet-b", "subnet-a");
    client().createDBInstance(wanted().build());
    session.rdsWaiter().waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier(NAME));
  }

  DBInstance described() {
    return client().describeDBInstances(r -> r.dbInstanceIdentifier(NAME)).dbInstances().get(0);
  }

  Databases.Primary primary() {
    return databases.resolve(host()).orElseThrow();
  }

  boolean isServing() {
    return primary().serving();
  }

  /** The messages of the last minutes, oldest first. */
  List<String> messages(int minutes) {
    return client()
        .describeEvents(
            r -> r.sourceIdentifier(NAME).sourceType(SourceType.DB_INSTANCE).duration(minutes))
        .events()
        .stream()
        .map(Event::message)
        .toList();
  }

  @Override
  public void close() {
    session.close();
  }

  private record Clock(World world) implements DrillClock {
    @Override
    public Instant now() {
      return world.kernel().now();
    }

    @Override
    public void awaitChange(Duration atMost) {
      world.kernel().advanceToChange(now().plus(atMost));
    }

    @Override
    public void pass(Duration duration) {
      world.kernel().advance(duration);
    }
  }
}
