package dev.azdrill.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.build.ThirdParty.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whoever passes the executable jar on has every licence that they must pass on with it. */
class LicencesIT {
  private static final Jar JAR = Jar.executable();
  private static final Sbom SBOM = Sbom.parse(JAR.bytes(Sbom.NAME));
  private static final List<Section> SECTIONS =
      ThirdParty.parse(JAR.text(ThirdParty.NAME)).sections();

  /** Words without which a text is not that licence. */
  private static final Map<String, String> WORDS =
      Map.of(
          "MIT", "Permission is hereby granted, free of charge",
          "MIT-0", "Permission is hereby granted, free of charge",
          "BSD-2-Clause", "Redistributions in binary form must reproduce",
          "BSD-3-Clause", "Neither the name of",
          "EPL-1.0", "Eclipse Public License - v 1.0",
          "EPL-2.0", "Eclipse Public License - v 2.0",
          "MPL-2.0", "Mozilla Public License Version 2.0",
          "Apache-2.0", "Apache License");

  private static final Pattern ELSEWHERE =
      Pattern.compile("(?m)^(?:Text|Notices|Authors): (\\S+)$");

  @AfterAll
  static void close() throws IOException {
    JAR.close();
  }

  @Test
  void every_jar_has_the_licence_and_the_notice_of_azdrill() throws IOException {
    String licence = Files.readString(Path.of("LICENSE"));
    for (Jar jar : List.of(Jar.executable(), Jar.artifact(""), Jar.artifact("-sources"))) {
      try (jar) {
        assertThat(jar.text("META-INF/LICENSE")).as("%s", jar.path()).isEqualTo(licence);
        assertThat(jar.text("META-INF/NOTICE")).as("%s", jar.path()).contains("azdrill\nCopyright");
      }
    }
  }

  @Test
  void every_shaded_artifact_is_under_exactly_one_licence() {
    for (Sbom.Component component : SBOM.components()) {
      assertThat(SECTIONS.stream().filter(section -> section.covers(component)))
          .as("sections of src/main/executable/THIRD-PARTY.txt that name %s", component.id())
          .hasSize(1);
    }
  }

  @Test
  void the_licence_is_one_of_those_that_the_artifact_names() {
    for (Sbom.Component component : SBOM.components()) {
      String licence =
          SECTIONS.stream()
              .filter(section -> section.covers(component))
              .findFirst()
              .orElseThrow()
              .spdx();
      assertThat(component.licences().stream().map(LicencesIT::family))
          .as("the licences of %s in the SBOM", component.id())
          .contains(family(licence));
    }
  }

  /** A POM says "BSD", and a tool has to guess which. */
  private static String family(String spdx) {
    return spdx.startsWith("BSD-") ? "BSD" : spdx;
  }

  @Test
  void no_licence_stands_for_what_is_not_in_the_jar() {
    Set<String> files = JAR.files();
    for (Section section : SECTIONS) {
      for (String artifact : section.artifacts()) {
        Section alone =
            new Section(section.spdx(), section.title(), List.of(artifact), List.of(), "");
        assertThat(SBOM.components()).as("artifacts like %s", artifact).anyMatch(alone::covers);
      }
      for (String path : section.embedded()) {
        assertThat(files.stream().anyMatch(file -> file.startsWith(path)))
            .as("%s is in the jar", path)
            .isTrue();
      }
    }
  }

  @Test
  void every_licence_has_its_text() {
    for (Section section : SECTIONS) {
      StringBuilder text = new StringBuilder(section.text());
      Matcher elsewhere = ELSEWHERE.matcher(section.text());
      while (elsewhere.find()) {
        text.append(JAR.text(elsewhere.group(1)));
      }
      assertThat(WORDS).as(section.title()).containsKey(section.spdx());
      assertThat(text.toString().replaceAll("\\s+", " "))
          .as("%s: %s", section.spdx(), section.title())
          .contains(WORDS.get(section.spdx()));
    }
  }

  @Test
  void works_inside_of_artifacts_have_a_licence_too() {
    Set<String> embedded =
        SECTIONS.stream()
            .flatMap(section -> section.embedded().stream())
            .collect(Collectors.toSet());
    Pattern relocated = Pattern.compile("(?:.*/)?(?:shaded|ndjson/internal|thirdparty)/.*");
    Stream<String> unnamed =
        JAR.classes().stream()
            .filter(name -> relocated.matcher(name).matches())
            .filter(name -> embedded.stream().noneMatch(name::startsWith));
    assertThat(unnamed).as("relocated classes without a licence").isEmpty();
  }
}
