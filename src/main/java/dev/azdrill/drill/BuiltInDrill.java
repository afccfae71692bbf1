package dev.azdrill.drill;

import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.StackSubjects;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The drills that can be run by name, from features and from the command line. */
public enum BuiltInDrill {
  INSTANCE_TERMINATION {
    @Override
    Stream<String> subjects(Inventory stack) {
      return StackSubjects.instances(stack);
    }

    @Override
    Drill on(Inventory stack, String subject) {
      return Drills.instanceTermination(subject);
    }
  },
  APPLICATION_HANG {
    @Override
    Stream<String> subjects(Inventory stack) {
      return StackSubjects.instances(stack);
    }

    @Override
    Drill on(Inventory stack, String subject) {
      return Drills.applicationHang(subject);
    }
  },
  ZONE_POWER_LOSS {
    @Override
    Stream<String> subjects(Inventory stack) {
      return StackSubjects.zones(stack);
    }

    @Override
    Drill on(Inventory stack, String subject) {
      return Drills.zonePowerLoss(stack, subject);
    }
  },
  DATABASE_FAILOVER {
    @Override
    Stream<String> subjects(Inventory stack) {
      return StackSubjects.databases(stack);
    }

    @Override
    Drill on(Inventory stack, String subject) {
      return Drills.databaseFailover(
          stack.all(Kind.DB_INSTANCE).stream()
              .filter(each -> each.dbInstanceIdentifier().equals(subject))
              .findFirst()
              .orElseThrow());
    }
  };

  /** What it can be run on in this stack. */
  abstract Stream<String> subjects(Inventory stack);

  abstract Drill on(Inventory stack, String subject);

  /**
   * The drill, for what stands there.
   *
   * @param subject an instance, a zone or a database of the stack; empty for its first
   * @throws FaultException when the stack has no such subject
   */
  public Drill on(Inventory stack, Optional<String> subject) {
    List<String> there = subjects(stack).distinct().sorted().toList();
    String chosen =
        subject.orElseGet(
            () ->
                there.stream()
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new FaultException(
                                "expected something in the stack to run the "
                                    + words()
                                    + " drill on, saw nothing")));
    FaultContext.require("a subject of the " + words() + " drill", chosen, there);
    return on(stack, chosen);
  }

  /** As people say it: {@code zone power loss}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** As it is typed: {@code zone-power-loss}. */
  public String label() {
    return words().replace(' ', '-');
  }

  /** The one of this name, in words or as it is typed; empty when there is none. */
  public static Optional<BuiltInDrill> named(String name) {
    return Arrays.stream(values())
        .filter(each -> each.words().equals(name) || each.label().equals(name))
        .findFirst();
  }

  /** Their names, in words, for people. */
  public static String all() {
    return Arrays.stream(values()).map(BuiltInDrill::words).collect(Collectors.joining(", "));
  }

  /** Their names, as they are typed. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(BuiltInDrill::label).toList();
  }
}
