package dev.azdrill.fault;

import dev.azdrill.inventory.Inventory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A word that stands in a file for what is known only when the stack stands. It means the same
 * wherever it stands in one file.
 */
public enum OpenSubject {
  /** The first instance in service by id. */
  ANY_INSTANCE("an instance of the Auto Scaling group") {
    @Override
    Stream<String> candidates(Inventory stack) {
      return StackSubjects.instances(stack);
    }
  },
  /** The first zone in which the stack stands. */
  ANY_ZONE("an Availability Zone in which the stack stands") {
    @Override
    Stream<String> candidates(Inventory stack) {
      return StackSubjects.zones(stack);
    }
  },
  /** The zone in which the database's primary stands when the drill begins. */
  PRIMARY_ZONE("the zone of a database's primary") {
    @Override
    Stream<String> candidates(Inventory stack) {
      return StackSubjects.primaryZones(stack);
    }
  },
  /** The first database of the stack. */
  ANY_DATABASE("a database") {
    @Override
    Stream<String> candidates(Inventory stack) {
      return StackSubjects.databases(stack);
    }
  },
  /** The security group that the launch template gives to the application's instances. */
  APPLICATION_GROUP("a security group of the launch template") {
    @Override
    Stream<String> candidates(Inventory stack) {
      return StackSubjects.applicationGroups(stack);
    }
  };

  private final String what;

  OpenSubject(String what) {
    this.what = what;
  }

  /** What it may stand for in this stack. */
  abstract Stream<String> candidates(Inventory stack);

  /** As it stands in files: {@code any-instance}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * What a subject means in this stack: its first by name where it is left open, else itself.
   *
   * @throws FaultException when it is left open and the stack has none
   */
  public static String resolve(String subject, Inventory stack) {
    return named(subject).map(each -> each.in(stack)).orElse(subject);
  }

  private String in(Inventory stack) {
    return candidates(stack)
        .min(String::compareTo)
        .orElseThrow(
            () ->
                new FaultException(
                    "expected " + what + " for " + word() + ", saw none in the stack"));
  }

  /** Whether a subject is left open by this text. */
  public static boolean isWord(String text) {
    return named(text).isPresent();
  }

  private static Optional<OpenSubject> named(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  public static List<String> words(OpenSubject... all) {
    return Arrays.stream(all).map(OpenSubject::word).toList();
  }
}
