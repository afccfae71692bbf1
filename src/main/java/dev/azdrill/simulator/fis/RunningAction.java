package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.kernel.Event;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.fis.model.ExperimentAction;
import software.amazon.awssdk.services.fis.model.ExperimentActionState;
import software.amazon.awssdk.services.fis.model.ExperimentActionStatus;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateAction;

/** One action of one experiment, from {@code pending} on. */
final class RunningAction {
  private static final Set<ExperimentActionStatus> GOING_ON =
      EnumSet.of(ExperimentActionStatus.RUNNING, ExperimentActionStatus.STOPPING);
  private static final Set<ExperimentActionStatus> LETS_OTHERS_START =
      EnumSet.of(ExperimentActionStatus.COMPLETED, ExperimentActionStatus.SKIPPED);

  private final String name;
  private final ExperimentTemplateAction wanted;
  private ExperimentActionStatus status = ExperimentActionStatus.PENDING;
  private String reason = "Initial state";
  private Optional<Effect> effect = Optional.empty();
  private Optional<Instant> startTime = Optional.empty();
  private Optional<Instant> endTime = Optional.empty();
  private @Nullable Event next;

  RunningAction(String name, ExperimentTemplateAction wanted) {
    this.name = name;
    this.wanted = wanted;
  }

  String name() {
    return name;
  }

  ExperimentTemplateAction wanted() {
    return wanted;
  }

  boolean isPending() {
    return status == ExperimentActionStatus.PENDING;
  }

  boolean isGoingOn() {
    return GOING_ON.contains(status);
  }

  boolean letsOthersStart() {
    return LETS_OTHERS_START.contains(status);
  }

  Effect effect() {
    return effect.orElseThrow();
  }

  void start(Effect begun, Instant now) {
    effect = Optional.of(begun);
    startTime = Optional.of(now);
    move(ExperimentActionStatus.RUNNING, "Action is running.");
  }

  /** It is undone before its time. */
  void stopping() {
    move(ExperimentActionStatus.STOPPING, "Stopping action.");
  }

  void finish(ExperimentActionStatus how, String why, Instant now) {
    endTime = Optional.of(now);
    move(how, why);
  }

  /** It never starts. */
  void drop(ExperimentActionStatus how, String why) {
    move(how, why);
  }

  private void move(ExperimentActionStatus how, String why) {
    status = how;
    reason = why;
  }

  /** What happens next to it, in place of what was planned. */
  void next(Event event) {
    Event planned = next;
    if (planned != null) {
      planned.cancel();
    }
    next = event;
  }

  ExperimentAction describe() {
    return ExperimentAction.builder()
        .actionId(wanted.actionId())
        .description(wanted.description())
        .parameters(wanted.parameters())
        .targets(wanted.targets())
        .startAfter(wanted.startAfter())
        .state(ExperimentActionState.builder().status(status).reason(reason).build())
        .startTime(startTime.orElse(null))
        .endTime(endTime.orElse(null))
        .build();
  }
}
