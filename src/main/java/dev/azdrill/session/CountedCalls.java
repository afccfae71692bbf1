package dev.azdrill.session;

import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts the calls of a session. */
final class CountedCalls implements ExecutionInterceptor {
  private final AtomicLong count = new AtomicLong();

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    count.incrementAndGet();
  }

  long count() {
    return count.get();
  }
}
