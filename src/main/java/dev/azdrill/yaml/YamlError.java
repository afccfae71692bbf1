package dev.azdrill.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a YAML parser complains of, as one sentence with its place.
 *
 * <p>The parser's message has a line for what it was doing, one for what it met, and after each the
 * place with a snippet of the text. Jackson's own location is that of the token before.
 */
final class YamlError {
  private static final Pattern PLACE =
      Pattern.compile("\\s*in 'reader', line (\\d{1,9}), column (\\d{1,9}):.*");
  private static final String TAB = "\\t(TAB)";
  private static final String NO_KEY = "Expected a field name";

  private final String problem;
  private final Mark mark;

  private YamlError(String problem, Mark mark) {
    this.problem = problem;
    this.mark = mark;
  }

  static YamlError of(JsonProcessingException e) {
    String problem = "";
    String last = "";
    Mark mark = null;
    for (String line : String.valueOf(e.getOriginalMessage()).lines().toList()) {
      Matcher place = PLACE.matcher(line);
      if (place.matches()) {
        problem = last;
        mark = new Mark(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
      }
      last = line.isBlank() ? last : line;
    }
    if (mark == null) {
      return new YamlError(last, mark(e.getLocation()));
    }
    return new YamlError(problem, mark);
  }

  private static Mark mark(JsonLocation location) {
    return location == null
        ? Mark.START
        : new Mark(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  DocumentException at(String file) {
    return complaint().at(file, mark);
  }

  private DocumentException complaint() {
    if (problem.contains(TAB)) {
      return new DocumentException("", "spaces", "a tab", "indent with spaces");
    }
    if (problem.startsWith(NO_KEY)) {
      return new DocumentException(
          "", "a key of one word", "something else", "write lines of the form key: value");
    }
    return new DocumentException(
        "",
        "YAML",
        "a syntax error (" + problem.strip() + ")",
        "correct the line or quote the text");
  }
}
