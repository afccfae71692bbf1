package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.evidence.Journal;
import dev.azdrill.fault.AuthorizeIngress;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultLease;
import dev.azdrill.fault.FaultPlan;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.Witness;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.endpoint.Completing;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.session.Progress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;

/** A fault that revokes a rule of a security group. */
record RevokedRule(String group) implements Fault {
  /** The rule. */
  static final IpPermission WEB =
      IpPermission.builder()
          .ipProtocol("tcp")
          .fromPort(80)
          .toPort(80)
          .ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").build())
          .build();

  /** A run imposes it in a stack at an endpoint, and is killed. */
  static void cut(String url, String stack, String group, Instant until) {
    Selection here = Selection.endpoint(URI.create(url), Completing.NEVER, Optional.empty());
    try (Platform killed = here.open("killed", Progress.SILENT)) {
      Injection.of(
          new RevokedRule(group),
          new FaultContext(
              killed,
              new Discovery(killed.session()).byStack(stack),
              DrillRun.continued(killed, new Journal(), Budgets.CEILING).notes().of("drill-1"),
              Ledger.NONE,
              FaultLease.by(Optional.of(() -> until)).of(Duration.ZERO)));
    }
  }

  @Override
  public String name() {
    return "cut";
  }

  @Override
  public String subject() {
    return group;
  }

  @Override
  public Fault resolve(FaultContext context) {
    return this;
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:RevokeSecurityGroupIngress");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.reversible(
        () ->
            context
                .aws()
                .ec2()
                .revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(WEB)),
        new AuthorizeIngress(group, List.of(WEB)));
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return Optional.empty();
  }
}
