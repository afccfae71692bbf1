package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.AwsDomains;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.http.Header;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.HttpVersion;

/**
 * The names by which clients reach the server. Any web page that a browser shows may send requests
 * to the loopback address, and any domain may resolve to it (DNS rebinding): requests of such pages
 * are refused by the headers that browsers do not let pages choose, {@code Host}, {@code Origin}
 * and {@code Sec-Fetch-Site}. AWS clients send none but {@code Host}.
 */
final class ServerNames {
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[0-9A-Za-z_.-]+)(:[0-9]{1,5})?");
  private static final Pattern LOOPBACK =
      Pattern.compile("(.+\\.)?localhost|127(\\.[0-9]{1,3}){3}|\\[(0*:)*:?0*1]");
  private static final Pattern IP_ADDRESS = Pattern.compile("\\[.*]|[0-9]+(\\.[0-9]+){3}");
  private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");

  private final InetAddress bound;
  private final Set<String> allowed;

  /**
   * @param bound where the server listens
   * @param allowed further names, each with all its subdomains
   */
  ServerNames(InetAddress bound, Set<String> allowed) {
    this.bound = bound;
    this.allowed = allowed.stream().map(ServerNames::plain).collect(Collectors.toSet());
  }

  /** The refusal of a request that may be a web page's. */
  Optional<HttpResponse> refusal(HttpRequest request) {
    Header[] hosts = request.getHeaders("Host");
    if (hosts.length > 1
        || (hosts.length == 0
            && request.getProtocolVersion().greaterEquals(HttpVersion.HTTP_1_1))) {
      return Optional.of(
          PlainReply.of(HttpStatus.SC_BAD_REQUEST, "expected one Host header in the request"));
    }
    for (Header host : hosts) {
      Optional<String> name = name(host.getValue());
      if (name.filter(each -> isServer(each) || AwsDomains.contain(each)).isEmpty()) {
        return Optional.of(unknown(name));
      }
    }
    return isOtherSite(request)
        ? Optional.of(
            PlainReply.of(
                HttpStatus.SC_FORBIDDEN,
                "requests of web pages are refused; a page whose host is named with"
                    + " --allowed-host may send them"))
        : Optional.empty();
  }

  private static HttpResponse unknown(Optional<String> name) {
    return PlainReply.of(
        HttpStatus.SC_FORBIDDEN,
        name.map(
                each ->
                    "the Host header names "
                        + each
                        + ", which is not known to be this server: if it is, start azdrill serve"
                        + " with --allowed-host "
                        + each)
            .orElse("the Host header is not the name of a host"));
  }

  private boolean isOtherSite(HttpRequest request) {
    Header[] origins = request.getHeaders("Origin");
    for (Header origin : origins) {
      if (!isOwn(origin.getValue())) {
        return true;
      }
    }
    Header site = request.getFirstHeader("Sec-Fetch-Site");
    return origins.length == 0
        && site != null
        && OTHER_SITES.contains(site.getValue().strip().toLowerCase(Locale.ROOT));
  }

  /** AWS's names do not count here: anybody may put a page into a bucket. */
  private boolean isOwn(String origin) {
    try {
      String authority = new URI(origin.strip()).getRawAuthority();
      return authority != null && name(authority).filter(this::isServer).isPresent();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Optional<String> name(String host) {
    Matcher matcher = HOST.matcher(host.strip());
    return matcher.matches() ? Optional.of(plain(matcher.group(1))) : Optional.empty();
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private boolean isServer(String name) {
    return LOOPBACK.matcher(name).matches()
        || isBound(name)
        || allowed.stream().anyMatch(each -> name.equals(each) || name.endsWith("." + each));
  }

  private boolean isBound(String name) {
    if (!IP_ADDRESS.matcher(name).matches()) {
      return false;
    }
    String literal = bound.getHostAddress();
    // Who listens everywhere has many addresses; no domain can pretend to be one.
    return bound.isAnyLocalAddress() || name.equals(literal) || name.equals("[" + literal + "]");
  }
}
