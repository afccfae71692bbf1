package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.fault.DefaultRouteLoss;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.InstanceStop;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.StartInstance;
import dev.azdrill.fault.UndoAction;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.UndoTag;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Faults and undos declare the calls that they make, and no other: what they made is compared. */
class DeclaredCallsTest {
  private static final DrilledStack STACK =
      new DrilledStack(Blueprints.shipped("production").withZones(3));

  private final AwsSession aws = STACK.simulator.session();
  private final Map<String, Set<AwsAction>> declaredByUndos = new TreeMap<>();
  private final Map<String, Set<AwsAction>> madeByUndos = new TreeMap<>();

  @AfterAll
  static void close() {
    STACK.close();
  }

  private static Inventory now() {
    return new Discovery(STACK.simulator.session()).byStack("drilled");
  }

  /** What work of this name has called in this session so far. */
  private Set<AwsAction> made(String work) {
    return aws.changes().getOrDefault(work, new TreeSet<>());
  }

  private void perform(Fault wanted, Runnable meanwhile) {
    FaultContext context =
        new FaultContext(
            STACK.simulator, now(), STACK.run(STACK.simulator).notes().of("drill-1"), Ledger.NONE);
    Fault fault = resolved(wanted, context);
    var plan = fault.plan(context);
    aws.permitting(new PermittedCalls("the fault " + fault.name(), fault.apiCalls()), plan.act());
    meanwhile.run();
    for (UndoAction each : plan.undo()) {
      if (each instanceof StartInstance start) {
        tag(start.instanceId());
      }
      each.on(STACK.simulator);
      String type = each.getClass().getSimpleName();
      declaredByUndos.computeIfAbsent(type, none -> new TreeSet<>()).addAll(each.apiCalls());
      madeByUndos
          .computeIfAbsent(type, none -> new TreeSet<>())
          .addAll(made("the undo that is to " + each.words()));
    }
    STACK.pass(Duration.ofMinutes(15));
  }

  /** Nobody starts an instance that does not bear it. */
  private void tag(String instanceId) {
    Somebody.beside(aws)
        .ec2()
        .createTags(
            r ->
                r.resources(instanceId)
                    .tags(Tag.builder().key(UndoTag.KEY).value(UndoTag.START).build()));
  }

  private static Fault resolved(Fault wanted, FaultContext context) {
    FaultKind<?> kind = FaultCatalogue.of(wanted).orElseThrow();
    return kind.resolve(wanted, context.baseline()).resolve(context);
  }

  /** The default route of a table leads elsewhere, when somebody acted before the undo. */
  private void routeElsewhere() {
    Inventory stack = now();
    String gateway = stack.all(Kind.INTERNET_GATEWAY).get(0).internetGatewayId();
    for (RouteTable each : stack.all(Kind.ROUTE_TABLE)) {
      boolean hasDefault =
          each.routes().stream().map(Route::destinationCidrBlock).anyMatch("0.0.0.0/0"::equals);
      if (!hasDefault) {
        Somebody.beside(aws)
            .ec2()
            .createRoute(
                r ->
                    r.routeTableId(each.routeTableId())
                        .destinationCidrBlock("0.0.0.0/0")
                        .gatewayId(gateway));
      }
    }
  }

  private void useTheFirstVersion() {
    var group = now().all(Kind.AUTO_SCALING_GROUP).get(0);
    Somebody.beside(aws)
        .autoScaling()
        .updateAutoScalingGroup(
            r ->
                r.autoScalingGroupName(group.autoScalingGroupName())
                    .launchTemplate(
                        t ->
                            t.launchTemplateId(group.launchTemplate().launchTemplateId())
                                .version("1")));
  }

  /** Else there is no instance to be started again. */
  private void keepWhatIsUnhealthy() {
    String group = now().all(Kind.AUTO_SCALING_GROUP).get(0).autoScalingGroupName();
    Somebody.beside(aws)
        .autoScaling()
        .suspendProcesses(r -> r.autoScalingGroupName(group).scalingProcesses("ReplaceUnhealthy"));
  }

  @Test
  void every_call_that_a_fault_or_an_undo_declares_is_made() {
    Map<String, Set<AwsAction>> declared = new TreeMap<>();
    Map<String, Set<AwsAction>> made = new TreeMap<>();
    useTheFirstVersion();
    for (FaultKind<?> kind : FaultCatalogue.own()) {
      Fault fault = FaultCatalogue.parse(kind.word());
      perform(
          fault,
          () -> {
            if (fault instanceof DefaultRouteLoss) {
              routeElsewhere();
            }
            if (fault instanceof InstanceStop) {
              keepWhatIsUnhealthy();
            }
          });
      declared.put(fault.name(), fault.apiCalls());
      made.put(fault.name(), made("the fault " + fault.name()));
    }

    assertThat(made).isEqualTo(declared);
    assertThat(madeByUndos).isEqualTo(declaredByUndos);
    Set<AwsAction> all = new TreeSet<>();
    declaredByUndos.values().forEach(all::addAll);
    all.addAll(PermittedCalls.actions("ec2:CreateTags", "ec2:DeleteTags"));
    assertThat(Restorer.CALLS.actions()).isEqualTo(all);
    // An EndImpairment makes none, and is of platforms whose impairments outlive a process alone.
    assertThat(declaredByUndos).hasSize(UndoAction.class.getPermittedSubclasses().length - 1);
  }
}
