package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.Service;
import java.util.Optional;
import org.apache.http.Header;
import org.apache.http.HttpRequest;

/**
 * What a request asks for, escapes and all.
 *
 * @param path begins with a slash
 * @param query what follows the question mark; empty where none is
 */
record RequestTarget(String path, String query) {
  static RequestTarget of(HttpRequest request) {
    String target = request.getRequestLine().getUri();
    int mark = target.indexOf('?');
    return mark < 0
        ? new RequestTarget(target, "")
        : new RequestTarget(target.substring(0, mark), target.substring(mark + 1));
  }

  /** The service that a request is signed for. */
  static Optional<Service> service(HttpRequest request) {
    Header authorization = request.getFirstHeader("Authorization");
    return CredentialScope.service(
        authorization == null ? null : authorization.getValue(), of(request).query());
  }
}
