package dev.azdrill.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.azdrill.Matrix;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.session.AwsOperations.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session sends reads, and what was declared; operations of every client are tried. */
class CallGuardTest {
  /** Fewer would mean that the clients were not asked. */
  private static final int OPERATIONS_MIN = 1_200;

  private final GuardAttempts attempts = new GuardAttempts();
  private final AwsSession aws = attempts.session();
  private static final List<Operation> ALL = everything();

  private static List<Operation> everything() {
    try (GuardAttempts attempts = new GuardAttempts()) {
      return AwsOperations.all(attempts.session());
    }
  }

  /** Those whose outcome is not the expected one. */
  private List<String> surprises(Set<AwsAction> permitted) {
    Set<Operation> tried = new LinkedHashSet<>(Matrix.sample(ALL, 8));
    ALL.stream().filter(each -> permitted.contains(each.action())).forEach(tried::add);
    return surprises(permitted, List.copyOf(tried));
  }

  /** The same of the VPCs' operations alone. */
  private List<String> surprisesOfVpcs(String... permitted) {
    return surprises(
        PermittedCalls.actions(permitted),
        ALL.stream().filter(each -> each.toString().matches("ec2:.*Vpcs?")).toList());
  }

  private List<String> surprises(Set<AwsAction> permitted, List<Operation> tried) {
    List<String> surprises = new ArrayList<>();
    for (Operation each : tried) {
      boolean isSent = each.action().isRead() || permitted.contains(each.action());
      GuardAttempts.Outcome seen = attempts.outcome(each);
      if (seen != (isSent ? GuardAttempts.Outcome.SENT : GuardAttempts.Outcome.REFUSED)) {
        surprises.add(each + " was " + seen);
      }
    }
    return surprises;
  }

  @AfterEach
  void close() {
    attempts.close();
  }

  @Test
  void a_session_without_a_declaration_sends_every_read_and_no_change() {
    assertThat(ALL).hasSizeGreaterThan(OPERATIONS_MIN);
    assertThat(surprises(Set.of())).isEmpty();
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void work_with_a_declaration_sends_what_is_declared_and_no_other_change() {
    Fault fault = FaultCatalogue.parse("zone-partition");
    PermittedCalls calls = new PermittedCalls("the fault", fault.apiCalls());

    aws.permitting(calls, () -> assertThat(surprises(calls.actions())).isEmpty());

    assertThat(calls.actions()).hasSize(3);
    assertThat(aws.changes()).containsOnly(Map.entry("the fault", calls.actions()));
    assertThat(surprisesOfVpcs()).as("afterwards").isEmpty();
  }

  @Test
  void what_a_session_is_restricted_to_bounds_every_declaration() {
    PermittedCalls wide = PermittedCalls.of("wide", "ec2:CreateVpc", "ec2:CreateDefaultVpc");
    aws.restrictTo(PermittedCalls.of("narrow", "ec2:CreateVpc", "ec2:DeleteVpc"));

    aws.permitting(wide, () -> assertThat(surprisesOfVpcs("ec2:CreateVpc")).isEmpty());
  }

  @Test
  void the_innermost_declaration_counts_and_the_outer_one_again_after_it() {
    aws.permitting(
        PermittedCalls.of("outer", "ec2:CreateVpc"),
        () -> {
          aws.permitting(
              PermittedCalls.of("inner", "ec2:DeleteVpc"),
              () -> assertThat(surprisesOfVpcs("ec2:DeleteVpc")).isEmpty());
          assertThat(surprisesOfVpcs("ec2:CreateVpc")).isEmpty();
        });
  }

  @Test
  void a_declaration_ends_when_its_work_fails() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                aws.permitting(
                    PermittedCalls.of("failing", "ec2:CreateVpc"),
                    () -> {
                      throw new IllegalStateException("it failed");
                    }));

    assertThatExceptionOfType(ForbiddenCall.class)
        .isThrownBy(() -> aws.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")));
  }

  @Test
  void a_declaration_is_its_own_threads() throws InterruptedException {
    List<Throwable> seen = new ArrayList<>();
    Thread other =
        new Thread(
            () -> {
              try {
                aws.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16"));
              } catch (RuntimeException e) {
                seen.add(e);
              }
            });
    aws.permitting(
        PermittedCalls.of("this thread", "ec2:CreateVpc"),
        () -> {
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });

    assertThat(seen).singleElement().isInstanceOf(ForbiddenCall.class);
    assertThat(attempts.sent()).isZero();
  }

  @Test
  void a_refusal_says_what_was_to_be_called_what_is_permitted_and_what_to_do() {
    assertThatExceptionOfType(ForbiddenCall.class)
        .isThrownBy(
            () ->
                aws.permitting(
                    PermittedCalls.of("making the VPC", "ec2:CreateVpc", "ec2:ModifyVpcAttribute"),
                    () -> aws.ec2().terminateInstances(r -> r.instanceIds("i-1"))))
        .withMessage(
            "expected a call that is declared for making the VPC (ec2:CreateVpc,"
                + " ec2:ModifyVpcAttribute), saw ec2:TerminateInstances: it was not sent; whoever"
                + " makes it declares it with AwsSession.permitting");
  }

  @Test
  void what_hands_out_credentials_is_no_read() {
    Set<String> handsOut = new TreeSet<>();
    ALL.stream()
        .map(Operation::action)
        .filter(each -> each.operation().matches("Get.*Token"))
        .forEach(each -> handsOut.add(each.toString()));

    assertThat(handsOut).hasSize(5).allMatch(each -> !AwsAction.of(each).isRead());
  }

  @Test
  void every_declared_call_is_an_operation_of_the_sdk() {
    Set<AwsAction> known = new TreeSet<>();
    ALL.forEach(each -> known.add(each.action()));
    Set<AwsAction> declared = new TreeSet<>();
    FaultCatalogue.own()
        .forEach(each -> declared.addAll(FaultCatalogue.parse(each.word()).apiCalls()));

    assertThat(known).containsAll(declared);
    assertThat(declared).noneMatch(AwsAction::isRead);
  }
}
