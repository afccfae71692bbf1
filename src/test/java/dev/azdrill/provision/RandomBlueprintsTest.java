package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.session.AwsSession;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.BlueprintException;
import dev.azdrill.topology.BlueprintYaml;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.topology.Damage;
import dev.azdrill.topology.RandomBlueprints;
import org.junit.jupiter.api.Test;

/**
 * What is accepted can be provisioned, and what is not is refused with its place: tried on random
 * blueprints, one for eight of {@code -Dazdrill.tries=N} (six by default). A failure names the
 * seed.
 */
class RandomBlueprintsTest {
  private static final int TRIES = Math.max(1, Integer.getInteger("azdrill.tries", 50) / 8);

  /** Damaged ones are cheap: most are refused before anything is provisioned. */
  private static final int DAMAGES = 20;

  @Test
  void a_valid_blueprint_reads_as_it_was_written_and_is_provisioned_without_a_refusal() {
    for (int seed = 0; seed < TRIES; seed++) {
      Blueprint blueprint = new RandomBlueprints(seed).next();
      String text = BlueprintYaml.of(blueprint);

      assertThat(Blueprints.parse("seed-" + seed + ".yaml", text)).isEqualTo(blueprint);
      provisioned("seed " + seed, blueprint, text);
    }
  }

  @Test
  void a_damaged_blueprint_is_refused_with_its_place_or_is_provisioned() {
    for (int seed = 0; seed < TRIES * DAMAGES; seed++) {
      String text = BlueprintYaml.of(new RandomBlueprints(seed).next());
      if (seed % 3 == 0) {
        text = Blueprints.text(seed % 2 == 0 ? "production" : "demo");
      }
      String damaged = new Damage(seed).to(text);
      try {
        provisioned("seed " + seed, Blueprints.parse("damaged.yaml", damaged), damaged);
      } catch (BlueprintException e) {
        assertThat(e)
            .as("seed %d", seed)
            .hasMessageMatching(
                "(damaged\\.yaml:[1-9][0-9]*:[1-9][0-9]*: |[a-z-]+(\\.[a-z-]+)*: )"
                    + ".*expected .+, saw .+: .+");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + damaged, e);
      }
    }
  }

  /** Provisions it on a region of its own, and tears it down to nothing. */
  private static void provisioned(String seed, Blueprint blueprint, String text) {
    AwsSession aws = new Landscape(seed).session();
    Footprint before = Footprint.of(aws);
    Provisioner provisioner = new Provisioner(aws, StepListener.SILENT);
    try {
      Stack stack = provisioner.provision(blueprint, blueprint.name(), "run-1");
      assertThat(stack.zones()).as(seed).isEqualTo(blueprint.zones());
      provisioner.tearDown(stack);
    } catch (ProvisioningException e) {
      throw new AssertionError(seed + " was accepted and cannot be provisioned: " + text, e);
    }
    assertThat(Footprint.of(aws)).as(seed).isEqualTo(before);
  }
}
