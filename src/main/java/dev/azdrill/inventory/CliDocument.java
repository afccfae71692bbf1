package dev.azdrill.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.azdrill.codec.DecodingException;
import dev.azdrill.codec.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * What one call of the AWS CLI printed.
 *
 * @param file where it stands
 * @param call that printed it
 * @param root its JSON
 */
record CliDocument(String file, DescribeCall call, JsonNode root) {
  private static final List<String> NEXT = List.of("NextToken", "NextMarker", "Marker");

  /**
   * Of which call this is; empty when it says nothing that an inventory holds.
   *
   * @throws UnreadableInventory when it is of several: no call prints that, and one would be read
   */
  static Optional<CliDocument> of(String file, JsonNode root) {
    List<DescribeCall> calls =
        root.properties().stream()
            .flatMap(member -> DescribeCall.withKey(member.getKey()).stream())
            .toList();
    if (calls.size() > 1) {
      throw new UnreadableInventory(
          file,
          "it has "
              + calls.get(0).key()
              + " and "
              + calls.get(1).key()
              + " in one JSON object, and no call of the AWS CLI prints both: put each into a file"
              + " of its own");
    }
    return calls.stream().findFirst().map(call -> new CliDocument(file, precise(call, root), root));
  }

  private static DescribeCall precise(DescribeCall call, JsonNode root) {
    boolean isOfTargetGroup =
        call.key().equals(DescribeCall.ATTRIBUTES)
            && Stream.of("deregistration_delay", "stickiness", "slow_start")
                .anyMatch(word -> root.path(call.key()).toString().contains("\"" + word));
    return isOfTargetGroup ? DescribeCall.of(Kind.TARGET_GROUP_ATTRIBUTE) : call;
  }

  /** Whether it is one page, and more was there than was asked for. */
  boolean isCutOff() {
    return NEXT.stream().anyMatch(each -> root.hasNonNull(each));
  }

  /** The things in it. */
  <T extends SdkPojo> List<T> things(Kind<T> kind) {
    JsonNode all = root.path(call.key());
    if (DescribeCall.OF_ONE.contains(call.key())) {
      return List.of(decode(kind, all, 0));
    }
    if (call.key().equals(DescribeCall.DNS_SUPPORT)) {
      return List.of(decode(kind, root, 0));
    }
    List<T> things = new ArrayList<>();
    for (JsonNode each : list(all)) {
      if (call.key().equals(DescribeCall.RESERVATIONS)) {
        list(each.path("Instances"))
            .forEach(instance -> things.add(decode(kind, instance, things.size())));
      } else {
        things.add(decode(kind, each, things.size()));
      }
    }
    return things;
  }

  private JsonNode list(JsonNode node) {
    if (!node.isArray()) {
      throw new UnreadableInventory(file, "its " + call.key() + " are not a list");
    }
    return node;
  }

  private <T extends SdkPojo> T decode(Kind<T> kind, JsonNode node, int place) {
    SdkPojo builder = kind.newBuilder();
    try {
      JsonCodec.CLI.decode(node, builder);
    } catch (DecodingException e) {
      throw new UnreadableInventory(
          file + ", " + call.key() + "[" + place + "]", e.getMessage(), e);
    }
    return kind.type().cast(((Buildable) builder).build());
  }
}
