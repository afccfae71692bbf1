package dev.azdrill.platform.endpoint;

import dev.azdrill.platform.PlatformException;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Redaction;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of an AWS-compatible API.
 *
 * <p>User names and passwords are refused: requests are signed as AWS wants them, so that neither
 * would be sent, and both would be shown wherever the address is. No refusal shows them.
 */
public final class EndpointUrl {
  private static final String EXAMPLE = "write one such as http://127.0.0.1:4566";
  private static final int PORT_MAX = 65_535;

  private EndpointUrl() {}

  /**
   * Reads the address; a slash at its end is dropped.
   *
   * @param source what said it, such as {@code --endpoint}
   * @throws PlatformException when it is not the address of an HTTP API
   */
  public static URI parse(String source, String text) {
    try {
      String address = checked(source, new URI(text)).toString();
      return new URI(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    } catch (URISyntaxException e) {
      throw refused(source, "a URL", text, EXAMPLE);
    }
  }

  /**
   * The address, if it can be one.
   *
   * @throws PlatformException when it is not the address of an HTTP API
   */
  static URI checked(String source, URI url) {
    String text = url.toString();
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused(source, "a URL that begins with http:// or https://", text, EXAMPLE);
    }
    if (url.getRawUserInfo() != null) {
      throw refused(
          source,
          "a URL without user name and password",
          text,
          "remove them, azdrill signs requests as AWS does");
    }
    if (url.getHost() == null) {
      throw refused(source, "a URL with the name or address of a host", text, EXAMPLE);
    }
    if (url.getPort() == 0 || url.getPort() > PORT_MAX) {
      throw refused(source, "a URL with a port from 1 to " + PORT_MAX, text, EXAMPLE);
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw refused(source, "a URL without ? and #", text, EXAMPLE);
    }
    return url;
  }

  private static PlatformException refused(
      String source, String expected, String text, String advice) {
    return new PlatformException(
        "expected "
            + source
            + " to be "
            + expected
            + ", saw "
            + Printable.quoted(Redaction.url(text))
            + ": "
            + advice);
  }
}
