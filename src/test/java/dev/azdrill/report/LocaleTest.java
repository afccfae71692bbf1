package dev.azdrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.report.html.HtmlReport;
import dev.azdrill.report.json.JsonReport;
import dev.azdrill.report.junit.JUnitReport;
import java.util.Locale;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("it changes the locale of the whole JVM")
class LocaleTest {
  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR", "de-CH", "hi-IN-u-nu-deva"})
  void the_same_evidence_gives_the_same_bytes_in_every_locale(String tag) {
    RunEvidence evidence = SampleRuns.failed();
    Locale before = Locale.getDefault();
    String html = HtmlReport.render(evidence);
    String json = JsonReport.render(evidence);
    String junit = JUnitReport.render(evidence);
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(HtmlReport.render(evidence)).isEqualTo(html);
      assertThat(JsonReport.render(evidence)).isEqualTo(json);
      assertThat(JUnitReport.render(evidence)).isEqualTo(junit);
    } finally {
      Locale.setDefault(before);
    }
  }
}
