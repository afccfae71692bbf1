package dev.azdrill.platform.completion;

import dev.azdrill.simulator.world.AwsError;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ports were to do in the foreign EC2 and gave up: it stays there until somebody removes
 * it by hand. Called under the writer's lock.
 */
final class FailedCleanups {
  /** A foreign EC2 that is gone for good must not fill the memory. */
  private static final int SENTENCES_MAX = 100;

  private final List<String> sentences = new ArrayList<>();

  /** Keeps one; tells whether there was room for it. */
  boolean add(String what, AwsError refusal) {
    return sentences.size() < SENTENCES_MAX
        && sentences.add("could not " + what + ": " + refusal.getMessage());
  }

  /** A sentence for each, the oldest first. */
  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
