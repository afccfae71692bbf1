package dev.azdrill.session;

import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.traits.DefaultValueTrait;

/**
 * Fills idempotency tokens that the caller left open. The SDK would fill them with random UUIDs
 * while marshalling, and no run could be repeated byte for byte.
 */
final class SeededTokens implements ExecutionInterceptor {
  private final Supplier<String> tokens;

  SeededTokens(Supplier<String> tokens) {
    this.tokens = tokens;
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    SdkRequest.Builder copy = null;
    for (SdkField<?> field : request.sdkFields()) {
      if (field.containsTrait(DefaultValueTrait.class) && isOpen(field, request)) {
        copy = copy == null ? request.toBuilder() : copy;
        field.set(copy, tokens.get());
      }
    }
    return copy == null ? request : copy.build();
  }

  private static boolean isOpen(SdkField<?> field, SdkPojo request) {
    // getValueOrDefault would answer with a random UUID of the trait's, so ask the value's own view
    // of itself.
    return request.sdkFieldNameToField().containsKey(field.memberName())
        && ((SdkRequest) request).getValueForField(field.memberName(), Object.class).isEmpty();
  }
}
