package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.Operations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.fis.model.ExperimentTemplate;
import software.amazon.awssdk.services.fis.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.fis.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.fis.model.TagResourceRequest;
import software.amazon.awssdk.services.fis.model.TagResourceResponse;
import software.amazon.awssdk.services.fis.model.UntagResourceRequest;
import software.amazon.awssdk.services.fis.model.UntagResourceResponse;

/** The tags of templates and experiments. */
final class ExperimentTags {
  private static final int TAGS_MAX = 50;

  private final ExperimentTemplates templates;
  private final Experiments experiments;

  ExperimentTags(ExperimentTemplates templates, Experiments experiments) {
    this.templates = templates;
    this.experiments = experiments;
  }

  void enter(Operations.Page page) {
    page.write("TagResource", TagResourceRequest::builder, this::tag);
    page.write("UntagResource", UntagResourceRequest::builder, this::untag);
    page.read("ListTagsForResource", ListTagsForResourceRequest::builder, this::list);
  }

  private TagResourceResponse tag(TagResourceRequest request) {
    Map<String, String> tags = of(request.resourceArn());
    tags.putAll(request.tags());
    if (tags.size() > TAGS_MAX) {
      throw FisErrors.tooManyTags(TAGS_MAX);
    }
    set(request.resourceArn(), tags);
    return TagResourceResponse.builder().build();
  }

  /** Without keys, all tags go. */
  private UntagResourceResponse untag(UntagResourceRequest request) {
    Map<String, String> tags = of(request.resourceArn());
    if (request.hasTagKeys()) {
      tags.keySet().removeAll(request.tagKeys());
    } else {
      tags.clear();
    }
    set(request.resourceArn(), tags);
    return UntagResourceResponse.builder().build();
  }

  private ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
    return ListTagsForResourceResponse.builder().tags(of(request.resourceArn())).build();
  }

  private Map<String, String> of(String arn) {
    return new LinkedHashMap<>(
        templates
            .ofArn(arn)
            .map(ExperimentTemplate::tags)
            .or(() -> experiments.ofArn(arn).map(RunningExperiment::tags))
            .orElseThrow(() -> FisErrors.resourceNotFound(arn)));
  }

  private void set(String arn, Map<String, String> tags) {
    Optional<ExperimentTemplate> template = templates.ofArn(arn);
    if (template.isPresent()) {
      templates.tag(template.get(), tags);
    } else {
      Map<String, String> kept = experiments.ofArn(arn).orElseThrow().tags();
      kept.clear();
      kept.putAll(tags);
    }
  }
}
