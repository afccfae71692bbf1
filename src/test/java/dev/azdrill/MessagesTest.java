package dev.azdrill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people are told is made of sentences, and not of the names of classes. */
class MessagesTest {
  /** Where an exception itself, or the name of a class, becomes text. */
  private static final Pattern CLASS_NAME =
      Pattern.compile(
          "getSimpleName\\(\\)|\\.getClass\\(\\)\\.getName\\(\\)"
              + "|\\b(e|exception|cause|why|failure|refusal|unknown)(\\.|::)toString\\b"
              + "|String\\.valueOf\\((e|exception|cause|failure|refusal)\\)"
              + "|\" \\+ (e|exception|cause|failure|refusal)\\b(?!\\.)(?=[);, +])");

  /** What may: a value or a structure that is no exception, and what only developers meet. */
  private static final List<String> EXCEPT =
      List.of("drill/file/Forms.java", "simulator/wire/RequestMembers.java");

  @Test
  void no_message_is_made_of_an_exception_itself() throws IOException {
    List<String> found = new ArrayList<>();
    Path root = Path.of("src/main/java/dev/azdrill");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
        String name = root.relativize(file).toString();
        if (EXCEPT.stream().noneMatch(name::startsWith)) {
          List<String> lines = Files.readAllLines(file);
          for (int i = 0; i < lines.size(); i++) {
            if (CLASS_NAME.matcher(lines.get(i)).find()) {
              found.add(name + ":" + (i + 1) + " " + lines.get(i).strip());
            }
          }
        }
      }
    }
    assertThat(found).as("use text.Trouble, which makes a sentence of it").isEmpty();
  }
}
