package dev.azdrill.evidence;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Texts of any characters, and texts of those that mean something to a parser. */
public final class AnyText extends DomainContextBase {
  private static final String MEANINGFUL = "<>&\"'-]!/?=;: \t\r\n\u0000\u001F\u0085\uFFFE\uD800";

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all(),
        Arbitraries.strings().withChars(MEANINGFUL.toCharArray()).ofMaxLength(20));
  }
}
