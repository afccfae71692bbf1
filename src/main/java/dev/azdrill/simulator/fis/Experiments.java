package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.fis.model.ActionsMode;
import software.amazon.awssdk.services.fis.model.ExperimentStatus;
import software.amazon.awssdk.services.fis.model.ExperimentSummary;
import software.amazon.awssdk.services.fis.model.ExperimentTemplate;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateAction;
import software.amazon.awssdk.services.fis.model.GetExperimentRequest;
import software.amazon.awssdk.services.fis.model.GetExperimentResponse;
import software.amazon.awssdk.services.fis.model.ListExperimentResolvedTargetsRequest;
import software.amazon.awssdk.services.fis.model.ListExperimentResolvedTargetsResponse;
import software.amazon.awssdk.services.fis.model.ListExperimentsRequest;
import software.amazon.awssdk.services.fis.model.ListExperimentsResponse;
import software.amazon.awssdk.services.fis.model.ResolvedTarget;
import software.amazon.awssdk.services.fis.model.StartExperimentExperimentOptionsInput;
import software.amazon.awssdk.services.fis.model.StartExperimentRequest;
import software.amazon.awssdk.services.fis.model.StartExperimentResponse;
import software.amazon.awssdk.services.fis.model.StopExperimentRequest;
import software.amazon.awssdk.services.fis.model.StopExperimentResponse;

/** The experiments, those that run and those that have ended. */
final class Experiments {
  private static final int ACTIVE_MAX = 5;

  private final World world;
  private final ExperimentIds ids;
  private final ExperimentTemplates templates;
  private final ExperimentTargets targets;
  private final Effects effects;
  private final AlarmCalls alarms;
  private final SafetyLevers lever;
  private final Map<String, Course> courses = new LinkedHashMap<>();

  /** What experiments need of the room and the region. */
  record Collaborators(
      ExperimentIds ids,
      ExperimentTemplates templates,
      ExperimentTargets targets,
      Effects effects,
      AlarmCalls alarms,
      SafetyLevers lever,
      Metrics metrics) {}

  Experiments(World world, Collaborators collaborators) {
    this.world = world;
    this.ids = collaborators.ids();
    this.templates = collaborators.templates();
    this.targets = collaborators.targets();
    this.effects = collaborators.effects();
    this.alarms = collaborators.alarms();
    this.lever = collaborators.lever();
    lever.onEngaged(() -> active().toList().forEach(Course::stop));
    collaborators.metrics().onChange(this::alarmChanged);
  }

  void enter(Operations.Page page) {
    page.write("StartExperiment", StartExperimentRequest::builder, this::start);
    page.write("StopExperiment", StopExperimentRequest::builder, this::stop);
    page.read("GetExperiment", GetExperimentRequest::builder, this::get);
    page.read("ListExperiments", ListExperimentsRequest::builder, this::list);
    page.read(
        "ListExperimentResolvedTargets",
        ListExperimentResolvedTargetsRequest::builder,
        this::listResolved);
  }

  /** The experiment of this ARN, if there is one. */
  Optional<RunningExperiment> ofArn(String arn) {
    return courses.values().stream()
        .map(Course::experiment)
        .filter(each -> each.arn().equals(arn))
        .findFirst();
  }

  private Stream<Course> active() {
    return courses.values().stream().filter(each -> !each.experiment().isEnded());
  }

  private void alarmChanged(String arn, String state) {
    if (state.equals("ALARM")) {
      active().toList().forEach(each -> each.stopIfAlarmed(arn));
    }
  }

