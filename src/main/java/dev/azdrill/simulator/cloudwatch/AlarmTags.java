package dev.azdrill.simulator.cloudwatch;

import dev.azdrill.simulator.world.Operations;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.Tag;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceResponse;

/** The tags of the alarms; an alarm keeps its own. */
final class AlarmTags {
  private static final int TAGS_MAX = 50;

  private final Alarms alarms;

  AlarmTags(Alarms alarms) {
    this.alarms = alarms;
  }

  void enter(Operations.Page page) {
    page.read("ListTagsForResource", ListTagsForResourceRequest::builder, this::list);
    page.write("TagResource", TagResourceRequest::builder, this::tag);
    page.write("UntagResource", UntagResourceRequest::builder, this::untag);
  }

  private ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
    List<Tag> tags =
        of(request.resourceARN()).entrySet().stream()
            .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
            .toList();
    return ListTagsForResourceResponse.builder().tags(tags).build();
  }

  private TagResourceResponse tag(TagResourceRequest request) {
    Map<String, String> tags = of(request.resourceARN());
    Map<String, String> all = new TreeMap<>(tags);
    request.tags().forEach(tag -> all.put(tag.key(), tag.value()));
    if (all.size() > TAGS_MAX) {
      throw CloudWatchErrors.tooManyTags(TAGS_MAX, all.size());
    }
    tags.putAll(all);
    return TagResourceResponse.builder().build();
  }

  private UntagResourceResponse untag(UntagResourceRequest request) {
    of(request.resourceARN()).keySet().removeAll(request.tagKeys());
    return UntagResourceResponse.builder().build();
  }

  private Map<String, String> of(String arn) {
    return alarms.byArn(arn).orElseThrow(() -> CloudWatchErrors.resourceNotFound(arn)).tags();
  }
}
