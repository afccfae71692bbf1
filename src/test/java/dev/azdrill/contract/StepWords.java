package dev.azdrill.contract;

import dev.azdrill.evidence.Strength;
import dev.azdrill.platform.Ability;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the sentences of features need beside services, and how strong what they see is. A sentence
 * that none of these knows makes the page of platforms stale on purpose: see {@link Scenarios}.
 */
enum StepWords {
  STANDS("the \\w+ architecture is running.*", null, null),
  CLAIM(
      "the \\w+ architecture (guarantees|violates|does not guarantee) that .*",
      null,
      Strength.CONFIGURATION_PROOF),
  CLIENTS_USE("clients are using the application.*", Ability.TRAFFIC, null),
  LOAD("the load (rises|falls) to .*", Ability.TRAFFIC, null),
  CLIENTS_SEE(
      "(clients|no client) (are served|are not served|see|saw).*|no outage .*"
          + "|at (most|least) .* requests (fail|succeed)|acknowledged writes are still there",
      Ability.TRAFFIC,
      Strength.SIMULATED),
  POWER_LOST("(zone .*|the zone of the \\w+ database) loses power", Ability.ZONE_POWER, null),
  POWER_BACK("power returns to that zone", Ability.ZONE_POWER, null),
  NO_CAPACITY("EC2 has no capacity in .*", Ability.ZONE_CAPACITY, null),
  ZONE_DRILL("the \"zone power loss\" drill runs.*", Ability.ZONE_POWER, null),
  HANG_DRILL("the \"application hang\" drill runs", Ability.APPLICATION_HEALTH, null),
  ERRORS_DRILL(
      "the drill of the fault \"application-errors.*\" runs", Ability.APPLICATION_HEALTH, null),
  DRILL("the \"(instance termination|database failover)\" drill runs", null, null),
  DRILL_ENDS("the drill (passes|fails|is inconclusive).*", null, Strength.CONTROL_PLANE),
  EXPLAINED("the failure is explained by .*", null, null),
  HANG("the application on an instance hangs", Ability.APPLICATION_HEALTH, null),
  BROKEN_OR_CHANGED(
      "(an instance|that instance) is (terminated|stopped)|the database is (made to fail"
          + " over|restarted)|the rule that .* is revoked|the fault is undone|somebody .*",
      null,
      null),
  DESCRIBED(
      "the (load balancer (stops|still finds)|group|database|primary|name of the"
          + " database|instances|steady state) .*|as many targets are healthy .*",
      null,
      Strength.CONTROL_PLANE);

  private final Pattern words;
  private final @Nullable Ability ability;
  private final @Nullable Strength strength;

  StepWords(String words, @Nullable Ability ability, @Nullable Strength strength) {
    this.words = Pattern.compile(words);
    this.ability = ability;
    this.strength = strength;
  }

  /** The one that knows this sentence. */
  static StepWords of(String sentence) {
    return Arrays.stream(values())
        .filter(each -> each.words.matcher(sentence).matches())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "StepWords knows no '"
                        + sentence
                        + "': say what it needs and how strong what it sees is"));
  }

  Optional<Ability> ability() {
    return Optional.ofNullable(ability);
  }

  Optional<Strength> strength() {
    return Optional.ofNullable(strength);
  }
}
