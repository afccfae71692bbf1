package dev.azdrill.simulator.fis;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.fis.model.ActionsMode;
import software.amazon.awssdk.services.fis.model.Experiment;
import software.amazon.awssdk.services.fis.model.ExperimentAction;
import software.amazon.awssdk.services.fis.model.ExperimentOptions;
import software.amazon.awssdk.services.fis.model.ExperimentState;
import software.amazon.awssdk.services.fis.model.ExperimentStatus;
import software.amazon.awssdk.services.fis.model.ExperimentStopCondition;
import software.amazon.awssdk.services.fis.model.ExperimentSummary;
import software.amazon.awssdk.services.fis.model.ExperimentTarget;
import software.amazon.awssdk.services.fis.model.ExperimentTargetFilter;
import software.amazon.awssdk.services.fis.model.ExperimentTemplate;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateTarget;

/** An experiment, running or ended: where it is, and how it is described. */
final class RunningExperiment {
  private static final Set<ExperimentStatus> ENDED =
      EnumSet.of(
          ExperimentStatus.COMPLETED,
          ExperimentStatus.STOPPED,
          ExperimentStatus.FAILED,
          ExperimentStatus.CANCELLED);

  private final String id;
  private final String arn;
  private final ExperimentTemplate template;
  private final ActionsMode mode;
  private final Instant creationTime;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Map<String, RunningAction> actions = new LinkedHashMap<>();
  private Map<String, List<Resource>> resolved = Map.of();
  private ExperimentStatus status = ExperimentStatus.INITIATING;
  private String reason = "Experiment is initiating.";
  private Optional<Instant> startTime = Optional.empty();
  private Optional<Instant> endTime = Optional.empty();

  /**
   * A new one.
   *
   * @param template as it is now: what becomes of it later does not change the experiment
   */
  RunningExperiment(
      String id, String arn, ExperimentTemplate template, ActionsMode mode, Instant now) {
    this.id = id;
    this.arn = arn;
    this.template = template;
    this.mode = mode;
    this.creationTime = now;
    template.actions().forEach((name, each) -> actions.put(name, new RunningAction(name, each)));
  }

  String id() {
    return id;
  }

  String arn() {
    return arn;
  }

  ExperimentTemplate template() {
    return template;
  }

  ActionsMode mode() {
    return mode;
  }

  Map<String, String> tags() {
    return tags;
  }

  Collection<RunningAction> actions() {
    return actions.values();
  }

  RunningAction action(String name) {
    return Optional.ofNullable(actions.get(name)).orElseThrow();
  }

  /** The resources of each of its targets; none before they were looked for. */
  Map<String, List<Resource>> resolved() {
    return resolved;
  }

  void resolved(Map<String, List<Resource>> found) {
    resolved = found;
  }

  ExperimentStatus status() {
    return status;
  }

  boolean isEnded() {
    return ENDED.contains(status);
  }

  void run(Instant now) {
    startTime = Optional.of(now);
    move(ExperimentStatus.RUNNING, "Experiment is running.");
  }

  void move(ExperimentStatus how, String why) {
    status = how;
    reason = why;
  }

  void finish(ExperimentStatus how, String why, Instant now) {
    endTime = Optional.of(now);
    move(how, why);
  }

  private ExperimentState state() {
    return ExperimentState.builder().status(status).reason(reason).build();
  }

  private ExperimentOptions options() {
    return ExperimentOptions.builder()
        .accountTargeting(template.experimentOptions().accountTargetingAsString())
        .emptyTargetResolutionMode(template.experimentOptions().emptyTargetResolutionModeAsString())
        .actionsMode(mode)
        .build();
  }

  Experiment describe() {
    Map<String, ExperimentTarget> targets = new LinkedHashMap<>();
    template.targets().forEach((name, each) -> targets.put(name, target(each)));
    Map<String, ExperimentAction> described = new LinkedHashMap<>();
    actions.forEach((name, each) -> described.put(name, each.describe()));
    return Experiment.builder()
        .id(id)
        .arn(arn)
        .experimentTemplateId(template.id())
        .roleArn(template.roleArn())
        .state(state())
        .targets(targets)
        .actions(described)
        .stopConditions(
            template.stopConditions().stream()
                .map(
                    each ->
                        ExperimentStopCondition.builder()
                            .source(each.source())
                            .value(each.value())
                            .build())
                .toList())
        .creationTime(creationTime)
        .startTime(startTime.orElse(null))
        .endTime(endTime.orElse(null))
        .tags(new LinkedHashMap<>(tags))
        .experimentOptions(options())
        .targetAccountConfigurationsCount(0L)
        .build();
  }

  private static ExperimentTarget target(ExperimentTemplateTarget wanted) {
    return ExperimentTarget.builder()
        .resourceType(wanted.resourceType())
        .resourceArns(wanted.resourceArns())
        .resourceTags(wanted.resourceTags())
        .filters(
            wanted.filters().stream()
                .map(
                    each ->
                        ExperimentTargetFilter.builder()
                            .path(each.path())
                            .values(each.values())
                            .build())
                .toList())
        .selectionMode(wanted.selectionMode())
        .parameters(wanted.parameters())
        .build();
  }

  ExperimentSummary summarise() {
    return ExperimentSummary.builder()
        .id(id)
        .arn(arn)
        .experimentTemplateId(template.id())
        .state(state())
        .creationTime(creationTime)
        .tags(new LinkedHashMap<>(tags))
        .experimentOptions(options())
        .build();
  }
}
