package dev.azdrill.session;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.protocol.MarshallLocation;

/** Every operation of every client that a session hands out, as the SDK's own interfaces tell. */
public final class AwsOperations {
  private static final Map<String, Function<AwsSession, SdkClient>> CLIENTS =
      Map.ofEntries(
          Map.entry("acm", AwsSession::acm),
          Map.entry("autoscaling", AwsSession::autoScaling),
          Map.entry("cloudwatch", AwsSession::cloudWatch),
          Map.entry("ec2", AwsSession::ec2),
          Map.entry("elasticloadbalancing", AwsSession::elasticLoadBalancing),
          Map.entry("fis", AwsSession::fis),
          Map.entry("iam", AwsSession::iam),
          Map.entry("rds", AwsSession::rds),
          Map.entry("ssm", AwsSession::ssm),
          Map.entry("sts", AwsSession::sts),
          Map.entry("wafv2", AwsSession::wafv2));

  private AwsOperations() {}

  /**
   * One of them.
   *
   * @param action its name
   * @param method of the client, with the request as its only parameter
   */
  public record Operation(AwsAction action, Method method) {
    /**
     * Calls it with an empty request, but for what stands in its path: it cannot be sent without.
     */
    void call(AwsSession aws) throws ReflectiveOperationException {
      Class<?> request = method.getParameterTypes()[0];
      Object builder = request.getMethod("builder").invoke(null);
      for (SdkField<?> field : ((SdkPojo) builder).sdkFields()) {
        if (field.location() == MarshallLocation.PATH) {
          field.set(builder, "nobody");
        }
      }
      Object built = ((SdkRequest.Builder) builder).build();
      method.invoke(client(action.service(), aws), built);
    }

    @Override
    public String toString() {
      return action.toString();
    }
  }

  private static SdkClient client(String service, AwsSession aws) {
    return Optional.ofNullable(CLIENTS.get(service)).orElseThrow().apply(aws);
  }

  /** All of them, sorted by name. */
  public static List<Operation> all(AwsSession aws) {
    return CLIENTS.entrySet().stream()
        .flatMap(each -> operations(each.getKey(), each.getValue().apply(aws).getClass()))
        .sorted(Comparator.comparing(Operation::action))
        .toList();
  }

  private static Stream<Operation> operations(String service, Class<?> client) {
    Class<?> api =
        Arrays.stream(client.getInterfaces())
            .filter(SdkClient.class::isAssignableFrom)
            .findFirst()
            .orElseThrow();
    return Arrays.stream(api.getMethods())
        .filter(each -> each.getParameterCount() == 1)
        .filter(each -> SdkRequest.class.isAssignableFrom(each.getParameterTypes()[0]))
        .filter(each -> !each.getName().endsWith("Paginator"))
        .map(each -> new Operation(new AwsAction(service, capital(each.getName())), each));
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** What somebody may call who is not azdrill: everything. */
  static PermittedCalls anything(AwsSession aws) {
    return new PermittedCalls(
        "somebody beside azdrill",
        all(aws).stream().map(Operation::action).collect(Collectors.toSet()));
  }
}
