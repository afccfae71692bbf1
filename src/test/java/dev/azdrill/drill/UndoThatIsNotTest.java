package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.azdrill.evidence.Observation;
import dev.azdrill.fault.ApiErrors;
import dev.azdrill.fault.ApplicationCutOff;
import dev.azdrill.fault.UncertainFaultException;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.AffectedCalls;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;

/** An undo that does not take effect, and one that another fault is in the way of. */
class UndoThatIsNotTest {
  private final DrilledStack stack = new DrilledStack();

  @AfterEach
  void close() {
    stack.close();
  }

  private String group(String role) {
    return stack.inventory().all(Kind.SECURITY_GROUP).stream()
        .filter(each -> each.groupName().contains(role))
        .findFirst()
        .orElseThrow()
        .groupId();
  }

  @Test
  void an_undo_that_is_accepted_and_has_no_effect_is_no_undo() {
    String elsewhere = group("database");
    OtherSession accepting =
        OtherSession.through(
            stack.simulator,
            new ExecutionInterceptor() {
              @Override
              public SdkRequest modifyRequest(
                  Context.ModifyRequest context, ExecutionAttributes attributes) {
                return redirected(context.request(), elsewhere);
              }
            });
    DrillSession session = stack.session(accepting);
    String application = group("application");
    session.inject(new ApplicationCutOff(application));

    assertThat(session.undoAll())
        .containsExactly(
            "application cut off from the load balancer on "
                + application
                + " was not undone: expected to authorize what was revoked from security group "
                + application
                + ", saw: security group "
                + application
                + " does not admit again what was revoked");
  }

  @Test
  void what_may_hold_and_whose_undo_has_no_effect_is_not_called_taken_back() {
    String elsewhere = group("database");
    OtherSession failing =
        OtherSession.through(
            stack.simulator,
            new ExecutionInterceptor() {
              @Override
              public SdkRequest modifyRequest(
                  Context.ModifyRequest context, ExecutionAttributes attributes) {
                return redirected(context.request(), elsewhere);
              }

              @Override
              public void afterExecution(
                  Context.AfterExecution context, ExecutionAttributes attributes) {
                if (context.request() instanceof RevokeSecurityGroupIngressRequest) {
                  throw new IllegalStateException("who knows");
                }
              }
            });
    DrillSession session = stack.session(failing);

    assertThatExceptionOfType(UncertainFaultException.class)
        .isThrownBy(() -> session.inject(new ApplicationCutOff(group("application"))));

    assertThat(stack.noted(Observation.UndoFailed.class)).hasSize(1);
    assertThat(stack.noted(Observation.FaultUndone.class)).isEmpty();
  }

  private static SdkRequest redirected(SdkRequest request, String elsewhere) {
    return request instanceof AuthorizeSecurityGroupIngressRequest authorize
        ? authorize.toBuilder().groupId(elsewhere).build()
        : request;
  }

  @Test
  void what_one_fault_kept_from_being_undone_is_undone_once_that_one_is() {
    DrillSession session = stack.session();
    session.inject(
        new ApiErrors(
            new AffectedCalls(Optional.of("ec2"), Optional.of("AuthorizeSecurityGroupIngress")),
            100));
    session.inject(new ApplicationCutOff(group("application")));

    assertThat(session.undoAll()).isEmpty();

    assertThat(stack.noted(Observation.UndoFailed.class)).hasSize(1);
    assertThat(stack.noted(Observation.FaultUndone.class))
        .extracting(each -> each.ref().fault())
        .containsExactly("API errors", "application cut off from the load balancer");
  }
}
