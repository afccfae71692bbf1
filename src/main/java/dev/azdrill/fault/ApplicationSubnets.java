package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** The subnets into which the Auto Scaling group launches. */
final class ApplicationSubnets {
  private ApplicationSubnets() {}

  static Stream<Subnet> of(FaultContext context) {
    Set<String> ids =
        Arrays.stream(
                Objects.requireNonNullElse(context.group().vpcZoneIdentifier(), "")
                    .split("\\s*,\\s*", -1))
            .collect(Collectors.toSet());
    return context.baseline().all(Kind.SUBNET).stream()
        .filter(each -> ids.contains(each.subnetId()));
  }
}
