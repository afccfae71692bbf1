package dev.azdrill.report.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.azdrill.report.Xml;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupTest {
  @Test
  void line_ends_in_attributes_survive_a_parser() throws Exception {
    Markup out = new Markup("<?xml version=\"1.0\"?>");
    out.empty("a", "b", "one\ntwo\r\tthree \"'");

    assertThat(Xml.parse(out.finish()).text("/a/@b")).isEqualTo("one\ntwo\r\tthree \"'");
  }

  @Test
  void characters_beyond_the_basic_plane_stay_and_halves_of_them_do_not() {
    Markup out = new Markup("");
    out.element("p", "\uD83D\uDE80 \uD83D \uFFFE");

    assertThat(out.finish()).contains("<p>\uD83D\uDE80 \uFFFD \uFFFD</p>");
  }

  @Test
  void controls_that_turn_text_around_do_not_pass() {
    Markup out = new Markup("");
    out.element("p", "gpj.\u202Eexe \u2066x\u2069 \u009B31m \u001B[31m");

    assertThat(out.finish()).contains("<p>gpj.\uFFFDexe \uFFFDx\uFFFD \uFFFD31m \uFFFD[31m</p>");
  }

  @Test
  void a_forgotten_element_is_noticed() {
    Markup out = new Markup("");
    out.open("main").open("p");

    assertThatIllegalStateException()
        .isThrownBy(() -> out.close("main"))
        .withMessage("expected to close p, not main");
    assertThatIllegalStateException().isThrownBy(out::finish).withMessageContaining("main");
  }

  @Test
  void a_style_sheet_that_would_end_itself_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Markup("").style("</style>"));
  }

  @Test
  void a_long_document_is_written_as_it_grows_and_nothing_of_it_is_lost() {
    StringWriter written = new StringWriter();
    Markup streamed = new Markup("", written);
    Markup whole = new Markup("");
    for (Markup each : List.of(streamed, whole)) {
      each.open("body");
      for (int i = 0; i < 20_000; i++) {
        each.element("p", i + " < \u20ac");
      }
    }

    assertThat(written.getBuffer().length()).as("before its end").isGreaterThan(100_000);
    streamed.close("body").finish();
    assertThat(written).hasToString(whole.close("body").finish());
  }
}
