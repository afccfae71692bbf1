package dev.azdrill.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QueryParametersTest {
  @Test
  void a_parameter_without_a_value_is_empty_and_one_without_a_name_is_nothing() {
    QueryParameters form = QueryParameters.parse("&&Action=DescribeVpcs&Marker&Note=a=b&&");

    assertThat(form.value("Action")).isEqualTo("DescribeVpcs");
    assertThat(form.value("Marker")).isEmpty();
    assertThat(form.value("Note")).isEqualTo("a=b");
    assertThat(form.names()).containsExactly("Action", "Marker", "Note");
  }

  /** Once, the rest of the body was searched at each of them: this took hours. */
  @Test
  void a_body_of_nothing_but_separators_is_read_once() {
    assertThat(QueryParameters.parse("&".repeat(16 * 1024 * 1024)).names()).isEmpty();
  }

  @Test
  void more_parameters_than_any_call_has_are_refused() {
    assertThatThrownBy(() -> QueryParameters.parse("a&".repeat(50_001)))
        .isInstanceOf(DecodingException.class)
        .hasMessage("Invalid value 'more parameters' for the request body: expected at most 50000");
    assertThat(QueryParameters.parse("a&".repeat(50_000)).names()).containsExactly("a");
  }
}
