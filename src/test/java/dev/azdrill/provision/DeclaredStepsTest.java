package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.topology.Blueprints;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The steps of provisioning and teardown declare the calls that they make, and no other. */
class DeclaredStepsTest {
  /** Only where azdrill completes an EC2 does a dead run leave what has no owner. */
  private static final String DEAD_OWNERS = "removing the vacant network";

  @Test
  void every_call_that_a_step_declares_is_made() {
    AwsSession aws = new Landscape("declared").session();
    Provisioner provisioner = new Provisioner(aws, StepListener.SILENT);
    for (String each : List.of("production", "demo")) {
      provisioner.provision(Blueprints.shipped(each), each, "test");
      provisioner.tearDown(each);
    }

    Map<String, SortedSet<AwsAction>> declared = new TreeMap<>();
    for (Step each : Provisioner.STEPS) {
      declared.put("making " + each.what(), new TreeSet<>(each.makes()));
      declared.put("removing " + each.what(), new TreeSet<>(each.removes()));
    }
    declared.values().removeIf(Set::isEmpty);
    declared.remove(DEAD_OWNERS);
    assertThat(aws.changes()).isEqualTo(declared);
  }
}
