package dev.azdrill.session;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/** Somebody who is not azdrill, uses the same API and may change everything in it. */
public final class Somebody {
  private static final Map<AwsSession, AwsSession> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static volatile Optional<PermittedCalls> anything = Optional.empty();

  private Somebody() {}

  /** Their session, the same one each time. */
  public static AwsSession beside(AwsSession aws) {
    return KNOWN.computeIfAbsent(aws, Somebody::open);
  }

  private static AwsSession open(AwsSession aws) {
    PermittedCalls calls = anything.orElseGet(() -> AwsOperations.anything(aws));
    anything = Optional.of(calls);
    return aws.beside(calls);
  }
}
