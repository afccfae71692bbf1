package dev.azdrill.build;

import java.util.ArrayList;
import java.util.List;

/** The licences of other works in the executable jar: {@code META-INF/THIRD-PARTY.txt}. */
record ThirdParty(List<Section> sections) {
  static final String NAME = "META-INF/THIRD-PARTY.txt";

  /**
   * One licence and the works that are under it.
   *
   * @param artifacts {@code group:artifact} or {@code group:*}
   * @param embedded paths of works inside these or other artifacts
   */
  record Section(
      String spdx, String title, List<String> artifacts, List<String> embedded, String text) {
    boolean covers(Sbom.Component component) {
      return artifacts.contains(component.id()) || artifacts.contains(component.group() + ":*");
    }
  }

  static ThirdParty parse(String text) {
    List<Section> sections = new ArrayList<>();
    String[] parts = ("\n" + text).split("\n== ", -1);
    for (String part : List.of(parts).subList(1, parts.length)) {
      String[] headAndText = part.split("\n\n", 2);
      List<String> head = headAndText[0].lines().toList();
      String[] title = head.get(0).split(": ", 2);
      List<String> artifacts = new ArrayList<>();
      List<String> embedded = new ArrayList<>();
      for (String line : head.subList(1, head.size())) {
        String[] work = line.substring("* ".length()).split(" contains ", 2);
        (work.length == 2 ? embedded : artifacts).add(work[work.length - 1]);
      }
      sections.add(new Section(title[0], title[1], artifacts, embedded, headAndText[1]));
    }
    return new ThirdParty(sections);
  }
}
