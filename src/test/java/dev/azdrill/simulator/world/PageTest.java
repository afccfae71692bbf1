package dev.azdrill.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final List<String> ALL = List.of("a", "b", "c");

  @Test
  void the_token_of_a_page_asks_for_the_next() {
    Page<String> first = Page.cut(ALL, null, 2, "InvalidNextToken");
    Page<String> second = Page.cut(ALL, first.next(), 2, "InvalidNextToken");
    assertThat(first.items()).containsExactly("a", "b");
    assertThat(second.items()).containsExactly("c");
    assertThat(second.next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"azdrill-page:-1", "azdrill-page:9999999999", "azdrill-page:", "other:1"})
  void a_token_that_no_page_gave_is_refused_with_the_code_of_the_service(String text) {
    AwsError refusal = refusal(text);
    assertThat(refusal.code()).isEqualTo("InvalidNextToken");
    assertThat(refusal).hasMessageContaining("is not valid");
  }

  @Test
  void a_page_of_any_size_ends_with_what_there_is() {
    Page<String> first = Page.cut(ALL, null, 2, "InvalidNextToken");
    Page<String> rest = Page.cut(ALL, first.next(), Integer.MAX_VALUE, "InvalidNextToken");
    assertThat(rest.items()).containsExactly("c");
  }

  @Test
  void a_token_behind_the_end_has_expired() {
    assertThat(refusal("azdrill-page:4")).hasMessageContaining("is expired");
  }

  private static AwsError refusal(String text) {
    String token = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return catchThrowableOfType(AwsError.class, () -> Page.cut(ALL, token, 1, "InvalidNextToken"));
  }
}
