package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.fis.model.ExperimentTemplate;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateTarget;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateTargetFilter;

/** Finds the resources that the targets of a template mean now. */
final class ExperimentTargets {
  private final Resources resources;
  private final SplittableRandom chance;

  ExperimentTargets(World world, Resources resources) {
    this.resources = resources;
    this.chance = world.seed().derive("targets of experiments").random();
  }

  /** Those of each target, by its name. */
  Map<String, List<Resource>> resolve(ExperimentTemplate template) {
    Map<String, List<Resource>> resolved = new LinkedHashMap<>();
    template
        .targets()
        .forEach(
            (name, target) ->
                resolved.put(
                    name,
                    SelectionMode.parse(target.selectionMode())
                        .orElseThrow()
                        .of(found(target), chance)));
    return resolved;
  }

  /** All that a target finds, before its selection mode takes some. */
  List<Resource> found(ExperimentTemplateTarget target) {
    List<Resource> named =
        target.hasResourceArns()
            ? target.resourceArns().stream()
                .distinct()
                .flatMap(arn -> resources.named(target.resourceType(), arn).stream())
                .toList()
            : resources.all(target.resourceType(), target.parameters());
    return named.stream()
        .filter(each -> each.tags().entrySet().containsAll(target.resourceTags().entrySet()))
        .filter(each -> target.filters().stream().allMatch(filter -> passes(each, filter)))
        .toList();
  }

  /** Any of a filter's values will do. */
  private static boolean passes(Resource resource, ExperimentTemplateTargetFilter filter) {
    return resource.description().stream()
        .flatMap(description -> FilteredAttributes.at(filter.path(), description))
        .anyMatch(filter.values()::contains);
  }
}
