package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.Matrix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the contract against our own rooms on a foreign EC2, which is our own, too: what completes
 * LocalStack is tested where LocalStack is not. Both share one kernel: no wall clock, no thread.
 *
 * <p>Unlike the suite {@link ContractTest}, it is one of the tests that run beside one another: a
 * suite runs after all of them, alone.
 */
@Order(1)
class CompletedContractTest {
  private static final int EVERY = Matrix.every(3);

  @TestFactory
  Stream<DynamicNode> our_rooms_on_a_foreign_ec2_keep_the_contract() {
    List<DynamicContainer> nouns = PlayedContract.on(Candidate.COMPLETED_SIMULATOR, EVERY).nouns();
    assertThat(nouns).as("nouns of the contract").isNotEmpty();
    return Stream.concat(
        nouns.stream(),
        Stream.of(
            DynamicTest.dynamicTest(
                "enough sentences were executed",
                () -> Floor.check(Candidate.COMPLETED_SIMULATOR, EVERY == 1 ? 1 : 2 * EVERY))));
  }
}
