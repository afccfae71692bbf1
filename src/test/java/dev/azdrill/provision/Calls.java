package dev.azdrill.provision;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Sees all calls of a session and lets the program die at one of those that change something. */
final class Calls implements ExecutionInterceptor {
  /** The program has died. */
  static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Death(String message) {
      super(message);
    }
  }

  private final int fatal;
  private final List<String> mutating = new ArrayList<>();
  private int reading;

  private Calls(int fatal) {
    this.fatal = fatal;
  }

  static Calls counted() {
    return new Calls(0);
  }

  /** Dies after AWS has done the n-th changing call, and before the program learns of it. */
  static Calls dyingAfter(int n) {
    return new Calls(n);
  }

  /** The changing calls, in their order. */
  List<String> mutating() {
    return List.copyOf(mutating);
  }

  int reading() {
    return reading;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (!changes(context.request())) {
      reading++;
      return;
    }
    mutating.add(name(context.request()));
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    if (changes(context.request()) && mutating.size() == fatal) {
      throw new Death("after " + mutating.get(fatal - 1));
    }
  }

  private static boolean changes(SdkRequest request) {
    String name = name(request);
    return !name.startsWith("Describe") && !name.startsWith("Get") && !name.startsWith("List");
  }

  private static String name(SdkRequest request) {
    return request.getClass().getSimpleName().replaceFirst("Request$", "");
  }
}
