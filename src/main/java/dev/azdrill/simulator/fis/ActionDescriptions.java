package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.fis.model.Action;
import software.amazon.awssdk.services.fis.model.ActionParameter;
import software.amazon.awssdk.services.fis.model.ActionSummary;
import software.amazon.awssdk.services.fis.model.ActionTarget;
import software.amazon.awssdk.services.fis.model.GetActionRequest;
import software.amazon.awssdk.services.fis.model.GetActionResponse;
import software.amazon.awssdk.services.fis.model.GetTargetResourceTypeRequest;
import software.amazon.awssdk.services.fis.model.GetTargetResourceTypeResponse;
import software.amazon.awssdk.services.fis.model.ListActionsRequest;
import software.amazon.awssdk.services.fis.model.ListActionsResponse;
import software.amazon.awssdk.services.fis.model.ListTargetResourceTypesRequest;
import software.amazon.awssdk.services.fis.model.ListTargetResourceTypesResponse;
import software.amazon.awssdk.services.fis.model.TargetResourceType;
import software.amazon.awssdk.services.fis.model.TargetResourceTypeParameter;
import software.amazon.awssdk.services.fis.model.TargetResourceTypeSummary;

/** Describes the actions that are simulated, and the types of their targets. */
final class ActionDescriptions {
  private final RegionLocation place;

  ActionDescriptions(RegionLocation place) {
    this.place = place;
  }

  void enter(Operations.Page page) {
    page.read("GetAction", GetActionRequest::builder, this::get);
    page.read("ListActions", ListActionsRequest::builder, this::list);
    page.read("GetTargetResourceType", GetTargetResourceTypeRequest::builder, this::getType);
    page.read("ListTargetResourceTypes", ListTargetResourceTypesRequest::builder, this::listTypes);
  }

  private static Stream<ActionType> simulated() {
    return ActionCatalogue.actions().stream().filter(each -> each.simulated().isPresent());
  }

  private GetActionResponse get(GetActionRequest request) {
    ActionType type =
        simulated()
            .filter(each -> each.id().equals(request.id()))
            .findFirst()
            .orElseThrow(() -> FisErrors.actionNotFound(request.id()));
    ActionType.Simulated known = type.simulated().orElseThrow();
    Map<String, ActionParameter> parameters = new LinkedHashMap<>();
    known
        .parameters()
        .forEach(
            (name, each) ->
                parameters.put(
                    name,
                    ActionParameter.builder()
                        .description(each.description())
                        .required(each.isRequired())
                        .build()));
    return GetActionResponse.builder()
        .action(
            Action.builder()
                .id(type.id())
                .arn(arn(type))
                .description(known.description())
                .parameters(parameters)
                .targets(targets(type))
                .tags(Map.of())
                .build())
        .build();
  }

  private String arn(ActionType type) {
    return place.arn(Service.FIS, "action/" + type.id());
  }

  private static Map<String, ActionTarget> targets(ActionType type) {
    Map<String, ActionTarget> targets = new LinkedHashMap<>();
    type.targets()
        .forEach(
            (key, resourceType) ->
                targets.put(key, ActionTarget.builder().resourceType(resourceType).build()));
    return targets;
  }

  private ListActionsResponse list(ListActionsRequest request) {
    Page<ActionSummary> page =
        Page.cut(
            simulated().map(this::summarise).toList(),
            request.nextToken(),
            request.maxResults(),
            FisErrors.INVALID_NEXT_TOKEN);
    return ListActionsResponse.builder()
        .actions(List.copyOf(page.items()))
        .nextToken(page.next())
        .build();
  }

  private ActionSummary summarise(ActionType type) {
    return ActionSummary.builder()
        .id(type.id())
        .arn(arn(type))
        .description(type.simulated().orElseThrow().description())
        .targets(targets(type))
        .tags(Map.of())
        .build();
  }

  /** Those of which the region may have resources. */
  private static Stream<ResourceType> types() {
    return ActionCatalogue.resourceTypes().stream().filter(each -> each.description().isPresent());
  }

  private GetTargetResourceTypeResponse getType(GetTargetResourceTypeRequest request) {
    ResourceType type =
        types()
            .filter(each -> each.id().equals(request.resourceType()))
            .findFirst()
            .orElseThrow(() -> FisErrors.resourceTypeNotFound(request.resourceType()));
    Map<String, TargetResourceTypeParameter> parameters = new LinkedHashMap<>();
    type.parameters()
        .forEach(
            (name, description) ->
                parameters.put(
                    name,
                    TargetResourceTypeParameter.builder()
                        .description(description)
                        .required(false)
                        .build()));
    return GetTargetResourceTypeResponse.builder()
        .targetResourceType(
            TargetResourceType.builder()
                .resourceType(type.id())
                .description(type.description().orElseThrow())
                .parameters(parameters)
                .build())
        .build();
  }

  private ListTargetResourceTypesResponse listTypes(ListTargetResourceTypesRequest request) {
    Page<TargetResourceTypeSummary> page =
        Page.cut(
            types()
                .map(
                    each ->
                        TargetResourceTypeSummary.builder()
                            .resourceType(each.id())
                            .description(each.description().orElseThrow())
                            .build())
                .toList(),
            request.nextToken(),
            request.maxResults(),
            FisErrors.INVALID_NEXT_TOKEN);
    return ListTargetResourceTypesResponse.builder()
        .targetResourceTypes(List.copyOf(page.items()))
        .nextToken(page.next())
        .build();
  }
}
