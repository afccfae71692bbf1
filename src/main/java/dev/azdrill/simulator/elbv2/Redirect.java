package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.LoadBalancing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionStatusCodeEnum;

/**
 * Where a redirect action leads: its placeholders are filled from the request.
 *
 * <p>Source: User Guide, "Redirect actions".
 */
final class Redirect {
  private Redirect() {}

  static LoadBalancing.Decision.Answer answer(
      RedirectActionConfig config, LoadBalancing.Request request, int listenerPort) {
    int status = config.statusCode() == RedirectActionStatusCodeEnum.HTTP_301 ? 301 : 302;
    return new LoadBalancing.Decision.Answer(
        status, Optional.of(location(config, request, listenerPort)));
  }

  /** Always with the port, as AWS writes it: {@code https://example.com:443/}. */
  private static String location(
      RedirectActionConfig config, LoadBalancing.Request request, int listenerPort) {
    String protocol =
        config
            .protocol()
            .replace("#{protocol}", request.tls() ? "HTTPS" : "HTTP")
            .toLowerCase(Locale.ROOT);
    String query = fill(config.query(), request, listenerPort);
    return protocol
        + "://"
        + fill(config.host(), request, listenerPort)
        + ":"
        + fill(config.port(), request, listenerPort)
        + fill(config.path(), request, listenerPort)
        + (query.isEmpty() ? "" : "?" + query);
  }

  private static String fill(String template, LoadBalancing.Request request, int listenerPort) {
    String path = withoutQuery(request.path());
    int question = request.path().indexOf('?');
    return template
        .replace("#{host}", withoutPort(request.host()))
        .replace("#{port}", String.valueOf(listenerPort))
        .replace("#{path}", path.startsWith("/") ? path.substring(1) : path)
        .replace("#{query}", question < 0 ? "" : request.path().substring(question + 1));
  }

  /** The parameters of a path's query, each {@code key=value}. */
  static List<String> parameters(String path) {
    int question = path.indexOf('?');
    return question < 0 ? List.of() : List.of(path.substring(question + 1).split("&"));
  }

  static String withoutQuery(String path) {
    int question = path.indexOf('?');
    return question < 0 ? path : path.substring(0, question);
  }

  static String withoutPort(String host) {
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }
}
