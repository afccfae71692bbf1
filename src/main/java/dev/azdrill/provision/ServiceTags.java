package dev.azdrill.provision;

import dev.azdrill.session.AwsSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.wafv2.model.ListWebAcLsResponse;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

/** The tags of all that services beside EC2 have, each in its own words. */
final class ServiceTags {
  /** How many resources Elastic Load Balancing describes the tags of at once. */
  private static final int BATCH = 20;

  private ServiceTags() {}

  /** Who is told of each resource. */
  interface Found {
    void found(String kind, String id, Map<String, String> tags);
  }

  static void ofLoadBalancers(AwsSession aws, Found to) {
    List<String> arns =
        aws.elasticLoadBalancing().describeLoadBalancersPaginator().loadBalancers().stream()
            .map(LoadBalancer::loadBalancerArn)
            .toList();
    batches("load-balancer", arns, aws, to);
  }

  static void ofTargetGroups(AwsSession aws, Found to) {
    List<String> arns =
        aws.elasticLoadBalancing().describeTargetGroupsPaginator().targetGroups().stream()
            .map(TargetGroup::targetGroupArn)
            .toList();
    batches("target-group", arns, aws, to);
  }

  private static void batches(String kind, List<String> arns, AwsSession aws, Found to) {
    for (int from = 0; from < arns.size(); from += BATCH) {
      List<String> batch = arns.subList(from, Math.min(arns.size(), from + BATCH));
      aws.elasticLoadBalancing()
          .describeTags(r -> r.resourceArns(batch))
          .tagDescriptions()
          .forEach(
              of -> {
                Map<String, String> tags = new TreeMap<>();
                of.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
                to.found(kind, of.resourceArn(), tags);
              });
    }
  }

  static void ofDatabases(AwsSession aws, Found to) {
    for (DBInstance each : aws.rds().describeDBInstancesPaginator().dbInstances()) {
      to.found("database", each.dbInstanceIdentifier(), DatabaseStep.tags(each.tagList()));
    }
  }

  static void ofDatabaseSubnetGroups(AwsSession aws, Found to) {
    for (DBSubnetGroup each : aws.rds().describeDBSubnetGroupsPaginator().dbSubnetGroups()) {
      to.found(
          "database-subnet-group",
          each.dbSubnetGroupName(),
          DatabaseStep.tags(
              aws.rds()
                  .listTagsForResource(r -> r.resourceName(each.dbSubnetGroupArn()))
                  .tagList()));
    }
  }

  static void ofWebAcls(AwsSession aws, Found to) {
    List<WebACLSummary> all = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      ListWebAcLsResponse page =
          aws.wafv2().listWebACLs(r -> r.scope(Scope.REGIONAL).nextMarker(from));
      all.addAll(page.webACLs());
      marker = page.webACLs().isEmpty() ? null : page.nextMarker();
    } while (marker != null);
    for (WebACLSummary each : all) {
      Map<String, String> tags = new TreeMap<>();
      aws.wafv2()
          .listTagsForResource(r -> r.resourceARN(each.arn()))
          .tagInfoForResource()
          .tagList()
          .forEach(tag -> tags.put(tag.key(), tag.value()));
      to.found("web-acl", each.name(), tags);
    }
  }

  static void ofCertificates(AwsSession aws, Found to) {
    for (CertificateSummary each :
        aws.acm().listCertificatesPaginator(r -> r.maxItems(100)).certificateSummaryList()) {
      Map<String, String> tags = new TreeMap<>();
      aws.acm()
          .listTagsForCertificate(r -> r.certificateArn(each.certificateArn()))
          .tags()
          .forEach(tag -> tags.put(tag.key(), tag.value()));
      to.found("certificate", each.certificateArn(), tags);
    }
  }
}
