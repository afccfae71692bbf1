package dev.azdrill.simulator.ec2.compute;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an instance writes to its console: a line whenever it boots or goes down. A value.
 *
 * @param lines the oldest first
 */
record ConsoleLog(List<Line> lines) {
  static final ConsoleLog EMPTY = new ConsoleLog(List.of());

  /** EC2 keeps the most recent 64 KiB, which are more lines of ours than this. */
  private static final int LINES_MAX = 500;

  ConsoleLog {
    lines = List.copyOf(lines);
  }

  /**
   * What was written.
   *
   * @param isPosted whether EC2 posts it at once
   */
  record Line(Instant at, String text, boolean isPosted) {}

  /** That of an instance which stands elsewhere and has booted there: EC2 has posted that. */
  static ConsoleLog adopted(Instant booted, String text) {
    return new ConsoleLog(List.of(new Line(booted, text, true)));
  }

  /** The same with one more line. */
  ConsoleLog with(Instant at, String text) {
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(at, text, false));
    return new ConsoleLog(more.subList(Math.max(0, more.size() - LINES_MAX), more.size()));
  }

  /**
   * What EC2 has posted of it until now: all that was written up to a line that was posted.
   *
   * @param takes how long after a line it is posted
   */
  Optional<Posted> posted(Instant now, Function<Line, Duration> takes) {
    Optional<Posted> last = Optional.empty();
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(text(line));
      Instant at = line.isPosted() ? line.at() : line.at().plus(takes.apply(line));
      if (!at.isAfter(now)) {
        Instant before = last.map(Posted::at).orElse(at);
        last = Optional.of(new Posted(at.isAfter(before) ? at : before, text.toString()));
      }
    }
    return last;
  }

  /** All of it, as who asks for the latest gets it. */
  Optional<Posted> latest(Instant now) {
    return posted(now, line -> Duration.ZERO);
  }

  private static String text(Line line) {
    return "[" + line.at() + "] " + line.text() + "\r\n";
  }

  /**
   * Console output.
   *
   * @param at when it was last updated
   */
  record Posted(Instant at, String text) {}
}
