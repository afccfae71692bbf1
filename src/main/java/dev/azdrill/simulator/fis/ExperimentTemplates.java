package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.fis.model.AccountTargeting;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateExperimentOptionsInput;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateRequest;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateResponse;
import software.amazon.awssdk.services.fis.model.DeleteExperimentTemplateRequest;
import software.amazon.awssdk.services.fis.model.DeleteExperimentTemplateResponse;
import software.amazon.awssdk.services.fis.model.EmptyTargetResolutionMode;
import software.amazon.awssdk.services.fis.model.ExperimentTemplate;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateExperimentOptions;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateSummary;
import software.amazon.awssdk.services.fis.model.GetExperimentTemplateRequest;
import software.amazon.awssdk.services.fis.model.GetExperimentTemplateResponse;
import software.amazon.awssdk.services.fis.model.ListExperimentTemplatesRequest;
import software.amazon.awssdk.services.fis.model.ListExperimentTemplatesResponse;
import software.amazon.awssdk.services.fis.model.UpdateExperimentTemplateRequest;
import software.amazon.awssdk.services.fis.model.UpdateExperimentTemplateResponse;

/** The experiment templates. */
final class ExperimentTemplates {
  private static final int TEMPLATES_MAX = 500;

  private final World world;
  private final ExperimentIds ids;
  private final TemplateRules rules;
  private final Map<String, ExperimentTemplate> templates = new LinkedHashMap<>();

  ExperimentTemplates(World world, ExperimentIds ids, TemplateRules rules) {
    this.world = world;
    this.ids = ids;
    this.rules = rules;
  }

  void enter(Operations.Page page) {
    page.write("CreateExperimentTemplate", CreateExperimentTemplateRequest::builder, this::create);
    page.read("GetExperimentTemplate", GetExperimentTemplateRequest::builder, this::get);
    page.write("UpdateExperimentTemplate", UpdateExperimentTemplateRequest::builder, this::update);
    page.write("DeleteExperimentTemplate", DeleteExperimentTemplateRequest::builder, this::delete);
    page.read("ListExperimentTemplates", ListExperimentTemplatesRequest::builder, this::list);
  }

  /**
   * The template of this id.
   *
   * @throws dev.azdrill.simulator.world.AwsError when there is none
   */
  ExperimentTemplate one(String id) {
    return Optional.ofNullable(templates.get(id)).orElseThrow(() -> FisErrors.templateNotFound(id));
  }

  /** The template of this ARN, if there is one. */
  Optional<ExperimentTemplate> ofArn(String arn) {
    return templates.values().stream().filter(each -> each.arn().equals(arn)).findFirst();
  }

  void tag(ExperimentTemplate template, Map<String, String> tags) {
    templates.put(template.id(), template.toBuilder().tags(tags).build());
  }

  private CreateExperimentTemplateResponse create(CreateExperimentTemplateRequest request) {
    if (templates.size() >= TEMPLATES_MAX) {
      throw FisErrors.tooManyTemplates(TEMPLATES_MAX);
    }
    Instant now = world.kernel().now();
    ExperimentTemplate wanted =
        ExperimentTemplate.builder()
            .description(request.description())
            .targets(TemplateShapes.each(request.targets(), TemplateShapes::target))
            .actions(TemplateShapes.each(request.actions(), TemplateShapes::action))
            .stopConditions(
                request.stopConditions().stream()
                    .map(each -> TemplateShapes.stopCondition(each.source(), each.value()))
                    .toList())
            .creationTime(now)
            .lastUpdateTime(now)
            .roleArn(request.roleArn())
            .tags(new LinkedHashMap<>(request.tags()))
            .experimentOptions(options(request.experimentOptions()))
            .targetAccountConfigurationsCount(0L)
            .build();
    rules.check(wanted);
    String id = ids.next("EXT");
    ExperimentTemplate template =
        wanted.toBuilder()
            .id(id)
            .arn(world.place().arn(Service.FIS, "experiment-template/" + id))
            .build();
    templates.put(id, template);
    return CreateExperimentTemplateResponse.builder().experimentTemplate(template).build();
  }

  private static ExperimentTemplateExperimentOptions options(
      CreateExperimentTemplateExperimentOptionsInput given) {
    Optional<CreateExperimentTemplateExperimentOptionsInput> options = Optional.ofNullable(given);
    return ExperimentTemplateExperimentOptions.builder()
        .accountTargeting(
            options.map(each -> each.accountTargeting()).orElse(AccountTargeting.SINGLE_ACCOUNT))
        .emptyTargetResolutionMode(
            options
                .map(each -> each.emptyTargetResolutionMode())
                .orElse(EmptyTargetResolutionMode.FAIL))
        .build();
  }

  private GetExperimentTemplateResponse get(GetExperimentTemplateRequest request) {
    return GetExperimentTemplateResponse.builder().experimentTemplate(one(request.id())).build();
  }

  /** What is given replaces what was there as a whole. */
  private UpdateExperimentTemplateResponse update(UpdateExperimentTemplateRequest request) {
    ExperimentTemplate before = one(request.id());
    ExperimentTemplate.Builder after = before.toBuilder().lastUpdateTime(world.kernel().now());
    if (request.description() != null) {
      after.description(request.description());
    }
    if (request.hasStopConditions()) {
      after.stopConditions(
          request.stopConditions().stream()
              .map(each -> TemplateShapes.stopCondition(each.source(), each.value()))
              .toList());
    }
    if (request.hasTargets()) {
      after.targets(TemplateShapes.each(request.targets(), TemplateShapes::target));
    }
    if (request.hasActions()) {
      after.actions(TemplateShapes.each(request.actions(), TemplateShapes::action));
    }
    if (request.roleArn() != null) {
      after.roleArn(request.roleArn());
    }
    if (request.experimentOptions() != null
        && request.experimentOptions().emptyTargetResolutionMode() != null) {
      after.experimentOptions(
          before.experimentOptions().toBuilder()
              .emptyTargetResolutionMode(request.experimentOptions().emptyTargetResolutionMode())
              .build());
    }
    ExperimentTemplate wanted = after.build();
    rules.check(wanted);
    templates.put(wanted.id(), wanted);
    return UpdateExperimentTemplateResponse.builder().experimentTemplate(wanted).build();
  }

  /** Experiments that were started from it go on. */
  private DeleteExperimentTemplateResponse delete(DeleteExperimentTemplateRequest request) {
    ExperimentTemplate template = one(request.id());
    templates.remove(request.id());
    return DeleteExperimentTemplateResponse.builder().experimentTemplate(template).build();
  }

  private ListExperimentTemplatesResponse list(ListExperimentTemplatesRequest request) {
    Page<ExperimentTemplateSummary> page =
        Page.cut(
            templates.values().stream().map(ExperimentTemplates::summarise).toList(),
            request.nextToken(),
            request.maxResults(),
            FisErrors.INVALID_NEXT_TOKEN);
    return ListExperimentTemplatesResponse.builder()
        .experimentTemplates(List.copyOf(page.items()))
        .nextToken(page.next())
        .build();
  }

  private static ExperimentTemplateSummary summarise(ExperimentTemplate template) {
    return ExperimentTemplateSummary.builder()
        .id(template.id())
        .arn(template.arn())
        .description(template.description())
        .creationTime(template.creationTime())
        .lastUpdateTime(template.lastUpdateTime())
        .tags(template.tags())
        .build();
  }
}
