package dev.azdrill.session;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * On what calls may be made, as far as a request itself tells: the ids, ARNs and names that are
 * members of the request. What stands deeper in it is content, such as the group that a rule of a
 * security group names.
 *
 * <p>Ids of associations are not judged: EC2 draws a new one at every swap, and what is associated
 * stands beside it. Nor are images, which belong to nobody's stack.
 *
 * @param known the ids, ARNs and names; empty for any
 */
public record PermittedResources(Optional<Set<String>> known) {
  /** Whatever a call is made on. */
  public static final PermittedResources ANY = new PermittedResources(Optional.empty());

  private static final Pattern ID =
      Pattern.compile("(?!ami-)(?![a-z-]*assoc-)[a-z]+(-[a-z]+)*-[0-9a-f]{8}([0-9a-f]{9})?");

  private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:[a-z0-9-]+:.+");

  /** Members that name a resource by a text that could be anything. */
  private static final Set<String> NAMES =
      Set.of(
          "AutoScalingGroupName",
          "DBClusterIdentifier",
          "DBInstanceIdentifier",
          "DBSubnetGroupName",
          "LaunchTemplateName",
          "LoadBalancerName");

  public PermittedResources {
    known = known.map(TreeSet::new);
  }

  /** These alone. */
  public static PermittedResources of(Set<String> known) {
    return new PermittedResources(Optional.of(known));
  }

  /** The ids, ARNs and names that are members of this, of what AWS describes or of a request. */
  public static Stream<String> namedIn(SdkPojo value) {
    return value.sdkFields().stream()
        .flatMap(
            field ->
                texts(field.getValueOrDefault(value))
                    .filter(
                        each ->
                            NAMES.contains(field.memberName())
                                || ID.matcher(each).matches()
                                || ARN.matcher(each).matches()));
  }

  /**
   * The first resource that a call would be made on although it is not permitted; empty when all
   * are.
   *
   * @param made what the session has made itself
   */
  Optional<String> foreign(SdkPojo request, Set<String> made) {
    return known.flatMap(
        mine ->
            namedIn(request)
                .filter(each -> !mine.contains(each) && !made.contains(each))
                .sorted()
                .findFirst());
  }

  private static Stream<String> texts(@Nullable Object value) {
    if (value instanceof String text) {
      return Stream.of(text);
    }
    return value instanceof Collection<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast)
        : Stream.of();
  }
}
