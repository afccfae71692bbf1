package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Limit;

/**
 * The quotas of a new account.
 *
 * <p>Source: User Guide, "Quotas for your Application Load Balancers" and "Quotas for your Network
 * Load Balancers".
 */
final class ElbQuotas {
  private static final Map<String, Integer> MAXIMA = new LinkedHashMap<>();

  static {
    MAXIMA.put("application-load-balancers", 50);
    MAXIMA.put("listeners-per-application-load-balancer", 50);
    MAXIMA.put("rules-per-application-load-balancer", 100);
    MAXIMA.put("certificates-per-application-load-balancer", 25);
    MAXIMA.put("targets-per-application-load-balancer", 1000);
    MAXIMA.put("target-groups", 3000);
    MAXIMA.put("target-groups-per-application-load-balancer", 100);
    MAXIMA.put("target-groups-per-action-on-application-load-balancer", 5);
    MAXIMA.put("network-load-balancers", 50);
    MAXIMA.put("listeners-per-network-load-balancer", 50);
    MAXIMA.put("certificates-per-network-load-balancer", 25);
    MAXIMA.put("targets-per-network-load-balancer", 3000);
    MAXIMA.put("targets-per-availability-zone-per-network-load-balancer", 500);
    MAXIMA.put("target-groups-per-action-on-network-load-balancer", 1);
  }

  private ElbQuotas() {}

  static void enter(Operations.Page page) {
    page.read("DescribeAccountLimits", DescribeAccountLimitsRequest::builder, ElbQuotas::describe);
  }

  private static DescribeAccountLimitsResponse describe(DescribeAccountLimitsRequest request) {
    Page<Limit> page =
        Page.cut(
            MAXIMA.entrySet().stream()
                .map(e -> Limit.builder().name(e.getKey()).max(e.getValue().toString()).build())
                .toList(),
            request.marker(),
            request.pageSize(),
            ElasticLoadBalancingErrors.INVALID_NEXT_TOKEN);
    return DescribeAccountLimitsResponse.builder()
        .limits(page.items())
        .nextMarker(page.next())
        .build();
  }
}
