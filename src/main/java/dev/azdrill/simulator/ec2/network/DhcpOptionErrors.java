package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.world.AwsError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How EC2, or azdrill in its place, refuses DHCP options. */
final class DhcpOptionErrors {
  private static final String CODE = "InvalidParameterValue";

  private DhcpOptionErrors() {}

  static AwsError unknown(@Nullable String key) {
    return AwsError.of(
        CODE, "Value (" + key + ") for parameter name is invalid. Unknown DHCP option");
  }

  static AwsError duplicate(String key) {
    return AwsError.of(CODE, "Duplicate DHCP option " + key);
  }

  static AwsError withoutValues(String key) {
    return AwsError.of(CODE, "No values were given for the DHCP option " + key);
  }

  /** No name server but Amazon's answers here. */
  static AwsError otherNameServers(List<String> asked) {
    return AwsError.of(
        CODE,
        "azdrill does not simulate name servers of one's own; saw "
            + String.join(", ", asked)
            + " for domain-name-servers");
  }
}
