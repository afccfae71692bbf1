package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.world.Service;
import org.junit.jupiter.api.Test;

class CredentialScopeTest {
  @Test
  void a_header_names_the_service() {
    assertThat(
            CredentialScope.service(
                "AWS4-HMAC-SHA256 Credential=AKIA/20260105/eu-west-2/rds/aws4_request,"
                    + " SignedHeaders=host, Signature=0",
                null))
        .contains(Service.RDS);
  }

  @Test
  void a_header_of_version_4a_names_the_service_and_no_region() {
    assertThat(
            CredentialScope.service(
                "AWS4-ECDSA-P256-SHA256 Credential=AKIA/20260105/ec2/aws4_request,"
                    + " SignedHeaders=host, Signature=0",
                null))
        .contains(Service.EC2);
  }

  @Test
  void a_query_that_was_signed_in_advance_names_the_service() {
    assertThat(
            CredentialScope.service(
                null,
                "Action=DescribeAutoScalingGroups&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                    + "&X-Amz-Credential=AKIA%2F20260105%2Feu-west-2%2Fautoscaling%2Faws4_request"
                    + "&X-Amz-Expires=3600"))
        .contains(Service.AUTO_SCALING);
  }

  @Test
  void what_is_signed_for_another_service_is_for_none_of_ours() {
    assertThat(
            CredentialScope.service(
                "AWS4-HMAC-SHA256 Credential=AKIA/20260105/eu-west-2/s3/aws4_request", null))
        .isEmpty();
  }

  @Test
  void what_is_not_signed_or_cannot_be_read_is_for_none() {
    assertThat(CredentialScope.service(null, null)).isEmpty();
    assertThat(CredentialScope.service(null, "a=b")).isEmpty();
    assertThat(CredentialScope.service("Bearer token", null)).isEmpty();
    assertThat(CredentialScope.service(null, "X-Amz-Credential=%zz")).isEmpty();
  }
}
