package dev.azdrill.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a step of a feature injects a fault: the step definition's Cucumber expression, and what its
 * placeholders and its words tell the fault. A value.
 *
 * @param expression such as {@code zone {string} loses power}
 * @param fixed the arguments that the words say
 * @param placeholders what the expression's placeholders say, in their order
 */
public record FaultSentence(
    String expression, FaultArguments fixed, List<Placeholder> placeholders) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  public FaultSentence {
    placeholders = List.copyOf(placeholders);
  }

  /** A sentence without placeholders that leaves every parameter open. */
  public static FaultSentence of(String expression) {
    return new FaultSentence(expression, FaultArguments.NONE, List.of());
  }

  /** The same, whose words say this. */
  public FaultSentence saying(String key, String value) {
    return new FaultSentence(expression, fixed.and(key, value), placeholders);
  }

  /** The same, whose next placeholder is the value of this parameter, written as it is. */
  public FaultSentence with(String key, String example) {
    return with(key, example, example);
  }

  /**
   * The same, whose next placeholder is the value of this parameter.
   *
   * @param example a value, such as {@code ec2}
   * @param written how the sentence writes it, without quotes: {@code EC2}
   */
  public FaultSentence with(String key, String example, String written) {
    return new FaultSentence(
        expression,
        fixed,
        Stream.concat(placeholders.stream(), Stream.of(new Placeholder(key, example, written)))
            .toList());
  }

  /**
   * What a fault is told by this sentence.
   *
   * @param values of the placeholders, in their order
   * @throws IllegalArgumentException when there are more or fewer than placeholders
   */
  public FaultArguments arguments(List<String> values) {
    if (values.size() != placeholders.size()) {
      throw new IllegalArgumentException(
          "expected a value for each placeholder of '" + expression + "', saw " + values);
    }
    FaultArguments all = fixed;
    for (int i = 0; i < values.size(); i++) {
      all = all.and(placeholders.get(i).key(), values.get(i));
    }
    return all;
  }

  /** A sentence that a feature may contain. */
  public String example() {
    StringBuilder text = new StringBuilder();
    List<Placeholder> left = new ArrayList<>(placeholders);
    Matcher matcher = PLACEHOLDER.matcher(expression);
    while (matcher.find()) {
      String written = left.remove(0).written();
      String quoted = matcher.group(1).equals("string") ? '"' + written + '"' : written;
      matcher.appendReplacement(text, Matcher.quoteReplacement(quoted));
    }
    return matcher.appendTail(text).toString();
  }

  /** What a fault is told by {@link #example}. */
  public FaultArguments exampleArguments() {
    return arguments(placeholders.stream().map(Placeholder::example).toList());
  }

  /**
   * What a placeholder says.
   *
   * @param key of the parameter
   * @param example a value of it
   * @param written how the sentence writes that value, without quotes
   */
  public record Placeholder(String key, String example, String written) {}
}
