package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.Service;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The service that a request is signed for: in its header, or in its query where it was signed in
 * advance.
 *
 * <p>Source: AWS IAM User Guide, "Add the signature to the request".
 */
final class CredentialScope {
  private static final Pattern IN_QUERY = Pattern.compile("(?:^|&)X-Amz-(Credential=[^&]*)");

  private CredentialScope() {}

  /**
   * @param authorization the header of this name
   * @param query as it stands in the URL, escapes and all
   */
  static Optional<Service> service(@Nullable String authorization, @Nullable String query) {
    return name(authorization, query).flatMap(Service::signedAs);
  }

  /**
   * Its name, whether the region has it or not.
   *
   * @param authorization the header of this name
   * @param query as it stands in the URL, escapes and all
   */
  static Optional<String> name(@Nullable String authorization, @Nullable String query) {
    if (authorization != null) {
      return Service.nameSignedFor(authorization);
    }
    return query == null ? Optional.empty() : signedInAdvance(query);
  }

  private static Optional<String> signedInAdvance(String query) {
    Matcher credential = IN_QUERY.matcher(query);
    if (!credential.find()) {
      return Optional.empty();
    }
    try {
      return Service.nameSignedFor(URLDecoder.decode(credential.group(1), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEscaped) {
      return Optional.empty();
    }
  }
}
