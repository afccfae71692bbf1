package dev.azdrill.fault;

import java.util.List;
import java.util.regex.Pattern;

/** What may stand under a parameter of a fault: a text of a certain form. */
public sealed interface ParameterType {
  /** What it is, as the end of a sentence that begins with "expected". */
  String words();

  /** Whether this text is one. */
  boolean admits(String text);

  /** Calls the method of {@code reader} that belongs to this type. */
  <R> R accept(Reader<R> reader);

  /** One method for each type. */
  interface Reader<R> {
    R subject(Subject type);

    R whole(Whole type);

    R amount(Amount type);

    R choice(Choice type);

    R operation(Operation type);
  }

  /** The name of something in the stack, or a word that leaves it open. */
  record Subject(SubjectKind kind) implements ParameterType {
    @Override
    public String words() {
      return kind.words() + ", or " + String.join(" or ", kind.openWords());
    }

    @Override
    public boolean admits(String text) {
      return kind.isName(text);
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.subject(this);
    }
  }

  /** A whole number in decimal digits, from {@code min} to {@code max}. */
  record Whole(int min, int max) implements ParameterType {
    private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,8}");

    @Override
    public String words() {
      return "a whole number from " + min + " to " + max;
    }

    @Override
    public boolean admits(String text) {
      return DIGITS.matcher(text).matches()
          && Integer.parseInt(text) >= min
          && Integer.parseInt(text) <= max;
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.whole(this);
    }
  }

  /** How many of something: a number, a percentage (rounded up), or {@code all}. */
  record Amount() implements ParameterType {
    /** Every one. */
    public static final String ALL = "all";

    /** As a number, without the percentages. */
    static final Whole NUMBER = new Whole(1, 100_000);

    private static final Pattern PERCENT = Pattern.compile("(100|[1-9][0-9]?)%");

    @Override
    public String words() {
      return "a number from 1, a percentage such as 50%, or " + ALL;
    }

    @Override
    public boolean admits(String text) {
      return text.equals(ALL) || PERCENT.matcher(text).matches() || NUMBER.admits(text);
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.amount(this);
    }
  }

  /** One of these words. */
  record Choice(List<String> options) implements ParameterType {
    public Choice {
      options = List.copyOf(options);
    }

    @Override
    public String words() {
      return "one of " + String.join(", ", options);
    }

    @Override
    public boolean admits(String text) {
      return options.contains(text);
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.choice(this);
    }
  }

  /** The name of an operation of AWS's API. */
  record Operation() implements ParameterType {
    /** As a regular expression. */
    public static final String FORM = "[A-Z][A-Za-z0-9]{1,63}";

    private static final Pattern NAME = Pattern.compile(FORM);

    @Override
    public String words() {
      return "an operation such as DescribeInstances";
    }

    @Override
    public boolean admits(String text) {
      return NAME.matcher(text).matches();
    }

    @Override
    public <R> R accept(Reader<R> reader) {
      return reader.operation(this);
    }
  }
}
