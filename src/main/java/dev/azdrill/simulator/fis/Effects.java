package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import dev.azdrill.simulator.world.Zone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;

/** What each action that is simulated does. */
final class Effects {
  private static final int ALL = 100;

  private final World world;
  private final RoleCalls calls;
  private final InstanceCalls instances;
  private final NetworkCalls network;
  private final AlarmCalls alarms;

  Effects(
      World world,
      RoleCalls calls,
      InstanceCalls instances,
      NetworkCalls network,
      AlarmCalls alarms) {
    this.world = world;
    this.calls = calls;
    this.instances = instances;
    this.network = network;
    this.alarms = alarms;
  }

  /**
   * An action that is to be done, of which the template was accepted.
   *
   * @param cause the experiment and the name of the action in it
   */
  record Action(
      String cause, String actionId, Map<String, String> parameters, List<Resource> targets) {
    private List<String> ids() {
      return targets.stream().map(Resource::id).toList();
    }

    private Optional<String> parameter(String name) {
      return Optional.ofNullable(parameters.get(name));
    }

    private Optional<Duration> duration(String name) {
      return parameter(name).map(Duration::parse);
    }

    private Duration duration() {
      return duration("duration").orElseThrow();
    }

    private boolean flag(String name) {
      return parameter(name).map(Boolean::valueOf).orElse(false);
    }

    private List<String> items(String name) {
      return ParameterKind.items(parameter(name).orElseThrow());
    }

    private int percentage() {
      return parameter("percentage").map(Integer::valueOf).orElse(ALL);
    }
  }

  /** What it does. */
  Effect of(Action wanted) {
    return switch (wanted.actionId()) {
      case "aws:cloudwatch:assert-alarm-state" ->
          new AlarmAssertion(alarms, wanted.items("alarmArns"), wanted.items("alarmStates"));
      case "aws:ec2:api-insufficient-instance-capacity-error" ->
          injected(
              wanted,
              List.of(
                  new Fact.CallersWithoutCapacity(
                      wanted.cause(), zones(wanted), wanted.percentage())));
      case "aws:ec2:asg-insufficient-instance-capacity-error" ->
          injected(wanted, wanted.ids().stream().map(group -> groupFact(wanted, group)).toList());
      case "aws:ec2:reboot-instances" -> once(() -> instances.reboot(wanted.ids()));
      case "aws:ec2:send-spot-instance-interruptions" ->
          new SpotInterruption(
              world.kernel(),
              instances,
              wanted.ids(),
              wanted.duration("durationBeforeInterruption").orElseThrow());
      case "aws:ec2:stop-instances" ->
          new StoppedInstances(
              instances,
              wanted.ids(),
              wanted.duration("startInstancesAfterDuration"),
              wanted.flag("completeIfInstancesTerminated"));
      case "aws:ec2:terminate-instances" -> once(() -> instances.terminate(wanted.ids()));
      case "aws:fis:inject-api-internal-error" -> apiError(wanted, Fact.InjectedError.INTERNAL);
      case "aws:fis:inject-api-throttle-error" -> apiError(wanted, Fact.InjectedError.THROTTLED);
      case "aws:fis:inject-api-unavailable-error" ->
          apiError(wanted, Fact.InjectedError.UNAVAILABLE);
      case "aws:fis:wait" -> () -> Optional.of(wanted.duration());
      case "aws:network:disrupt-connectivity" -> disrupted(wanted);
      case "aws:rds:reboot-db-instances" ->
          once(() -> wanted.ids().forEach(id -> reboot(id, wanted.flag("forceFailover"))));
      default -> notSimulated(wanted.actionId());
    };
  }

  private static Effect notSimulated(String actionId) {
    return () -> {
      throw new ActionFailure("azdrill does not simulate " + actionId + ".");
    };
  }

  private static Effect once(Runnable call) {
    return () -> {
      call.run();
      return Optional.empty();
    };
  }

  private Effect injected(Action wanted, List<Fact> facts) {
    return new InjectedFacts(world.facts(), facts, wanted.duration());
  }

  private Fact groupFact(Action wanted, String group) {
    return new Fact.GroupWithoutCapacity(wanted.cause(), group, zones(wanted), wanted.percentage());
  }

  private Effect apiError(Action wanted, Fact.InjectedError error) {
    return injected(
        wanted,
        List.of(
            new Fact.ApiErrorInjected(
                wanted.cause(),
                Service.EC2,
                wanted.items("operations"),
                error,
                wanted.percentage())));
  }

  private List<String> zones(Action wanted) {
    return wanted.items("availabilityZoneIdentifiers").stream()
        .flatMap(each -> world.place().zone(each).stream())
        .map(Zone::name)
        .distinct()
        .toList();
  }

  private Effect disrupted(Action wanted) {
    NetworkScope scope = wanted.parameter("scope").flatMap(NetworkScope::named).orElseThrow();
    DenyingEntries entries =
        new DenyingEntries(
            network, world.place().region(), scope, wanted.parameter("prefixListIdentifier"));
    List<Subnet> subnets =
        wanted.targets().stream()
            .flatMap(each -> each.description().stream())
            .map(Subnet.class::cast)
            .toList();
    return new DisruptedConnectivity(network, entries, subnets, wanted.duration());
  }

  private void reboot(String dbInstanceIdentifier, boolean withFailover) {
    calls.call(
        Service.RDS,
        "RebootDBInstance",
        RebootDbInstanceRequest.builder()
            .dbInstanceIdentifier(dbInstanceIdentifier)
            .forceFailover(withFailover)
            .build(),
        RebootDbInstanceResponse.class);
  }
}
