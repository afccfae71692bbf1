package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/** The tags of the groups; those that propagate go to instances launched from then on. */
final class GroupTags {
  private static final String TYPE = "auto-scaling-group";
  private static final DescribeFilters<TagDescription> FILTERS =
      new DescribeFilters<TagDescription>()
          .on("auto-scaling-group", TagDescription::resourceId)
          .on("key", TagDescription::key)
          .on("value", TagDescription::value)
          .on("propagate-at-launch", TagDescription::propagateAtLaunch);

  private final GroupRegistry registry;

  GroupTags(GroupRegistry registry) {
    this.registry = registry;
  }

  void enter(Operations.Page page) {
    page.write("CreateOrUpdateTags", CreateOrUpdateTagsRequest::builder, this::createOrUpdate);
    page.write("DeleteTags", DeleteTagsRequest::builder, this::delete);
    page.read("DescribeTags", DescribeTagsRequest::builder, this::describe);
  }

  /** Sets a tag of a group, whatever group the tag itself names. */
  static void put(ScalingGroup group, Tag tag) {
    group
        .tags()
        .put(
            tag.key(),
            TagDescription.builder()
                .resourceId(group.name())
                .resourceType(TYPE)
                .key(tag.key())
                .value(tag.value() == null ? "" : tag.value())
                .propagateAtLaunch(Boolean.TRUE.equals(tag.propagateAtLaunch()))
                .build());
    group.changed();
  }

  private CreateOrUpdateTagsResponse createOrUpdate(CreateOrUpdateTagsRequest request) {
    request.tags().forEach(tag -> group(tag.resourceId()));
    request.tags().forEach(tag -> put(group(tag.resourceId()), tag));
    return CreateOrUpdateTagsResponse.builder().build();
  }

  private DeleteTagsResponse delete(DeleteTagsRequest request) {
    request.tags().forEach(tag -> group(tag.resourceId()));
    for (Tag tag : request.tags()) {
      ScalingGroup group = group(tag.resourceId());
      group.tags().remove(tag.key());
      group.changed();
    }
    return DeleteTagsResponse.builder().build();
  }

  private ScalingGroup group(@Nullable String name) {
    if (name == null) {
      throw AutoScalingErrors.resourceIdMissing();
    }
    return registry.known(name);
  }

  private DescribeTagsResponse describe(DescribeTagsRequest request) {
    List<TagDescription> all =
        registry.all().stream().flatMap(group -> group.tags().values().stream()).toList();
    Map<String, List<String>> filters = new LinkedHashMap<>();
    request.filters().forEach(filter -> filters.put(filter.name(), filter.values()));
    Page<TagDescription> page =
        Page.cut(
            filtered(all, filters),
            request.nextToken(),
            ScalingGroups.limit(request.maxRecords()),
            AutoScalingErrors.INVALID_NEXT_TOKEN);
    return DescribeTagsResponse.builder().tags(page.items()).nextToken(page.next()).build();
  }

  private static List<TagDescription> filtered(
      List<TagDescription> tags, Map<String, List<String>> filters) {
    try {
      return FILTERS.apply(tags, filters);
    } catch (AwsError unknown) {
      throw AutoScalingErrors.filterInvalid(unknown);
    }
  }
}
