package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.ApplicationDefaults;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/** The production database in the twin of a whole region, in the networks of its EC2. */
class AdoptedDatabaseInRegionTest {
  private final SimulatorPlatform twin = twin();

  private static SimulatorPlatform twin() {
    try (SimulatorPlatform original = SimulatorPlatform.create("original")) {
      String vpc =
          new Provisioner(original.session(), StepListener.SILENT)
              .provision(Blueprints.shipped("production"), "shop", "original")
              .vpcId();
      Inventory described = new Discovery(original.session()).byVpc(vpc);
      assertThat(described.all(Kind.DB_INSTANCE)).hasSize(1);
      return SimulatorPlatform.twin(
          new Adoption(described), "twin", Timings.typical(), ApplicationDefaults.NONE);
    }
  }

  @AfterEach
  void close() {
    twin.close();
  }

  private AwsSession aws() {
    return Somebody.beside(twin.session());
  }

  private void pass(int seconds) {
    aws().clock().pass(Duration.ofSeconds(seconds));
  }

  private DBInstance database() {
    return aws().rds().describeDBInstances().dbInstances().get(0);
  }

  private List<NetworkInterface> interfaces() {
    return aws()
        .ec2()
        .describeNetworkInterfaces(
            r ->
                r.filters(
                    Filter.builder().name("description").values("RDSNetworkInterface").build()))
        .networkInterfaces();
  }

  @Test
  void the_loss_of_its_zone_moves_it_and_is_told() {
    String before = database().availabilityZone();
    String other = database().secondaryAvailabilityZone();
    Impaired.by(twin).cutZonePower(before);
    pass(600);

    assertThat(database().availabilityZone()).isEqualTo(other);
    assertThat(database().secondaryAvailabilityZone())
        .as("a standby that is not built anew")
        .isNull();
    assertThat(
            aws()
                .rds()
                .describeEvents(
                    r ->
                        r.sourceIdentifier(database().dbInstanceIdentifier())
                            .sourceType(SourceType.DB_INSTANCE))
                .events())
        .extracting(Event::message)
        .startsWith("Multi-AZ instance failover started.", "DB instance restarted");
  }

  @Test
  void another_security_group_is_that_of_its_network_interfaces() {
    String vpc = database().dbSubnetGroup().vpcId();
    String group =
        aws()
            .ec2()
            .createSecurityGroup(r -> r.groupName("locked").description("locked").vpcId(vpc))
            .groupId();
    aws()
        .rds()
        .modifyDBInstance(
            r ->
                r.dbInstanceIdentifier(database().dbInstanceIdentifier())
                    .vpcSecurityGroupIds(group));

    assertThat(interfaces())
        .hasSize(2)
        .allSatisfy(
            each ->
                assertThat(each.groups())
                    .extracting(GroupIdentifier::groupId)
                    .containsExactly(group));
  }

  @Test
  void it_is_deleted_with_its_network_interfaces() {
    String name = database().dbInstanceIdentifier();
    aws().rds().modifyDBInstance(r -> r.dbInstanceIdentifier(name).deletionProtection(false));
    aws().rds().deleteDBInstance(r -> r.dbInstanceIdentifier(name).skipFinalSnapshot(true));
    pass(3_600);

    assertThat(aws().rds().describeDBInstances().dbInstances()).isEmpty();
    assertThat(interfaces()).isEmpty();
  }
}
