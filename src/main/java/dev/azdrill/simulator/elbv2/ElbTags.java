package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Operations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/** The tags of load balancers, target groups, listeners and rules. */
final class ElbTags {
  private static final int TAGS_MAX = 50;

  private final ElbRegistry catalogue;
  private final Map<String, Map<String, String>> byArn = new LinkedHashMap<>();

  ElbTags(ElbRegistry catalogue) {
    this.catalogue = catalogue;
  }

  void enter(Operations.Page page) {
    page.write("AddTags", AddTagsRequest::builder, this::add);
    page.write("RemoveTags", RemoveTagsRequest::builder, this::remove);
    page.read("DescribeTags", DescribeTagsRequest::builder, this::describe);
  }

  /** The tags that a create request asks for, checked before anything is created. */
  static Map<String, String> checked(List<Tag> wanted) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Tag tag : wanted) {
      if (tags.put(tag.key(), tag.value() == null ? "" : tag.value()) != null) {
        throw ElasticLoadBalancingErrors.duplicateTagKeys(tag.key());
      }
    }
    if (tags.size() > TAGS_MAX) {
      throw ElasticLoadBalancingErrors.tagLimitExceeded();
    }
    return tags;
  }

  /** The tags of a new resource, from {@link #checked}. */
  void create(String arn, Map<String, String> tags) {
    byArn.put(arn, tags);
  }

  /** Forgets a resource that is gone. */
  void forget(String arn) {
    byArn.remove(arn);
  }

  private AddTagsResponse add(AddTagsRequest request) {
    Map<String, String> wanted = checked(request.tags());
    request.resourceArns().forEach(catalogue::checkExists);
    for (String arn : request.resourceArns()) {
      Map<String, String> tags = new LinkedHashMap<>(of(arn));
      tags.putAll(wanted);
      if (tags.size() > TAGS_MAX) {
        throw ElasticLoadBalancingErrors.tagLimitExceeded();
      }
      byArn.put(arn, tags);
    }
    return AddTagsResponse.builder().build();
  }

  private RemoveTagsResponse remove(RemoveTagsRequest request) {
    request.resourceArns().forEach(catalogue::checkExists);
    for (String arn : request.resourceArns()) {
      of(arn).keySet().removeAll(request.tagKeys());
    }
    return RemoveTagsResponse.builder().build();
  }

  private DescribeTagsResponse describe(DescribeTagsRequest request) {
    request.resourceArns().forEach(catalogue::checkExists);
    return DescribeTagsResponse.builder()
        .tagDescriptions(request.resourceArns().stream().map(this::describe).toList())
        .build();
  }

  private TagDescription describe(String arn) {
    List<Tag> tags =
        of(arn).entrySet().stream()
            .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
            .toList();
    return TagDescription.builder().resourceArn(arn).tags(tags).build();
  }

  private Map<String, String> of(String arn) {
    return byArn.computeIfAbsent(arn, a -> new LinkedHashMap<>());
  }
}
