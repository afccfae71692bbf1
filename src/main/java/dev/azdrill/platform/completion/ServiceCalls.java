package dev.azdrill.platform.completion;

import dev.azdrill.simulator.wire.Router;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Says of calls to a foreign EC2 that a service makes them, and no user: one that is ours lets
 * services set tags that begin with {@code aws:}. Others do not look at it.
 */
public final class ServiceCalls implements ExecutionInterceptor {
  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return context.httpRequest().toBuilder().putHeader(Router.SERVICE_HEADER, "completion").build();
  }
}
