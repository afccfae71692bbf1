package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.session.AwsSession;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Tags that AWS does not set or remove while a stack is locked. */
class RefusedLocksTest {
  private static final Blueprint DEMO = Blueprints.shipped("demo");
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  private final Landscape landscape = new Landscape("refused-locks");
  private final LockOwner owner = new LockOwner("first", "here", 1, () -> NOW, pid -> true);

  /** Refuses the first calls of one kind. */
  private static final class Refused implements ExecutionInterceptor {
    private final Class<?> request;
    private final String code;
    private int left;

    Refused(Class<?> request, String code, int times) {
      this.request = request;
      this.code = code;
      this.left = times;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (request.isInstance(context.request()) && left-- > 0) {
        throw Ec2Exception.builder()
            .statusCode(code.equals("RequestLimitExceeded") ? 503 : 403)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .message("No.")
            .build();
      }
    }
  }

  private List<Vpc> vpcs() {
    return landscape.session().ec2().describeVpcs().vpcs();
  }

  private List<String> keys() {
    return vpcs().stream()
        .flatMap(each -> each.tags().stream())
        .map(each -> each.key().replaceFirst("^azdrill:", ""))
        .filter(each -> each.startsWith("lock") || each.startsWith("claim"))
        .toList();
  }

  private void provision(AwsSession aws, StackLocks locks) {
    new Provisioner(aws, StepListener.SILENT, locks).provision(DEMO, "shop", "run-1");
  }

  @Test
  void a_claim_that_cannot_be_withdrawn_makes_no_second_vpc() {
    AwsSession aws =
        landscape.session(new Refused(DeleteTagsRequest.class, "RequestLimitExceeded", 1));

    try (StackLocks locks = new StackLocks(aws, owner)) {
      provision(aws, locks);
      assertThat(vpcs()).as("one stack has one VPC").hasSize(1);
    }

    assertThat(keys()).as("released").isEmpty();
  }

  @Test
  void a_vpc_on_which_no_lock_can_be_set_is_removed() {
    AwsSession aws =
        landscape.session(new Refused(CreateTagsRequest.class, "UnauthorizedOperation", 1));

    try (StackLocks locks = new StackLocks(aws, owner)) {
      assertThatThrownBy(() -> provision(aws, locks)).isInstanceOf(ProvisioningException.class);
    }

    assertThat(vpcs()).isEmpty();
  }

  @Test
  void a_stack_whose_claim_could_not_be_withdrawn_is_released_with_its_claim() {
    new Provisioner(landscape.session(), StepListener.SILENT).provision(DEMO, "shop", "run-1");
    AwsSession aws =
        landscape.session(new Refused(DeleteTagsRequest.class, "RequestLimitExceeded", 1));

    try (StackLocks locks = new StackLocks(aws, owner)) {
      assertThatThrownBy(() -> locks.take("shop")).isInstanceOf(SdkException.class);
      assertThat(keys()).containsExactlyInAnyOrder("lock", "claim:first");
    }

    assertThat(keys()).isEmpty();
  }
}
