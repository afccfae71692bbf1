package dev.azdrill.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.AwsResponseMetadata;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Keeps the changes that were answered, for a thread that wants to know of its own. */
final class AnsweredCalls implements ExecutionInterceptor {
  /** What the SDK says where an answer bears none. */
  private static final String NO_REQUEST_ID = "UNKNOWN";

  private final Map<Thread, List<AnsweredCall>> kept = new ConcurrentHashMap<>();

  /** Does this; returns the changes that were answered meanwhile, in their order. */
  List<AnsweredCall> during(Runnable work) {
    Thread me = Thread.currentThread();
    List<AnsweredCall> mine = new ArrayList<>();
    Optional<List<AnsweredCall>> outer = Optional.ofNullable(kept.put(me, mine));
    try {
      work.run();
    } finally {
      outer.ifPresentOrElse(former -> kept.put(me, former), () -> kept.remove(me));
      outer.ifPresent(former -> former.addAll(mine));
    }
    return mine;
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    Optional<List<AnsweredCall>> mine = Optional.ofNullable(kept.get(Thread.currentThread()));
    AwsAction action = CallGuard.action(attributes);
    if (mine.isPresent() && !action.isRead()) {
      mine.get().add(new AnsweredCall(action.toString(), requestId(context)));
    }
  }

  private static Optional<String> requestId(Context.AfterExecution context) {
    return context.response() instanceof AwsResponse answer
        ? Optional.ofNullable(answer.responseMetadata())
            .map(AwsResponseMetadata::requestId)
            .filter(id -> !NO_REQUEST_ID.equals(id))
        : Optional.empty();
  }
}
