package dev.azdrill.feature;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Free text below a title. Cucumber takes every line for it that begins with no keyword: a misspelt
 * scenario, or a misspelt first step, becomes part of it without a word.
 */
final class Description {
  private static final Pattern TITLE = Pattern.compile("(\\p{L}[\\p{L} ]{1,30}?)\\s*:(?:\\s.*)?");
  private static final Pattern FIRST_WORD = Pattern.compile("(\\p{L}+)\\s+\\S.*");

  /** Line numbers, and what is there. */
  private final SortedMap<Integer, String> text;

  /** Whether a blank line, or nothing but comments, is between a line and what follows. */
  private final List<String> source;

  private Description(SortedMap<Integer, String> text, List<String> source) {
    this.text = text;
    this.source = source;
  }

  /** The description that follows a title in this line. */
  static Description after(int title, String description, List<String> source) {
    SortedMap<Integer, String> text = new TreeMap<>();
    int at = title;
    for (String line : description.lines().map(String::strip).toList()) {
      if (line.isEmpty()) {
        continue;
      }
      while (at < source.size() && !source.get(at).strip().equals(line)) {
        at++;
      }
      text.put(at + 1, line);
      at++;
    }
    return new Description(text, source);
  }

  /** Lines that were probably not meant as text, and what is wrong with each. */
  Map<Integer, String> mistakes(Keywords keywords, boolean isFollowedBySteps) {
    Map<Integer, String> mistakes = new TreeMap<>();
    text.forEach(
        (line, words) ->
            title(keywords, words)
                .or(() -> isFollowedBySteps ? step(keywords, line, words) : Optional.empty())
                .ifPresent(what -> mistakes.put(line, what)));
    List<Integer> steps =
        text.entrySet().stream()
            .filter(each -> keywords.isStep(each.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (steps.size() > 1) {
      mistakes.put(
          steps.get(0),
          "these steps belong to no scenario and are ignored: write 'Scenario:' above them");
    }
    return mistakes;
  }

  private static Optional<String> title(Keywords keywords, String words) {
    Matcher title = TITLE.matcher(words);
    Optional<String> meant =
        title.matches() ? keywords.blockMeantBy(title.group(1)) : Optional.empty();
    return meant
        .map(keyword -> "'" + title.group(1) + "' is taken for text: did you mean '" + keyword)
        .or(
            () ->
                keywords
                    .blockWithoutColon(words)
                    .map(keyword -> "this line is taken for text: did you mean '" + keyword))
        .map(begin -> begin + ":'?");
  }

  private Optional<String> step(Keywords keywords, int line, String words) {
    Matcher first = FIRST_WORD.matcher(words);
    if (!first.matches()) {
      return Optional.empty();
    }
    String word = first.group(1);
    return keywords
        .stepMeantBy(word)
        .or(() -> isRightAboveSteps(line) ? keywords.stepInOtherCase(word) : Optional.empty())
        .map(
            keyword ->
                "'"
                    + word
                    + " ...' is taken for text, not for a step: did you mean '"
                    + keyword
                    + "'?");
  }

  /** Text is told from steps by a blank line between them. */
  private boolean isRightAboveSteps(int line) {
    for (int at = line; at < source.size() && !source.get(at).isBlank(); at++) {
      if (!text.containsKey(at + 1)) {
        return true;
      }
    }
    return false;
  }
}
