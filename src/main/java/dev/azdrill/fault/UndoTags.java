package dev.azdrill.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.azdrill.discovery.Discovery;
import dev.azdrill.platform.UndoTag;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.text.Printable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/**
 * Undo actions as tags of the resources that they mend, or of their stack's VPC: who has no ledger
 * finds them there.
 *
 * <p>An action is JSON text, spread over tags {@code azdrill:undo:DIGEST:100}, {@code :101}, ... of
 * up to 256 characters each. The digest is the text's own, so that actions on one resource do not
 * overwrite each other, and a text of which a part is missing is noticed. AWS allows 50 tags on a
 * resource; an act whose undo does not fit is refused by AWS before it is done.
 */
final class UndoTags {
  /** What the tags are written and removed with. */
  static final PermittedCalls CALLS =
      PermittedCalls.of("undo tags", "ec2:CreateTags", "ec2:DeleteTags");

  /** What AWS allows as the value of a tag. */
  private static final int VALUE_MAX = 256;

  /** The number of the first tag: as texts they stand in the same order. */
  private static final int FIRST = 100;

  private static final int DIGITS = 12;
  private static final Pattern KEY = Pattern.compile(UndoTag.KEY + ":([0-9a-f]{12}):\\d{3}");
  private static final Comparator<Borne> ORDER =
      Comparator.comparing(Borne::resource).thenComparing(each -> each.digest().orElse(""));
  private static final Logger LOG = LoggerFactory.getLogger(UndoTags.class);

  private UndoTags() {}

  /**
   * What is to be undone.
   *
   * @param until how long its fault may hold; empty where no tag says so
   */
  record Found(UndoAction action, Optional<Instant> until) {}

  /**
   * Lets the resource bear what mends it, and until when it may have to wait for that.
   *
   * @param drilled the name of its stack, where no other tag of it says that
   */
  static void put(AwsSession aws, UndoAction action, Instant until, Optional<String> drilled) {
    action
        .carrier()
        .ifPresent(
            id ->
                aws.permitting(
                    CALLS,
                    () ->
                        aws.ec2()
                            .createTags(r -> r.resources(id).tags(tags(action, until, drilled)))));
  }

  /** The resource is mended: it bears nothing any more. Nor does one that is gone. */
  static void remove(AwsSession aws, UndoAction action) {
    try {
      action
          .carrier()
          .ifPresent(
              id ->
                  aws.permitting(
                      CALLS,
                      () -> aws.ec2().deleteTags(r -> r.resources(id).tags(removed(action)))));
    } catch (AwsServiceException refusal) {
      if (!AwsCodes.isNotFound(refusal)) {
        throw refusal;
      }
    }
  }

  private static List<Tag> removed(UndoAction action) {
    return Stream.concat(
            Stream.concat(
                    tags(action).stream().map(Tag::key),
                    Stream.of(leaseKey(action), drilledKey(action)))
                .map(each -> Tag.builder().key(each).build()),
            formerTags(action))
        .toList();
  }

  /** As earlier versions wrote them; EC2 deletes a tag that is given with a value by both. */
  private static Stream<Tag> formerTags(UndoAction action) {
    return tags(action).stream()
        .filter(each -> KEY.matcher(each.key()).matches())
        .map(
            each ->
                each.toBuilder()
                    .key(UndoTag.KEY + each.key().substring(each.key().lastIndexOf(':')))
                    .build());
  }

  /** The tags that say what an action does, until when its fault may hold, and in which stack. */
  static List<Tag> tags(UndoAction action, Instant until, Optional<String> drilled) {
    List<Tag> tags = new ArrayList<>(tags(action));
    tags.add(Tag.builder().key(leaseKey(action)).value(until.toString()).build());
    drilled.ifPresent(
        stack -> tags.add(Tag.builder().key(drilledKey(action)).value(stack).build()));
    return tags;
  }

  /** It is beside the action's own, whose keys and text are known to whoever undoes it. */
  private static String leaseKey(UndoAction action) {
    return UndoTag.LEASE + digest(LedgerCodec.text(action));
  }

  /** One for each undo: what is removed with one is not missed by another on the same resource. */
  private static String drilledKey(UndoAction action) {
    return UndoTag.DRILLED + ":" + digest(LedgerCodec.text(action));
  }

  /** The tags that say what an action does. */
  static List<Tag> tags(UndoAction action) {
    if (action instanceof StartInstance) {
      return List.of(Tag.builder().key(UndoTag.KEY).value(UndoTag.START).build());
    }
    String text = LedgerCodec.text(action);
    String prefix = UndoTag.KEY + ":" + digest(text) + ":";
    List<Tag> tags = new ArrayList<>();
    for (int at = 0; at < text.length(); at += VALUE_MAX) {
      String piece = text.substring(at, Math.min(text.length(), at + VALUE_MAX));
      tags.add(Tag.builder().key(prefix + (FIRST + tags.size())).value(piece).build());
    }
    return tags;
  }

