package dev.azdrill.drill.file;

import dev.azdrill.fault.SubjectKind;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.yaml.DocumentException;
import dev.azdrill.yaml.Section;
import dev.azdrill.yaml.YamlNode;
import java.util.List;
import java.util.stream.Collectors;

/** The name of something in the stack as a scalar of YAML. */
final class SubjectNode {
  private SubjectNode() {}

  /** The node as the name of one of these, or as a word that leaves it open. */
  static String read(YamlNode node, List<SubjectKind> kinds) {
    String text = Section.string(node);
    if (kinds.stream().noneMatch(each -> each.isName(text))) {
      List<String> open = kinds.stream().flatMap(each -> each.openWords().stream()).toList();
      throw new DocumentException(
          "",
          kinds.stream().map(SubjectKind::words).collect(Collectors.joining(", "))
              + ", or "
              + String.join(" or ", open),
          Printable.quoted(text),
          Resemblance.advice(text, open, "write one of these"));
    }
    return text;
  }
}
