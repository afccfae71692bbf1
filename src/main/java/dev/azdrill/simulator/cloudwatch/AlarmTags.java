package dev.azdrill.simulator.cloudwatch;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.Tag;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceResponse;

/** The tags of the alarms; an alarm keeps its own. */
final class AlarmTags {
  private final Alarms alarms;

  AlarmTags(Alarms alarms) {
    this.alarms = alarms;
  }

  ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
    List<Tag> tags =
        of(request.resourceARN()).entrySet().stream()
            .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
            .toList();
    return ListTagsForResourceResponse.builder().tags(tags).build();
  }

  TagResourceResponse tag(TagResourceRequest request) {
    Map<String, String> tags = of(request.resourceARN());
    request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return TagResourceResponse.builder().build();
  }

  UntagResourceResponse untag(UntagResourceRequest request) {
    of(request.resourceARN()).keySet().removeAll(request.tagKeys());
    return UntagResourceResponse.builder().build();
  }

  private Map<String, String> of(String arn) {
    return alarms.byArn(arn).orElseThrow(() -> CloudWatchError.unknownResource(arn)).tags();
  }
}
