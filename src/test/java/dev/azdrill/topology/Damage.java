package dev.azdrill.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages the text of a blueprint as people and editors do: the same seed, the same damage. */
public final class Damage {
  private static final List<String> VALUES =
      List.of(
          "",
          "~",
          "0",
          "-1",
          "1",
          "7",
          "65536",
          "2000000000",
          "2147483648",
          "1e400",
          "NaN",
          ".inf",
          "0x10",
          "010",
          "true",
          "yes",
          "[]",
          "{}",
          "[1]",
          "{a: b}",
          "'",
          "\"",
          "*a",
          "&a 1",
          "!!int 3",
          "!x y",
          "|",
          ">",
          "@",
          "%",
          "`",
          "?",
          ": :",
          "- -",
          "#",
          "\\",
          "\"\\e[31m\"",
          "\"a\\nb\"",
          "\u202e",
          "\ud83d\ude00",
          "\u0000",
          "\u001b[2J",
          "\ud800",
          "\u2028",
          "internet",
          "0.0.0.0/0",
          "10.0.0.0/33",
          "1s",
          "0s",
          "999999h",
          "postgres",
          "mysql",
          "eu-west-2a",
          "us-east-1",
          "aws:x",
          "internal-x",
          "rdsadmin",
          "t99.giant",
          "x".repeat(300));
  private static final String CHARACTERS = "aA0 :-#'\"{}[]|>&*!%@`,?\t\n\\/.~";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

  private final Random random;

  public Damage(long seed) {
    random = new Random(seed);
  }

  /** The text with one to three damages. */
  public String to(String text) {
    String damaged = text;
    for (int i = 0; i <= random.nextInt(3); i++) {
      damaged = once(damaged);
    }
    return damaged;
  }

  private String once(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(14)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(random.nextInt(lines.size()), line);
      case 2 -> lines.set(at, " ".repeat(random.nextInt(4)) + line);
      case 3 -> lines.set(at, line.stripLeading());
      case 4 -> lines.set(at, character(line));
      case 5 -> lines.set(at, line + VALUES.get(random.nextInt(VALUES.size())));
      case 6 -> {
        return text.substring(0, random.nextInt(text.length() + 1));
      }
      case 7, 8 -> lines.set(at, value(line));
      case 9 -> swap(lines, at, random.nextInt(lines.size()));
      default -> lines.set(at, number(line));
    }
    return String.join("\n", lines);
  }

  /** Two keys that get each other's values. */
  private static void swap(List<String> lines, int one, int other) {
    String first = lines.get(one);
    String second = lines.get(other);
    lines.set(one, key(first) + second.substring(key(second).length()));
    lines.set(other, key(second) + first.substring(key(first).length()));
  }

  private static String key(String line) {
    return line.substring(0, line.indexOf(':') + 1);
  }

  /** Another number where one is: a little or a lot more or less. */
  private String number(String line) {
    List<MatchResult> numbers = NUMBER.matcher(line).results().toList();
    if (numbers.isEmpty()) {
      return value(line);
    }
    MatchResult found = numbers.get(random.nextInt(numbers.size()));
    long number = Long.parseLong(found.group());
    List<Long> others = List.of(number + 1, number - 1, number * 2, number * 100, number / 2, 0L);
    return line.substring(0, found.start())
        + others.get(random.nextInt(others.size()))
        + line.substring(found.end());
  }

  /** Another value after the key. */
  private String value(String line) {
    return key(line) + " " + VALUES.get(random.nextInt(VALUES.size()));
  }

  /** A character more, less or another one. */
  private String character(String line) {
    int at = random.nextInt(line.length() + 1);
    char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    int until = Math.min(line.length(), at + random.nextInt(2));
    return line.substring(0, at) + (random.nextBoolean() ? other : "") + line.substring(until);
  }
}
