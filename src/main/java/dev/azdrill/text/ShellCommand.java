package dev.azdrill.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command that can be pasted into a POSIX shell: words with anything special are quoted. */
public final class ShellCommand {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private final List<String> words;

  private ShellCommand(List<String> words) {
    this.words = List.copyOf(words);
  }

  /** Begins with these words. */
  public static ShellCommand of(String... words) {
    return new ShellCommand(List.of(words));
  }

  /** The same, with more words behind. */
  public ShellCommand with(List<String> more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(more);
    return new ShellCommand(all);
  }

  /** The same, with more words behind. */
  public ShellCommand with(String... more) {
    return with(List.of(more));
  }

  @Override
  public String toString() {
    return words.stream().map(ShellCommand::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