  /** A short name for a text: equal texts have equal ones. */
  static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * What the tags of a stack's resources say is to be undone.
   *
   * @param unreadable is told of a resource that bears something else, a sentence each
   */
  static List<Found> find(AwsSession aws, String stack, Consumer<String> unreadable) {
    Set<String> mine =
        named(aws)
            .filter(each -> stack.equals(each.value()))
            .map(TagDescription::resourceId)
            .collect(Collectors.toSet());
    Map<Borne, Map<String, String>> borne = new TreeMap<>();
    for (TagDescription each : described(aws, "key", UndoTag.KEY + "*")) {
      if (mine.contains(each.resourceId())) {
        borne
            .computeIfAbsent(Borne.by(each), none -> new TreeMap<>())
            .put(each.key(), each.value());
      }
    }
    if (borne.isEmpty()) {
      return List.of();
    }
    Set<String> gone = terminated(aws);
    borne.keySet().removeIf(each -> gone.contains(each.resource()));
    List<TagDescription> leases = described(aws, "key", UndoTag.LEASE + "*");
    List<Found> found = new ArrayList<>();
    borne.forEach(
        (each, tags) ->
            action(each, tags, unreadable)
                .map(action -> new Found(action, until(each.resource(), action, leases)))
                .ifPresent(found::add));
    return found;
  }

  /** A lease that cannot be read says nothing. */
  private static Optional<Instant> until(
      String resource, UndoAction action, List<TagDescription> leases) {
    String key = leaseKey(action);
    return leases.stream()
        .filter(each -> each.resourceId().equals(resource) && each.key().equals(key))
        .findFirst()
        .flatMap(each -> instant(each.value()));
  }

  private static Optional<Instant> instant(String value) {
    try {
      return Optional.of(Instant.parse(value));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /** The names of the stacks that these resources belong to. */
  static Set<String> stacks(AwsSession aws, Collection<String> resources) {
    return named(aws)
        .filter(each -> resources.contains(each.resourceId()))
        .map(TagDescription::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The tags that say to which stack a resource belongs, whoever made it. */
  private static Stream<TagDescription> named(AwsSession aws) {
    return Stream.concat(
        described(aws, "key", Discovery.STACK_TAG).stream(),
        described(aws, "key", UndoTag.DRILLED + "*").stream()
            .filter(
                each ->
                    each.key().equals(UndoTag.DRILLED)
                        || each.key().startsWith(UndoTag.DRILLED + ":")));
  }

  /** Instances that EC2 describes for an hour more: there is nothing to mend. */
  private static Set<String> terminated(AwsSession aws) {
    Filter state =
        Filter.builder()
            .name("instance-state-name")
            .values(InstanceStateName.TERMINATED.toString())
            .build();
    return aws.ec2().describeInstancesPaginator(r -> r.filters(state)).reservations().stream()
        .flatMap(each -> each.instances().stream())
        .map(Instance::instanceId)
        .collect(Collectors.toSet());
  }

  /**
   * The tags of one action on one resource.
   *
   * @param digest that of its text; empty for tags of azdrill 0.1, one action on a resource
   */
  private record Borne(String resource, Optional<String> digest) implements Comparable<Borne> {
    static Borne by(TagDescription tag) {
      Matcher form = KEY.matcher(tag.key());
      return new Borne(
          tag.resourceId(), form.matches() ? Optional.of(form.group(1)) : Optional.empty());
    }

    boolean isTextOf(String text) {
      return digest.isEmpty() || digest.get().equals(UndoTags.digest(text));
    }

    @Override
    public int compareTo(Borne other) {
      return ORDER.compare(this, other);
    }
  }

  /** The same of one resource that is described with its tags; what cannot be read is left out. */
  static List<UndoAction> of(String resource, List<Tag> tags) {
    Map<Borne, Map<String, String>> borne = new TreeMap<>();
    for (Tag each : tags) {
      Matcher form = KEY.matcher(each.key());
      if (form.matches()) {
        borne
            .computeIfAbsent(
                new Borne(resource, Optional.of(form.group(1))), none -> new TreeMap<>())
            .put(each.key(), each.value());
      }
    }
    return borne.entrySet().stream()
        .flatMap(each -> action(each.getKey(), each.getValue(), LOG::debug).stream())
        .toList();
  }

  private static List<TagDescription> described(AwsSession aws, String filter, String value) {
    Filter wanted = Filter.builder().name(filter).values(value).build();
    return aws.ec2().describeTagsPaginator(r -> r.filters(wanted)).tags().stream().toList();
  }

  private static Optional<UndoAction> action(
      Borne borne, Map<String, String> tags, Consumer<String> unreadable) {
    if (UndoTag.START.equals(tags.get(UndoTag.KEY))) {
      return Optional.of(new StartInstance(borne.resource()));
    }
    String text = String.join("", tags.values());
    if (borne.isTextOf(text)) {
      try {
        return Optional.of(LedgerCodec.undo(text));
      } catch (JsonProcessingException e) {
        LOG.debug("tags of {} are no undo action", borne.resource(), e);
      }
    }
    unreadable.accept(
        "expected the tags "
            + UndoTag.KEY
            + ":* of "
            + borne.resource()
            + " to say how it is mended, saw "
            + Printable.quoted(text)
            + ": mend it by hand, and remove them");
    return Optional.empty();
  }
}
