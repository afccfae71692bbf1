package dev.azdrill.topology;

import dev.azdrill.yaml.Section;
import dev.azdrill.yaml.YamlNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service outside the VPC.
 *
 * @param host its DNS name, such as {@code payments.example.com}
 * @param port TCP, 1 to 65535
 */
public record OutsideService(String host, int port) {
  private static final int HOST_LENGTH_MAX = 200;

  private static final Pattern HOST =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");
  private static final Pattern TEXT = Pattern.compile("(.+):(\\d{1,5})");

  /**
   * @throws BlueprintException when it is no DNS name or no port
   */
  public OutsideService {
    Require.text(
        "", HOST, HOST_LENGTH_MAX, host, "a DNS name in lower case", "payments.example.com:443");
    Require.port("", port);
  }

  /**
   * Of {@code host:port}.
   *
   * @throws BlueprintException when it is anything else
   */
  static OutsideService parse(String text) {
    Matcher match = TEXT.matcher(text);
    if (!match.matches()) {
      throw new BlueprintException(
          "",
          "a DNS name and a port",
          "'" + text + "'",
          "write one such as payments.example.com:443");
    }
    return new OutsideService(match.group(1), Integer.parseInt(match.group(2)));
  }

  /**
   * Of a node of a file.
   *
   * @throws BlueprintException when it is no {@code host:port}
   */
  public static OutsideService read(YamlNode node) {
    return parse(Section.scalar(node));
  }

  /** {@code host:port} */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
