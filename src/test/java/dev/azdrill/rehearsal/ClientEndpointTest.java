package dev.azdrill.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

class ClientEndpointTest {
  @Test
  void clients_use_https_where_the_load_balancer_speaks_it() {
    Inventory stack =
        stack(
            List.of(balancer("web")),
            listener("web", ProtocolEnum.HTTP),
            listener("web", ProtocolEnum.HTTPS));

    assertThat(ClientEndpoint.of(stack, Optional.empty()))
        .isEqualTo(new ClientEndpoint("web", "arn:web", "web.example", true));
  }

  @Test
  void clients_use_http_where_there_is_nothing_else() {
    Inventory stack = stack(List.of(balancer("web")), listener("web", ProtocolEnum.HTTP));

    assertThat(ClientEndpoint.of(stack, Optional.of("web")).tls()).isFalse();
  }

  @Test
  void which_of_several_load_balancers_is_meant_must_be_said() {
    Inventory stack =
        stack(
            List.of(balancer("web"), balancer("api")),
            listener("web", ProtocolEnum.HTTP),
            listener("api", ProtocolEnum.HTTP));

    assertThatThrownBy(() -> ClientEndpoint.of(stack, Optional.empty()))
        .isInstanceOf(NotRehearsable.class)
        .hasMessageContaining("web, api")
        .hasMessageContaining("--load-balancer");
    assertThat(ClientEndpoint.of(stack, Optional.of("api")).loadBalancer()).isEqualTo("api");
  }

  @Test
  void a_load_balancer_that_is_not_there_is_refused_with_the_one_that_was_meant() {
    Inventory stack = stack(List.of(balancer("web")), listener("web", ProtocolEnum.HTTP));

    assertThatThrownBy(() -> ClientEndpoint.of(stack, Optional.of("wep")))
        .hasMessageContaining("did you mean web?");
  }

  @Test
  void a_stack_that_only_has_an_internal_load_balancer_has_no_clients() {
    LoadBalancer internal =
        balancer("web").toBuilder().scheme(LoadBalancerSchemeEnum.INTERNAL).build();

    assertThatThrownBy(
            () ->
                ClientEndpoint.of(
                    stack(List.of(internal), listener("web", ProtocolEnum.HTTP)), Optional.empty()))
        .hasMessageContaining("saw web (application, internal)");
  }

  @Test
  void without_a_listener_nobody_is_served() {
    assertThatThrownBy(() -> ClientEndpoint.of(stack(List.of(balancer("web"))), Optional.empty()))
        .hasMessageContaining("has no listener");
  }

  @Test
  void load_balancers_that_nobody_could_read_are_not_taken_for_none() {
    Inventory unread = Inventory.builder().unread(Kind.LOAD_BALANCER, "access was denied").build();

    assertThatThrownBy(() -> ClientEndpoint.of(unread, Optional.empty()))
        .hasMessageContaining("could not be read")
        .hasMessageContaining("access was denied");
  }

  private static Inventory stack(List<LoadBalancer> balancers, Listener... listeners) {
    return Inventory.builder()
        .add(Kind.LOAD_BALANCER, balancers)
        .add(Kind.LISTENER, List.of(listeners))
        .build();
  }

  private static LoadBalancer balancer(String name) {
    return LoadBalancer.builder()
        .loadBalancerArn("arn:" + name)
        .loadBalancerName(name)
        .dnsName(name + ".example")
        .type(LoadBalancerTypeEnum.APPLICATION)
        .scheme(LoadBalancerSchemeEnum.INTERNET_FACING)
        .build();
  }

  private static Listener listener(String balancer, ProtocolEnum protocol) {
    return Listener.builder().loadBalancerArn("arn:" + balancer).protocol(protocol).build();
  }
}
