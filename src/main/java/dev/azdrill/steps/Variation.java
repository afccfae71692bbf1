package dev.azdrill.steps;

import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Group;
import dev.azdrill.topology.Nat;
import java.util.Arrays;

/** One thing that a team may have configured otherwise than the blueprint does. */
enum Variation {
  SINGLE_NAT("a single NAT gateway") {
    @Override
    Blueprint of(Blueprint blueprint) {
      return blueprint.withNat(Nat.SINGLE);
    }
  },
  SINGLE_ZONE_DATABASE("a database in a single zone") {
    @Override
    Blueprint of(Blueprint blueprint) {
      return blueprint.withDatabase(blueprint.database().orElseThrow().withMultiAz(false));
    }
  },
  FIXED_SIZE("a group of two instances that cannot grow") {
    @Override
    Blueprint of(Blueprint blueprint) {
      return blueprint.withGroup(blueprint.group().withSize(new Group.Size(2, 2, 2)));
    }
  },
  EC2_HEALTH("EC2 health checks only") {
    @Override
    Blueprint of(Blueprint blueprint) {
      return blueprint.withGroup(blueprint.group().withElbHealth(false));
    }
  };

  /** All of them, as a regular expression. */
  static final String WORDS =
      "a single NAT gateway|a database in a single zone|a group of two instances that cannot grow"
          + "|EC2 health checks only";

  private final String words;

  Variation(String words) {
    this.words = words;
  }

  abstract Blueprint of(Blueprint blueprint);

  static Variation called(String words) {
    return Arrays.stream(values())
        .filter(each -> each.words.equals(words))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("expected one of " + WORDS + ", saw " + words));
  }
}
