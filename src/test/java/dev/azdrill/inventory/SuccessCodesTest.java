package dev.azdrill.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

class SuccessCodesTest {
  private static SuccessCodes codes(String written) {
    TargetGroup targets = TargetGroup.builder().matcher(m -> m.httpCode(written)).build();
    return SuccessCodes.of(targets).orElseThrow();
  }

  @Test
  void one_status_passes_alone() {
    assertThat(codes("200").contains(200)).isTrue();
    assertThat(codes("200").contains(201)).isFalse();
  }

  @Test
  void both_ends_of_a_range_pass() {
    SuccessCodes codes = codes("200-299, 404");

    assertThat(codes.contains(200)).isTrue();
    assertThat(codes.contains(299)).isTrue();
    assertThat(codes.contains(300)).isFalse();
    assertThat(codes.contains(404)).isTrue();
  }

  @Test
  void the_least_error_that_passes_is_told() {
    assertThat(codes("200-299,404").firstFrom(400)).hasValue(404);
    assertThat(codes("200-499").firstFrom(400)).hasValue(400);
    assertThat(codes("499,404").firstFrom(400)).hasValue(404);
    assertThat(codes("200-399").firstFrom(400)).isEmpty();
  }

  @Test
  void checks_that_only_open_a_connection_have_none() {
    assertThat(SuccessCodes.of(TargetGroup.builder().build())).isEmpty();
  }
}
