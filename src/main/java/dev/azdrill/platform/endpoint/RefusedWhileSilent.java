package dev.azdrill.platform.endpoint;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Refuses every call while nobody answers at the endpoint, also those that azdrill could answer in
 * its place: what its services would say without their EC2 proves nothing.
 */
final class RefusedWhileSilent implements ExecutionInterceptor {
  private final EndpointSilence silence;

  RefusedWhileSilent(EndpointSilence silence) {
    this.silence = silence;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    silence.requireAnswering();
  }
}
