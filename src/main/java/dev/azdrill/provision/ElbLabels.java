package dev.azdrill.provision;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** Labels in Elastic Load Balancing's own words. */
final class ElbLabels {
  private ElbLabels() {}

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** The tags of a load balancer or target group. */
  static Map<String, String> of(Work work, String arn) {
    Map<String, String> tags = new TreeMap<>();
    work.aws()
        .elasticLoadBalancing()
        .describeTags(r -> r.resourceArns(arn))
        .tagDescriptions()
        .forEach(of -> of.tags().forEach(tag -> tags.put(tag.key(), tag.value())));
    return tags;
  }
}
