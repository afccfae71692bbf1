package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** A read replica in one zone, beside a database that has a standby in another. */
class ReadReplicaZonesTest {
  private final Inventory sound = SoundProduction.inventory();
  private final DBInstance primary = sound.all(Kind.DB_INSTANCE).get(0);
  private final DBInstance replica =
      primary.copy(
          d ->
              d.dbInstanceIdentifier("reports")
                  .multiAZ(false)
                  .readReplicaSourceDBInstanceIdentifier(primary.dbInstanceIdentifier()));

  private static Proof prove(Inventory inventory) {
    return Guarantees.named("tiers-span-zones").orElseThrow().prove(inventory);
  }

  @Test
  void the_tier_stands_where_its_source_stands_and_readers_are_told_of_the_zone() {
    Proof proof = prove(sound.with(Kind.DB_INSTANCE, List.of(primary, replica)));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(proof.findings())
        .filteredOn(each -> each.subject().equals("reports"))
        .flatExtracting(Finding::notes)
        .containsExactly(
            "what reads from reports fails with its zone: a read replica without a standby of its"
                + " own");
  }

  @Test
  void the_source_needs_a_standby_with_a_replica_as_without() {
    DBInstance alone = primary.copy(d -> d.multiAZ(false));

    assertThat(prove(sound.with(Kind.DB_INSTANCE, List.of(alone, replica))).verdict())
        .isEqualTo(GuaranteeVerdict.VIOLATED);
  }

  @Test
  void a_replica_of_what_stands_elsewhere_is_a_tier_of_its_own() {
    DBInstance distant =
        replica.copy(d -> d.readReplicaSourceDBInstanceIdentifier("arn:aws:rds:eu-west-1:1:db:x"));

    assertThat(prove(sound.with(Kind.DB_INSTANCE, List.of(primary, distant))).verdict())
        .isEqualTo(GuaranteeVerdict.VIOLATED);
  }
}
