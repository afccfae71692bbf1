package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.SilentEndpoint;
import dev.azdrill.topology.Blueprints;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

class SilentEndpointTest {
  private static final int ANSWERED = 20;

  /** Whoever is silent is not asked ten times by each step. */
  @Test
  void a_step_is_not_taken_again_when_nobody_answers_any_more() {
    Falling falling = new Falling();
    AwsSession aws = new Landscape("silent").session(falling);
    Provisioner provisioner = new Provisioner(aws, StepListener.SILENT);

    assertThatThrownBy(
            () -> provisioner.provision(Blueprints.shipped("production"), "shop", "run-1"))
        .isInstanceOf(ProvisioningException.class)
        .hasMessageStartingWith("stack shop could not be provisioned at ")
        .hasMessageEndingWith(": nobody answers any more");
    assertThat(falling.calls).isEqualTo(ANSWERED + 1);
  }

  /** Nobody answers after a number of calls. */
  private static final class Falling implements ExecutionInterceptor {
    private int calls;

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      calls++;
      if (calls > ANSWERED) {
        throw SilentEndpoint.of("nobody answers any more");
      }
    }
  }
}
