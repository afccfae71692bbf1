package dev.azdrill.fault;

import dev.azdrill.session.AwsSession;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;

/**
 * What EC2 had posted last of the consoles of instances, at one moment. EC2 posts console output
 * shortly after an instance has started, stopped, been rebooted or terminated, and not in between.
 *
 * @param posts by the instance's id; without those of which EC2 does not tell
 */
public record PostedConsoleOutputs(Map<String, Post> posts) {
  /** Nothing is known. */
  static final PostedConsoleOutputs UNKNOWN = new PostedConsoleOutputs(Map.of());

  public PostedConsoleOutputs {
    posts = Map.copyOf(posts);
  }

  /**
   * Console output.
   *
   * @param at when EC2 updated it last, by EC2's own clock
   * @param output as EC2 encodes it; empty while nothing was posted yet
   */
  public record Post(Instant at, String output) {
    /**
     * Whether something else was posted later than that. The first that is posted is no news: it is
     * that of the launch.
     */
    boolean isNewsAfter(Post before) {
      return at.isAfter(before.at)
          && !before.output.isEmpty()
          && !output.isEmpty()
          && !output.equals(before.output);
    }
  }

  /** Those of now. */
  static PostedConsoleOutputs of(AwsSession aws, List<String> instanceIds) {
    Map<String, Post> posts = new LinkedHashMap<>();
    for (String id : instanceIds) {
      find(aws, id).ifPresent(post -> posts.put(id, post));
    }
    return new PostedConsoleOutputs(posts);
  }

  /** Where EC2 refuses to tell, nothing is known: who asks has other evidence, or none. */
  private static Optional<Post> find(AwsSession aws, String id) {
    try {
      GetConsoleOutputResponse told = aws.ec2().getConsoleOutput(r -> r.instanceId(id));
      String output = told.output() == null ? "" : told.output();
      return Optional.ofNullable(told.timestamp()).map(at -> new Post(at, output));
    } catch (AwsServiceException refusal) {
      return Optional.empty();
    }
  }

  /**
   * A sentence when EC2 has posted something new of each of them since. Times are compared with
   * those that the same EC2 gave before, and with no other clock. Text that stays the same is no
   * news, whatever its time says; nor is the first that is posted, which is that of the launch.
   */
  Optional<Witness> renewed(AwsSession aws, List<String> instanceIds) {
    if (!posts.keySet().containsAll(instanceIds)) {
      return Optional.empty();
    }
    Map<String, Post> now = of(aws, instanceIds).posts;
    boolean isRenewed =
        instanceIds.stream()
            .allMatch(
                id -> {
                  Post before = posts.get(id);
                  Post after = now.get(id);
                  return before != null && after != null && after.isNewsAfter(before);
                });
    return isRenewed
        ? Optional.of(
            Witness.found(
                "EC2 posted new console output of instance"
                    + (instanceIds.size() > 1 ? "s " : " ")
                    + String.join(", ", instanceIds)))
        : Optional.empty();
  }
}
