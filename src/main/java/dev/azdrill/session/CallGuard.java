package dev.azdrill.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Refuses calls that nobody declared, before they are sent, and remembers which changes were
 * permitted. Who works declares what it needs, for its own thread; the innermost declaration
 * counts. Bounds hold for all threads, whatever is declared.
 */
final class CallGuard implements ExecutionInterceptor {
  /** Where the prefix of IAM's actions is not the SDK's name of the service. */
  private static final Map<String, String> PREFIXES =
      Map.of("elasticloadbalancingv2", "elasticloadbalancing");

  private final PermittedCalls standing;
  private final Map<Thread, PermittedCalls> declared = new ConcurrentHashMap<>();
  private final List<PermittedCalls> bounds = new ArrayList<>();
  private final SortedMap<String, SortedSet<AwsAction>> changes = new TreeMap<>();
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  /**
   * @param standing what may be called where nothing is declared
   */
  CallGuard(PermittedCalls standing) {
    this.standing = standing;
  }

  /** Does this with this declaration. */
  void permitting(PermittedCalls calls, Runnable work) {
    Thread me = Thread.currentThread();
    Optional<PermittedCalls> outer = Optional.ofNullable(declared.put(me, calls));
    try {
      work.run();
    } finally {
      outer.ifPresentOrElse(former -> declared.put(me, former), () -> declared.remove(me));
    }
  }

  /** From now on nothing else is permitted, whoever declares it. */
  void bound(PermittedCalls calls) {
    synchronized (bounds) {
      bounds.add(calls);
    }
  }

  /** The changes that were permitted so far, by the work that declared them. */
  SortedMap<String, SortedSet<AwsAction>> changes() {
    synchronized (changes) {
      SortedMap<String, SortedSet<AwsAction>> copy = new TreeMap<>();
      changes.forEach((work, actions) -> copy.put(work, new TreeSet<>(actions)));
      return copy;
    }
  }

  /** After every interceptor that may still exchange the request. */
  @Override
  public void beforeMarshalling(Context.BeforeMarshalling context, ExecutionAttributes attributes) {
    AwsAction action = action(attributes);
    if (action.isRead()) {
      return;
    }
    PermittedCalls mine = declared.getOrDefault(Thread.currentThread(), standing);
    require(mine, action, context.request());
    synchronized (bounds) {
      bounds.forEach(each -> require(each, action, context.request()));
    }
    synchronized (changes) {
      changes.computeIfAbsent(mine.work(), none -> new TreeSet<>()).add(action);
    }
  }

  /** What is made may be changed by who made it. */
  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (!action(attributes).isRead()) {
      SdkPojo response = context.response();
      Stream.concat(Stream.of(response), parts(response))
          .flatMap(PermittedResources::namedIn)
          .forEach(made::add);
    }
  }

  private static Stream<SdkPojo> parts(SdkPojo response) {
    return response.sdkFields().stream()
        .map(field -> field.getValueOrDefault(response))
        .filter(SdkPojo.class::isInstance)
        .map(SdkPojo.class::cast);
  }

  private void require(PermittedCalls calls, AwsAction action, SdkPojo request) {
    if (!calls.permits(action)) {
      throw new ForbiddenCall(
          "expected a call that is declared for "
              + calls.words()
              + ", saw "
              + action
              + ": it was not sent; whoever makes it declares it with AwsSession.permitting");
    }
    calls
        .resources()
        .foreign(request, made)
        .ifPresent(
            foreign -> {
              throw new ForbiddenCall(
                  "expected "
                      + calls.work()
                      + " to call "
                      + action
                      + " on what belongs to the stack, saw "
                      + foreign
                      + ": it was not sent; attach to a stack that has it, or leave it alone");
            });
  }

  static AwsAction action(ExecutionAttributes attributes) {
    String service =
        attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME).toLowerCase(Locale.ROOT);
    return new AwsAction(
        PREFIXES.getOrDefault(service, service),
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
  }
}
