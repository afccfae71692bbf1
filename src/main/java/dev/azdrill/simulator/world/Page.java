package dev.azdrill.simulator.world;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list that is longer than a reply.
 *
 * @param items what this page shows
 * @param next the token that asks for the next page, or null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {
  private static final String PREFIX = "azdrill-page:";

  /**
   * Cuts a page.
   *
   * @param all everything, in an order that does not change between calls
   * @param token the token of the page before, or null for the first
   * @param limit how many the caller wants at most, or null for all
   * @param refusal the code with which this service refuses a token that is not its own
   */
  public static <T> Page<T> cut(
      List<T> all, @Nullable String token, @Nullable Integer limit, String refusal) {
    int from = token == null ? 0 : offset(token, all.size(), refusal);
    int to = limit == null ? all.size() : (int) Math.min(all.size(), (long) from + limit);
    return new Page<>(all.subList(from, to), to < all.size() ? token(to) : null);
  }

  private static String token(int offset) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((PREFIX + offset).getBytes(StandardCharsets.UTF_8));
  }

  private static int offset(String token, int size, String refusal) {
    int offset = number(token).orElseThrow(() -> WorldErrors.tokenInvalid(refusal, token));
    if (offset > size) {
      throw WorldErrors.tokenExpired(refusal, token);
    }
    return offset;
  }

  private static OptionalInt number(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.matches(PREFIX + "\\d+")) {
        return OptionalInt.of(Integer.parseInt(text.substring(PREFIX.length())));
      }
    } catch (IllegalArgumentException e) {
      // falls through: a token that is not ours, whatever is wrong with it
    }
    return OptionalInt.empty();
  }
}
