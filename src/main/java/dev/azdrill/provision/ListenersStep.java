package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.topology.Listener;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionStatusCodeEnum;

/** The listeners: the ports of the load balancer, and where each sends its requests. */
final class ListenersStep implements Step {
  @Override
  public String what() {
    return "the listeners";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions("elasticloadbalancing:CreateListener");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("elasticloadbalancing:DeleteListener");
  }

  @Override
  public void ensure(Construction construction) {
    Set<Integer> there = new TreeSet<>();
    listeners(construction.work(), construction.id(LoadBalancerStep.ROLE))
        .forEach(listener -> there.add(listener.port()));
    List<Listener> missing =
        construction.blueprint().loadBalancer().listeners().stream()
            .filter(listener -> !there.contains(listener.port()))
            .toList();
    if (missing.stream().anyMatch(Listener::secure)) {
      CertificateStep.awaitIssued(construction);
    }
    missing.forEach(listener -> create(construction, listener));
  }

  private static void create(Construction construction, Listener listener) {
    CreateListenerRequest.Builder request =
        CreateListenerRequest.builder()
            .loadBalancerArn(construction.id(LoadBalancerStep.ROLE))
            .port(listener.port())
            .protocol(listener.secure() ? ProtocolEnum.HTTPS : ProtocolEnum.HTTP)
            .defaultActions(action(construction, listener))
            .tags(construction.tags("listener-" + listener.port(), ElbLabels::tag));
    if (listener.secure()) {
      request
          .sslPolicy(construction.blueprint().loadBalancer().tlsPolicy().orElseThrow())
          .certificates(
              Certificate.builder().certificateArn(construction.id(CertificateStep.ROLE)).build());
    }
    construction.aws().elasticLoadBalancing().createListener(request.build());
  }

  private static Action action(Construction construction, Listener listener) {
    if (listener.redirectTo().isEmpty()) {
      return Action.builder()
          .type(ActionTypeEnum.FORWARD)
          .targetGroupArn(construction.id(TargetGroupStep.ROLE))
          .build();
    }
    return Action.builder()
        .type(ActionTypeEnum.REDIRECT)
        .redirectConfig(
            redirect ->
                redirect
                    .protocol("HTTPS")
                    .port(String.valueOf(listener.redirectTo().getAsInt()))
                    .statusCode(RedirectActionStatusCodeEnum.HTTP_301))
        .build();
  }

  private static List<software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener>
      listeners(Work work, String loadBalancerArn) {
    return work.aws()
        .elasticLoadBalancing()
        .describeListeners(r -> r.loadBalancerArn(loadBalancerArn))
        .listeners();
  }

  /** They would go with the load balancer, but a target group is free only after its listeners. */
  @Override
  public void remove(Work work) {
    LoadBalancerStep.findOwn(work)
        .ifPresent(
            own ->
                listeners(work, own.loadBalancerArn())
                    .forEach(
                        listener ->
                            work.aws()
                                .elasticLoadBalancing()
                                .deleteListener(r -> r.listenerArn(listener.listenerArn()))));
  }
}
