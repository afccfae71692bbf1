package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.azdrill.simulator.RegionUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;

class RouterTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  @Test
  void a_refusal_reaches_the_client_with_code_message_status_and_request_id() {
    Ec2Exception refused =
        catchThrowableOfType(
            Ec2Exception.class,
            () -> region.aws().ec2().describeAvailabilityZones(r -> r.zoneNames("eu-west-2z")));

    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue");
    assertThat(refused.awsErrorDetails().errorMessage()).contains("eu-west-2z");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.requestId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @Test
  void an_operation_that_the_region_lacks_is_an_invalid_action() {
    assertThatThrownBy(() -> region.aws().ec2().describeSpotFleetRequests())
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAction"));
  }

  @Test
  void a_dry_run_does_nothing_and_says_that_it_would_have() {
    assertThatThrownBy(() -> region.aws().ec2().describeTags(r -> r.dryRun(true)))
        .isInstanceOfSatisfying(Ec2Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
  }

  @Test
  void a_filter_that_an_operation_does_not_have_is_refused() {
    assertThatThrownBy(
            () ->
                region
                    .aws()
                    .ec2()
                    .describeAvailabilityZones(
                        r -> r.filters(Filter.builder().name("colour").values("red").build())))
        .hasMessageContaining("The filter 'colour' is invalid");
  }

  @Test
  void who_waits_by_polling_is_told_that_time_stands_still() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                region.aws().ec2().describeAvailabilityZones();
              }
            })
        .hasStackTraceContaining("time stands still: wait with Eventually");
  }
}
