package dev.azdrill.fault;

import java.util.Set;

/** What must hold between the parameters of one fault. */
public sealed interface ParameterRule {
  /** Whether it holds when these parameters are given. */
  boolean admits(Set<String> given);

  /** What it demands, as the end of a sentence that begins with "expected". */
  String words();

  /** Two of which at most one is given. */
  record NotBoth(String one, String other) implements ParameterRule {
    @Override
    public boolean admits(Set<String> given) {
      return !given.contains(one) || !given.contains(other);
    }

    @Override
    public String words() {
      return one + " or " + other + ", not both";
    }
  }

  /** One that says nothing without another. */
  record OnlyWith(String key, String other) implements ParameterRule {
    @Override
    public boolean admits(Set<String> given) {
      return !given.contains(key) || given.contains(other);
    }

    @Override
    public String words() {
      return key + " only beside " + other;
    }
  }
}
