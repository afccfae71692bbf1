package dev.azdrill.simulator.fis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateActionInput;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateTargetInput;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateAction;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateStopCondition;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateTarget;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateTargetFilter;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateTargetInputFilter;
import software.amazon.awssdk.services.fis.model.UpdateExperimentTemplateActionInputItem;
import software.amazon.awssdk.services.fis.model.UpdateExperimentTemplateTargetInput;

/** The parts of templates, from the shapes in which requests have them. */
final class TemplateShapes {
  private TemplateShapes() {}

  static <A, B> Map<String, B> each(Map<String, A> given, Function<A, B> shape) {
    Map<String, B> all = new LinkedHashMap<>();
    given.forEach((name, value) -> all.put(name, shape.apply(value)));
    return all;
  }

  static ExperimentTemplateStopCondition stopCondition(String source, @Nullable String value) {
    return ExperimentTemplateStopCondition.builder().source(source).value(value).build();
  }

  static ExperimentTemplateAction action(CreateExperimentTemplateActionInput given) {
    return ExperimentTemplateAction.builder()
        .actionId(given.actionId())
        .description(given.description())
        .parameters(given.parameters())
        .targets(given.targets())
        .startAfter(given.startAfter())
        .build();
  }

  static ExperimentTemplateAction action(UpdateExperimentTemplateActionInputItem given) {
    return ExperimentTemplateAction.builder()
        .actionId(given.actionId())
        .description(given.description())
        .parameters(given.parameters())
        .targets(given.targets())
        .startAfter(given.startAfter())
        .build();
  }

  static ExperimentTemplateTarget target(CreateExperimentTemplateTargetInput given) {
    return ExperimentTemplateTarget.builder()
        .resourceType(given.resourceType())
        .resourceArns(given.resourceArns())
        .resourceTags(given.resourceTags())
        .filters(filters(given.filters()))
        .selectionMode(given.selectionMode())
        .parameters(given.parameters())
        .build();
  }

  static ExperimentTemplateTarget target(UpdateExperimentTemplateTargetInput given) {
    return ExperimentTemplateTarget.builder()
        .resourceType(given.resourceType())
        .resourceArns(given.resourceArns())
        .resourceTags(given.resourceTags())
        .filters(filters(given.filters()))
        .selectionMode(given.selectionMode())
        .parameters(given.parameters())
        .build();
  }

  private static List<ExperimentTemplateTargetFilter> filters(
      List<ExperimentTemplateTargetInputFilter> given) {
    return given.stream()
        .map(
            each ->
                ExperimentTemplateTargetFilter.builder()
                    .path(each.path())
                    .values(each.values())
                    .build())
        .toList();
  }
}