  private StartExperimentResponse start(StartExperimentRequest request) {
    ExperimentTemplate template = templates.one(request.experimentTemplateId());
    ActionsMode mode =
        Optional.ofNullable(request.experimentOptions())
            .map(StartExperimentExperimentOptionsInput::actionsMode)
            .orElse(ActionsMode.RUN_ALL);
    if (mode == ActionsMode.RUN_ALL) {
      template.actions().forEach((name, action) -> checkSimulated(template, name, action));
    }
    if (active().count() >= ACTIVE_MAX) {
      throw FisErrors.tooManyExperiments(ACTIVE_MAX);
    }
    String id = ids.next("EXP");
    RunningExperiment experiment =
        new RunningExperiment(
            id,
            world.place().arn(Service.FIS, "experiment/" + id),
            template,
            mode,
            world.kernel().now());
    experiment.tags().putAll(request.tags());
    Course course = new Course(world, targets, effects, alarms, experiment);
    courses.put(id, course);
    if (lever.isEngaged()) {
      experiment.finish(
          ExperimentStatus.CANCELLED,
          "Experiment was cancelled: the safety lever is engaged.",
          world.kernel().now());
    } else {
      course.begin();
    }
    return StartExperimentResponse.builder().experiment(experiment.describe()).build();
  }

  /** What is not simulated may stand in a template as long as it finds nothing to do. */
  private void checkSimulated(
      ExperimentTemplate template, String name, ExperimentTemplateAction action) {
    if (!TemplateRules.isSimulated(action)) {
      int found =
          action.targets().values().stream()
              .flatMap(each -> Optional.ofNullable(template.targets().get(each)).stream())
              .mapToInt(each -> targets.found(each).size())
              .sum();
      if (found > 0) {
        throw FisErrors.actionWithTargetsNotSimulated(name, action.actionId(), found);
      }
    }
  }

  private Course course(String id) {
    return Optional.ofNullable(courses.get(id)).orElseThrow(() -> FisErrors.experimentNotFound(id));
  }

  private StopExperimentResponse stop(StopExperimentRequest request) {
    Course course = course(request.id());
    if (course.experiment().isEnded()) {
      throw FisErrors.experimentEnded(request.id(), course.experiment().status().toString());
    }
    course.stop();
    return StopExperimentResponse.builder().experiment(course.experiment().describe()).build();
  }

  private GetExperimentResponse get(GetExperimentRequest request) {
    return GetExperimentResponse.builder()
        .experiment(course(request.id()).experiment().describe())
        .build();
  }

  private ListExperimentsResponse list(ListExperimentsRequest request) {
    String template = request.experimentTemplateId();
    Page<ExperimentSummary> page =
        Page.cut(
            courses.values().stream()
                .map(Course::experiment)
                .filter(each -> template == null || each.template().id().equals(template))
                .map(RunningExperiment::summarise)
                .toList(),
            request.nextToken(),
            request.maxResults(),
            FisErrors.INVALID_NEXT_TOKEN);
    return ListExperimentsResponse.builder()
        .experiments(page.items())
        .nextToken(page.next())
        .build();
  }

  private ListExperimentResolvedTargetsResponse listResolved(
      ListExperimentResolvedTargetsRequest request) {
    RunningExperiment experiment = course(request.experimentId()).experiment();
    String wanted = request.targetName();
    if (wanted != null && !experiment.template().targets().containsKey(wanted)) {
      throw FisErrors.targetNameUnknown(wanted);
    }
    Page<ResolvedTarget> page =
        Page.cut(
            experiment.resolved().entrySet().stream()
                .filter(entry -> wanted == null || entry.getKey().equals(wanted))
                .flatMap(
                    entry ->
                        entry.getValue().stream()
                            .map(each -> resolved(experiment, entry.getKey(), each)))
                .toList(),
            request.nextToken(),
            request.maxResults(),
            FisErrors.INVALID_NEXT_TOKEN);
    return ListExperimentResolvedTargetsResponse.builder()
        .resolvedTargets(List.copyOf(page.items()))
        .nextToken(page.next())
        .build();
  }

  private static ResolvedTarget resolved(
      RunningExperiment experiment, String target, Resource resource) {
    return ResolvedTarget.builder()
        .resourceType(
            Optional.ofNullable(experiment.template().targets().get(target))
                .orElseThrow()
                .resourceType())
        .targetName(target)
        .targetInformation(Map.of("arn", resource.arn()))
        .build();
  }
}
