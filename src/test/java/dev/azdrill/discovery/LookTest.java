package dev.azdrill.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.rds.model.DBInstance;

class LookTest {
  private final InventoryReader look = new InventoryReader();

  private static AwsServiceException refusal(int status, String code, String message) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }

  private static List<DBInstance> refused(int status, String code, String message) {
    throw refusal(status, code, message);
  }

  @Test
  void a_service_that_is_not_to_be_had_leaves_its_kind_unread_with_the_reason() {
    look.all(
        Kind.DB_INSTANCE,
        () -> refused(501, "InternalFailure", "API for service 'rds' not yet implemented\nhint"));
    look.all(Kind.DB_SUBNET_GROUP, List::of);

    Inventory seen = look.inventory();

    assertThat(seen.knows(Kind.DB_INSTANCE)).isFalse();
    assertThat(seen.unread(Kind.DB_INSTANCE))
        .contains("InternalFailure: API for service 'rds' not yet implemented");
    assertThat(seen.knows(Kind.DB_SUBNET_GROUP)).isTrue();
  }

  @Test
  void what_is_not_allowed_is_unread_too() {
    look.all(Kind.DB_INSTANCE, () -> refused(403, "AccessDenied", "not authorized"));

    assertThat(look.inventory().unread(Kind.DB_INSTANCE)).contains("AccessDenied: not authorized");
  }

  @Test
  void any_other_error_is_no_inventory_at_all() {
    assertThatThrownBy(() -> look.all(Kind.DB_INSTANCE, () -> refused(503, "Unavailable", "busy")))
        .isInstanceOf(AwsServiceException.class);
  }

  @Test
  void an_owner_that_is_gone_meanwhile_has_nothing() {
    look.each(
        Kind.LOAD_BALANCER_ATTRIBUTE,
        List.of("gone", "there"),
        arn -> {
          if (arn.equals("gone")) {
            throw refusal(400, "LoadBalancerNotFound", "no such load balancer");
          }
          return List.of(LoadBalancerAttribute.builder().key("k").value("v").build());
        });

    Inventory seen = look.inventory();

    assertThat(seen.of(Kind.LOAD_BALANCER_ATTRIBUTE, "gone")).isEmpty();
    assertThat(seen.of(Kind.LOAD_BALANCER_ATTRIBUTE, "there")).hasSize(1);
  }

  @Test
  void one_owner_that_may_not_be_read_makes_the_whole_kind_unread() {
    look.each(
        Kind.LOAD_BALANCER_ATTRIBUTE,
        List.of("allowed", "forbidden"),
        arn -> {
          if (arn.equals("forbidden")) {
            throw refusal(403, "AccessDenied", "not authorized");
          }
          return List.of(LoadBalancerAttribute.builder().key("k").value("v").build());
        });

    assertThat(look.inventory().knows(Kind.LOAD_BALANCER_ATTRIBUTE)).isFalse();
  }
}
