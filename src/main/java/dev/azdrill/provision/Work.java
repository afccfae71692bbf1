package dev.azdrill.provision;

import dev.azdrill.session.AwsSession;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What every step works with, whether it makes or removes.
 *
 * @param aws the way to AWS
 * @param labels how the stack knows its own
 * @param step which step is at work, for people
 * @param listener who is told
 * @param locks of the stacks; empty on a platform that ends with this process
 */
record Work(
    AwsSession aws, Labels labels, String step, StepListener listener, Optional<StackLocks> locks) {
  /** What was seen, and what people are told of it: a description of the SDK's fills a page. */
  private record Sighting<T>(T value, String words) {
    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * Waits on the platform's clock, and says in {@code words} what was seen last.
   *
   * @param what is awaited, as the end of a sentence that begins with "expected"
   * @return what was seen last
   */
  <T> T await(
      String what,
      Duration budget,
      Supplier<T> observe,
      Predicate<T> done,
      Function<T, String> words) {
    Supplier<Sighting<T>> look =
        () -> {
          T seen = observe.get();
          return new Sighting<>(seen, words.apply(seen));
        };
    return await(what, budget, look, (Sighting<T> seen) -> done.test(seen.value())).value();
  }

  /**
   * Waits on the platform's clock.
   *
   * @param what is awaited, as the end of a sentence that begins with "expected"
   * @return what was seen last
   */
  <T> T await(String what, Duration budget, Supplier<T> observe, Predicate<T> done) {
    return aws.eventually()
        .expecting(what)
        .within(budget)
        .until(
            observe,
            seen -> {
              boolean enough = done.test(seen);
              if (!enough) {
                listener.waiting(step, what);
              }
              return enough;
            })
        .value();
  }
}
