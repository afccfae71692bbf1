package dev.azdrill.simulator.world;

import java.util.List;
import java.util.Optional;

/**
 * Where everything is: an account, a region and its zones.
 *
 * @param account twelve digits
 * @param region such as {@code eu-west-2}
 * @param zones by name, at least two
 */
public record RegionLocation(String account, String region, List<Zone> zones) {
  public RegionLocation {
    zones = List.copyOf(zones);
  }

  /**
   * Europe (London), in AWS's example account. The zone ids are those commonly seen; on AWS the
   * mapping differs from account to account.
   */
  public static RegionLocation london() {
    return new RegionLocation(
        "123456789012",
        "eu-west-2",
        List.of(
            new Zone("eu-west-2a", "euw2-az2"),
            new Zone("eu-west-2b", "euw2-az3"),
            new Zone("eu-west-2c", "euw2-az1")));
  }

  /** The zone of this name or id. */
  public Optional<Zone> zone(String nameOrId) {
    return zones.stream()
        .filter(zone -> zone.name().equals(nameOrId) || zone.id().equals(nameOrId))
        .findFirst();
  }

  /** Whoever calls: every request is this user's, because the simulator checks no signature. */
  public String callerArn() {
    return "arn:aws:iam::" + account + ":user/azdrill";
  }

  /** {@code arn:aws:rds:eu-west-2:123456789012:db:name}. */
  public String arn(Service service, String resource) {
    return "arn:aws:" + service.signingName() + ":" + region + ":" + account + ":" + resource;
  }
}
