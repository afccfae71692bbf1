package dev.azdrill.fault;

import java.util.List;
import java.util.regex.Pattern;

/** A kind of thing that a fault hits, and how one is named. */
public enum SubjectKind {
  INSTANCE(
      "an instance", "i-[0-9a-f]{8,17}", "i-0a1b2c3d4e5f67890", List.of(OpenSubject.ANY_INSTANCE)),
  ZONE(
      "an Availability Zone",
      "[a-z]{2,8}(-[a-z0-9]{1,16}){1,6}-[0-9]{1,2}[a-z]",
      "eu-west-2a",
      List.of(OpenSubject.ANY_ZONE, OpenSubject.PRIMARY_ZONE)),
  DATABASE(
      "a DB instance",
      "[A-Za-z](-?[A-Za-z0-9]){0,62}",
      "production-db",
      List.of(OpenSubject.ANY_DATABASE)),
  SECURITY_GROUP(
      "a security group",
      "sg-[0-9a-f]{8,17}",
      "sg-0a1b2c3d4e5f67890",
      List.of(OpenSubject.APPLICATION_GROUP));

  /** Looked at first, so that no pattern meets more. */
  private static final int LENGTH_MAX = 128;

  private final String what;
  private final Pattern form;
  private final String example;
  private final List<OpenSubject> open;

  SubjectKind(String what, String form, String example, List<OpenSubject> open) {
    this.what = what;
    this.form = Pattern.compile(form);
    this.example = example;
    this.open = open;
  }

  /** {@code an Availability Zone such as eu-west-2a}. */
  public String words() {
    return what + " such as " + example;
  }

  /** The words that leave it open, the most general first. */
  public List<String> openWords() {
    return open.stream().map(OpenSubject::word).toList();
  }

  /** Whether the text names one, or is a word that leaves it open. */
  public boolean isName(String text) {
    return openWords().contains(text) || isNamed(text);
  }

  /** Whether the text is the name of one. */
  public boolean isNamed(String text) {
    return text.length() <= LENGTH_MAX && form.matcher(text).matches();
  }
}
