package dev.azdrill.drill.file;

import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.yaml.DocumentException;
import dev.azdrill.yaml.Section;
import dev.azdrill.yaml.YamlNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A kind of thing that a fault hits, and how one is named. */
enum Subject {
  INSTANCE(
      "an instance",
      "i-[0-9a-f]{8,17}",
      "i-0a1b2c3d4e5f67890",
      OpenSubject.words(OpenSubject.ANY_INSTANCE)),
  ZONE(
      "an Availability Zone",
      "[a-z]{2,8}(-[a-z0-9]{1,16}){1,6}-[0-9]{1,2}[a-z]",
      "eu-west-2a",
      OpenSubject.words(OpenSubject.ANY_ZONE, OpenSubject.PRIMARY_ZONE)),
  DATABASE(
      "a DB instance",
      "[A-Za-z](-?[A-Za-z0-9]){0,62}",
      "production-db",
      OpenSubject.words(OpenSubject.ANY_DATABASE)),
  SECURITY_GROUP(
      "a security group",
      "sg-[0-9a-f]{8,17}",
      "sg-0a1b2c3d4e5f67890",
      OpenSubject.words(OpenSubject.APPLICATION_GROUP));

  /** Looked at first, so that no pattern meets more. */
  private static final int LENGTH_MAX = 128;

  private final String what;
  private final Pattern form;
  private final String example;
  private final List<String> open;

  Subject(String what, String form, String example, List<String> open) {
    this.what = what;
    this.form = Pattern.compile(form);
    this.example = example;
    this.open = open;
  }

  /** The node as the name of one, or as a word that leaves it open. */
  String read(YamlNode node) {
    return read(node, List.of(this));
  }

  /** The node as the name of one of these, or as a word that leaves it open. */
  static String read(YamlNode node, List<Subject> kinds) {
    String text = Section.string(node);
    if (kinds.stream().noneMatch(each -> each.isName(text))) {
      List<String> open = kinds.stream().flatMap(each -> each.open.stream()).toList();
      throw new DocumentException(
          "",
          kinds.stream()
                  .map(each -> each.what + " such as " + each.example)
                  .collect(Collectors.joining(", "))
              + ", or "
              + String.join(" or ", open),
          Printable.quoted(text),
          Resemblance.advice(text, open, "write one of these"));
    }
    return text;
  }

  private boolean isName(String text) {
    return open.contains(text) || isNamed(text);
  }

  /** Whether the text is the name of one. */
  boolean isNamed(String text) {
    return text.length() <= LENGTH_MAX && form.matcher(text).matches();
  }
}
