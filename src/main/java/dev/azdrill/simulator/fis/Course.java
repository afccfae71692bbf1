package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.kernel.Event;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.fis.model.ActionsMode;
import software.amazon.awssdk.services.fis.model.EmptyTargetResolutionMode;
import software.amazon.awssdk.services.fis.model.ExperimentActionStatus;
import software.amazon.awssdk.services.fis.model.ExperimentStatus;

/**
 * Takes one experiment through its life in time: finds its targets, starts actions when those
 * before them are through, and undoes what is going on when it is stopped or fails.
 *
 * <p>Everything that it does to the region happens in events of its own, see {@link
 * dev.azdrill.simulator.kernel.Kernel#isHappening}: nobody's call is answered with it.
 */
final class Course {
  /** How soon what could not be undone yet is tried again. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final World world;
  private final ExperimentTargets targets;
  private final Effects effects;
  private final AlarmCalls alarms;
  private final RunningExperiment experiment;

  /** How it ends, once that is known, and the actions that go on are being undone. */
  private Optional<Ending> ending = Optional.empty();

  private record Ending(ExperimentStatus status, String reason) {}

  Course(
      World world,
      ExperimentTargets targets,
      Effects effects,
      AlarmCalls alarms,
      RunningExperiment experiment) {
    this.world = world;
    this.targets = targets;
    this.effects = effects;
    this.alarms = alarms;
    this.experiment = experiment;
  }

  /** It was started. */
  void begin() {
    after(world.timings().of(Timing.EXPERIMENT_START), "begins", this::run);
  }

  private Event after(Duration delay, String what, Runnable action) {
    return world.kernel().after(delay, "experiment " + experiment.id() + " " + what, action);
  }

  private void run() {
    if (experiment.status() != ExperimentStatus.INITIATING) {
      return;
    }
    Optional<String> alarmed =
        stopConditions().stream()
            .filter(arn -> alarms.state(arn).filter("ALARM"::equals).isPresent())
            .findFirst();
    if (alarmed.isPresent()) {
      stop(byAlarm(alarmed.get()));
      proceed();
      return;
    }
    experiment.resolved(targets.resolve(experiment.template()));
    List<String> empty =
        experiment.resolved().entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    if (!empty.isEmpty() && !skipsEmpty()) {
      end(
          new Ending(
              ExperimentStatus.FAILED,
              "Target resolution returned empty set: " + String.join(", ", empty)));
      proceed();
      return;
    }
    experiment.run(world.kernel().now());
    for (RunningAction action : experiment.actions()) {
      if (experiment.mode() == ActionsMode.SKIP_ALL) {
        action.drop(ExperimentActionStatus.SKIPPED, "Action was skipped: the mode is skip-all.");
      } else if (!action.wanted().targets().isEmpty()
          && empty.containsAll(action.wanted().targets().values())) {
        action.drop(
            ExperimentActionStatus.SKIPPED,
            "Action was skipped: target resolution returned empty set.");
      }
    }
    proceed();
  }

  private List<String> stopConditions() {
    return experiment.template().stopConditions().stream()
        .flatMap(each -> Optional.ofNullable(each.value()).stream())
        .toList();
  }

  private boolean skipsEmpty() {
    return experiment.template().experimentOptions().emptyTargetResolutionMode()
        == EmptyTargetResolutionMode.SKIP;
  }

  /** Starts what can start now; ends the experiment when nothing is left. */
  private void proceed() {
    if (ending.isEmpty()) {
      for (RunningAction action : experiment.actions()) {
        if (ending.isEmpty() && action.isPending() && isDue(action)) {
          start(action);
        }
      }
    }
    if (experiment.isEnded() || experiment.actions().stream().anyMatch(RunningAction::isGoingOn)) {
      return;
    }
    Ending how = ending.orElse(new Ending(ExperimentStatus.COMPLETED, "Experiment completed."));
    experiment.finish(how.status(), how.reason(), world.kernel().now());
  }

  private boolean isDue(RunningAction action) {
    return action.wanted().startAfter().stream()
        .allMatch(name -> experiment.action(name).letsOthersStart());
  }

  private void start(RunningAction action) {
    try {
      Effect effect = effects.of(wanted(action));
      action.start(effect, world.kernel().now());
      Duration lasts = effect.begin().orElseGet(() -> world.timings().of(Timing.EXPERIMENT_ACTION));
      action.next(
          after(
              lasts,
              "ends " + action.name(),
              () -> end(action, ExperimentActionStatus.COMPLETED, "Action was completed.")));
    } catch (AwsError | ActionFailure e) {
      end(action, ExperimentActionStatus.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private Effects.Action wanted(RunningAction action) {
    return new Effects.Action(
        experiment.id() + " " + action.name(),
        action.wanted().actionId(),
        action.wanted().parameters(),
        action.wanted().targets().values().stream()
            .flatMap(name -> experiment.resolved().getOrDefault(name, List.of()).stream())
            .toList());
  }

  /** Undoes an action; what cannot be undone yet is tried again. */
  private void end(RunningAction action, ExperimentActionStatus how, String why) {
    ExperimentActionStatus status = how;
    String reason = why;
    try {
      if (!action.effect().end()) {
        action.next(after(AGAIN, "ends " + action.name(), () -> end(action, how, why)));
        return;
      }
    } catch (AwsError | ActionFailure e) {
      status = ExperimentActionStatus.FAILED;
      reason = String.valueOf(e.getMessage());
    }
    action.finish(status, reason, world.kernel().now());
    if (status == ExperimentActionStatus.FAILED) {
      end(new Ending(ExperimentStatus.FAILED, "Action " + action.name() + " failed: " + reason));
    }
    proceed();
  }

  /** Stops it because somebody asks for it. */
  void stop() {
    stop("Experiment stopped.");
  }

  /** Stops it if this alarm, which has gone off, is one of its stop conditions. */
  void stopIfAlarmed(String alarmArn) {
    if (stopConditions().contains(alarmArn)) {
      after(Duration.ZERO, "is stopped by an alarm", () -> stop(byAlarm(alarmArn)));
    }
  }

  private static String byAlarm(String arn) {
    return "Experiment halted by stop condition: " + arn;
  }

  private void stop(String reason) {
    end(new Ending(ExperimentStatus.STOPPED, reason));
  }

  /** No further action starts, and those that go on are undone. */
  private void end(Ending how) {
    if (experiment.isEnded() || ending.isPresent()) {
      return;
    }
    ending = Optional.of(how);
    experiment.move(ExperimentStatus.STOPPING, "Stopping Experiment.");
    for (RunningAction action : experiment.actions()) {
      if (action.isPending()) {
        action.drop(ExperimentActionStatus.CANCELLED, "Action was cancelled.");
      } else if (action.isGoingOn()) {
        action.stopping();
        action.next(
            after(
                world.timings().of(Timing.EXPERIMENT_ACTION),
                "stops " + action.name(),
                () -> end(action, ExperimentActionStatus.STOPPED, "Action was stopped.")));
      }
    }
    after(world.timings().of(Timing.EXPERIMENT_ACTION), "is over", this::proceed);
  }

  RunningExperiment experiment() {
    return experiment;
  }
}
