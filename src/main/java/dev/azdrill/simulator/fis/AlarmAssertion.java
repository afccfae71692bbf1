package dev.azdrill.simulator.fis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code aws:cloudwatch:assert-alarm-state}: fails unless each alarm is in one of the states. */
record AlarmAssertion(AlarmCalls calls, List<String> arns, List<String> states) implements Effect {
  @Override
  public Optional<Duration> begin() {
    for (String arn : arns) {
      String state =
          calls.state(arn).orElseThrow(() -> new ActionFailure("There is no alarm " + arn + "."));
      if (!states.contains(state)) {
        throw new ActionFailure(
            "The alarm "
                + arn
                + " is in state "
                + state
                + ", and not in one of "
                + String.join(", ", states)
                + ".");
      }
    }
    return Optional.empty();
  }
}
