package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Reachability;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The port {@code Reachability}: every target answers 200, until a test says otherwise. */
final class AnswersDouble implements Reachability {
  private final Map<String, Answer> answers = new HashMap<>();
  private int probes;

  /** From now on this address answers so, whoever asks. */
  void from(String address, Answer answer) {
    answers.put(address, answer);
  }

  /** A reply that comes at once. */
  static Answer replied(int status) {
    return new Answer.Replied(status, Duration.ofMillis(20));
  }

  int probes() {
    return probes;
  }

  @Override
  public Answer probe(String networkInterfaceId, String address, int port, String path) {
    probes++;
    return answers.getOrDefault(address, replied(200));
  }

  @Override
  public Answer connect(String networkInterfaceId, String address, int port) {
    probes++;
    Answer answer = answers.getOrDefault(address, replied(200));
    return answer instanceof Answer.Replied replied ? new Answer.Accepted(replied.took()) : answer;
  }
}
