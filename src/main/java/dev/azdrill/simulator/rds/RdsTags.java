package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/** The tags of everything that has an RDS ARN. */
final class RdsTags {
  private static final int TAGS_MAX = 50;

  private final Map<String, Map<String, String>> byArn = new TreeMap<>();
  private final RegionLocation place;

  RdsTags(RegionLocation place) {
    this.place = place;
  }

  void enter(Operations.Page page) {
    page.read("ListTagsForResource", ListTagsForResourceRequest::builder, this::list);
    page.write("AddTagsToResource", AddTagsToResourceRequest::builder, this::add);
    page.write("RemoveTagsFromResource", RemoveTagsFromResourceRequest::builder, this::remove);
  }

  /** Makes a resource known, with its first tags. */
  void create(String arn, Collection<Tag> tags) {
    Map<String, String> first = new TreeMap<>();
    byArn.put(arn, first);
    add(first, tags);
  }

  /** Forgets a resource that is gone. */
  void forget(String arn) {
    byArn.remove(arn);
  }

  /** The tags of a resource, by key. */
  List<Tag> list(String arn) {
    return byArn.getOrDefault(arn, Map.of()).entrySet().stream()
        .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
        .toList();
  }

  private ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
    known(request.resourceName());
    return ListTagsForResourceResponse.builder().tagList(list(request.resourceName())).build();
  }

  private AddTagsToResourceResponse add(AddTagsToResourceRequest request) {
    add(known(request.resourceName()), request.tags());
    return AddTagsToResourceResponse.builder().build();
  }

  private RemoveTagsFromResourceResponse remove(RemoveTagsFromResourceRequest request) {
    known(request.resourceName()).keySet().removeAll(request.tagKeys());
    return RemoveTagsFromResourceResponse.builder().build();
  }

  private static void add(Map<String, String> tags, Collection<Tag> more) {
    tags.putAll(together(tags, more));
  }

  /**
   * Those that a resource would have, checked before it is made.
   *
   * @throws AwsError when there are too many
   */
  static Map<String, String> together(Map<String, String> tags, Collection<Tag> more) {
    Map<String, String> all = new TreeMap<>(tags);
    more.forEach(tag -> all.put(tag.key(), RequestParameters.or(tag.value(), "")));
    if (all.size() > TAGS_MAX) {
      throw RdsErrors.tooManyTags(TAGS_MAX, all.size());
    }
    return all;
  }

  private Map<String, String> known(String arn) {
    Map<String, String> tags = byArn.get(arn);
    if (tags != null) {
      return tags;
    }
    if (arn.startsWith(place.arn(Service.RDS, "db:"))) {
      throw RdsErrors.instanceNotFound(RequestParameters.known(arn));
    }
    if (arn.startsWith(place.arn(Service.RDS, "subgrp:"))) {
      throw RdsErrors.subnetGroupNotFound(RequestParameters.known(arn));
    }
    if (arn.startsWith(place.arn(Service.RDS, "snapshot:"))) {
      throw RdsErrors.snapshotNotFound(arn);
    }
    if (arn.startsWith(place.arn(Service.RDS, "pg:"))) {
      throw RdsErrors.parameterGroupNotFound(RequestParameters.known(arn));
    }
    if (arn.startsWith(place.arn(Service.RDS, "og:"))) {
      throw OptionGroupErrors.notFound(RequestParameters.known(arn));
    }
    throw RdsErrors.resourceNotFound(arn);
  }
}
