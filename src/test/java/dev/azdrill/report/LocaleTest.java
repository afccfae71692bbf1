package dev.azdrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("it changes the locale of the whole JVM")
class LocaleTest {
  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR", "de-CH", "hi-IN-u-nu-deva"})
  void the_same_evidence_gives_the_same_bytes_in_every_locale(String tag) {
    Locale before = Locale.getDefault();
    String html = HtmlReport.render(Rehearsal.passed());
    String json = JsonReport.render(Rehearsal.passed());
    String junit = JUnitReport.render(Rehearsal.passed());
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(HtmlReport.render(Rehearsal.passed())).isEqualTo(html);
      assertThat(JsonReport.render(Rehearsal.passed())).isEqualTo(json);
      assertThat(JUnitReport.render(Rehearsal.passed())).isEqualTo(junit);
    } finally {
      Locale.setDefault(before);
    }
  }
}
