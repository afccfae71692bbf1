package dev.azdrill.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.azdrill.discovery.Discovery;
import dev.azdrill.platform.UndoTag;
import dev.azdrill.session.AwsSession;
import dev.azdrill.text.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/**
 * Undo actions as tags of the resources that they mend: who has no ledger finds them there. A value
 * that is longer than AWS allows is spread over several tags.
 */
final class UndoTags {
  /** What AWS allows as the value of a tag. */
  private static final int VALUE_MAX = 256;

  private UndoTags() {}

  /** Lets the resource bear what mends it. */
  static void put(AwsSession aws, UndoAction action) {
    action.carrier().ifPresent(id -> aws.ec2().createTags(r -> r.resources(id).tags(tags(action))));
  }

  /** The resource is mended: it bears nothing any more. */
  static void remove(AwsSession aws, UndoAction action) {
    action
        .carrier()
        .ifPresent(
            id ->
                aws.ec2()
                    .deleteTags(
                        r ->
                            r.resources(id)
                                .tags(
                                    tags(action).stream()
                                        .map(each -> Tag.builder().key(each.key()).build())
                                        .toList())));
  }

  private static List<Tag> tags(UndoAction action) {
    if (action instanceof UndoAction.StartInstance) {
      return List.of(Tag.builder().key(UndoTag.KEY).value(UndoTag.START).build());
    }
    String text = LedgerCodec.text(action);
    List<Tag> tags = new ArrayList<>();
    for (int at = 0; at < text.length(); at += VALUE_MAX) {
      String key = UndoTag.KEY + ":" + (100 + tags.size());
      String piece = text.substring(at, Math.min(text.length(), at + VALUE_MAX));
      tags.add(Tag.builder().key(key).value(piece).build());
    }
    return tags;
  }

  /**
   * What the tags of a stack's resources say is to be undone.
   *
   * @param unreadable is told of a resource that bears something else, a sentence each
   */
  static List<UndoAction> find(AwsSession aws, String stack, Consumer<String> unreadable) {
    Set<String> mine =
        described(aws, "key", Discovery.STACK_TAG).stream()
            .filter(each -> stack.equals(each.value()))
            .map(TagDescription::resourceId)
            .collect(Collectors.toSet());
    Map<String, Map<String, String>> bearers = new TreeMap<>();
    for (TagDescription each : described(aws, "key", UndoTag.KEY + "*")) {
      if (mine.contains(each.resourceId())) {
        bearers
            .computeIfAbsent(each.resourceId(), none -> new TreeMap<>())
            .put(each.key(), each.value());
      }
    }
    if (!bearers.isEmpty()) {
      terminated(aws).forEach(bearers::remove);
    }
    return bearers.entrySet().stream()
        .flatMap(each -> action(each.getKey(), each.getValue(), unreadable).stream())
        .toList();
  }

  /** The names of the stacks that these resources belong to. */
  static Set<String> stacks(AwsSession aws, Collection<String> resources) {
    return described(aws, "key", Discovery.STACK_TAG).stream()
        .filter(each -> resources.contains(each.resourceId()))
        .map(TagDescription::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Instances that EC2 describes for an hour more: there is nothing to mend. */
  private static List<String> terminated(AwsSession aws) {
    Filter state =
        Filter.builder()
            .name("instance-state-name")
            .values(InstanceStateName.TERMINATED.toString())
            .build();
    return aws.ec2().describeInstancesPaginator(r -> r.filters(state)).reservations().stream()
        .flatMap(each -> each.instances().stream())
        .map(Instance::instanceId)
        .toList();
  }

  private static List<TagDescription> described(AwsSession aws, String filter, String value) {
    Filter wanted = Filter.builder().name(filter).values(value).build();
    return aws.ec2().describeTagsPaginator(r -> r.filters(wanted)).tags().stream().toList();
  }

  private static Optional<UndoAction> action(
      String resource, Map<String, String> tags, Consumer<String> unreadable) {
    if (UndoTag.START.equals(tags.get(UndoTag.KEY))) {
      return Optional.of(new UndoAction.StartInstance(resource));
    }
    String text = String.join("", tags.values());
    try {
      return Optional.of(LedgerCodec.undo(text));
    } catch (JsonProcessingException e) {
      unreadable.accept(
          "expected the tags "
              + UndoTag.KEY
              + ":* of "
              + resource
              + " to say how it is mended, saw "
              + Printable.quoted(text)
              + ": mend it by hand, and remove them");
      return Optional.empty();
    }
  }
}
