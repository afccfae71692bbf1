package dev.azdrill.simulator.world;

import java.util.List;
import java.util.Locale;

/**
 * The domains below which AWS answers, of all partitions: commercial, China, GovCloud, the European
 * Sovereign Cloud and the isolated ones.
 *
 * <p>Source: the partitions of the AWS SDK for Java, the endpoint rules of botocore 1.43, and the
 * Lambda Developer Guide for {@code on.aws}.
 */
public final class AwsDomains {
  private static final List<String> ALL =
      List.of(
          "amazonaws.com",
          "api.aws",
          "on.aws",
          "amazonaws.com.cn",
          "amazonwebservices.com.cn",
          "amazonaws.eu",
          "amazonwebservices.eu",
          "c2s.ic.gov",
          "aws.ic.gov",
          "sc2s.sgov.gov",
          "aws.scloud",
          "csp.hci.ic.gov",
          "aws.hci.ic.gov",
          "adc-e.uk");

  private AwsDomains() {}

  /**
   * Whether a host's name is one of AWS's own.
   *
   * @param host in any case, with or without the dot at the end
   */
  public static boolean contain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return ALL.stream().anyMatch(each -> name.equals(each) || name.endsWith("." + each));
  }
}
