package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.Policy;

/**
 * The policies that AWS manages in every account: they exist by name and can be attached. What they
 * allow is not known here.
 *
 * <p>Source: the list stands in {@code aws-managed-policies.txt} and says where it is from. Ids are
 * not in it; they are made up of the region's seed.
 */
final class AwsManagedPolicies {
  private static final String RESOURCE = "aws-managed-policies.txt";
  private static final String ARN = "arn:aws:iam::aws:policy";

  private AwsManagedPolicies() {}

  /** All of them, by ARN. */
  static Map<String, PolicyRecord> of(World world) {
    Map<String, PolicyRecord> policies = new TreeMap<>();
    UniqueIds ids = new UniqueIds(world.seed().derive("policies that AWS manages"));
    for (String line : lines()) {
      if (!line.startsWith("#")) {
        Policy policy = policy(line.split(" "), ids);
        policies.put(policy.arn(), PolicyRecord.ofAws(policy));
      }
    }
    return policies;
  }

  private static Policy policy(String[] said, UniqueIds ids) {
    int name = said[0].lastIndexOf('/') + 1;
    return Policy.builder()
        .policyName(said[0].substring(name))
        .policyId(ids.next("ANPA"))
        .arn(ARN + said[0])
        .path(said[0].substring(0, name))
        .defaultVersionId(said[1])
        .permissionsBoundaryUsageCount(0)
        .isAttachable(true)
        .createDate(Instant.parse(said[2]))
        .updateDate(Instant.parse(said[3]))
        .build();
  }

  private static List<String> lines() {
    try (InputStream stream = AwsManagedPolicies.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " could not be read", e);
    }
  }
}
