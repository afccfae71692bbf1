package dev.azdrill.simulator.ec2.resource;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The tags of everything that has an EC2 id. */
public final class ResourceTags {
  private static final int TAGS_MAX = 50;
  private static final Set<String> OF_AN_INSTANCE =
      Set.of(
          ResourceType.INSTANCE.toString(),
          ResourceType.VOLUME.toString(),
          ResourceType.NETWORK_INTERFACE.toString());
  private static final DescribeFilters<TagDescription> FILTERS =
      new DescribeFilters<TagDescription>()
          .on("key", TagDescription::key)
          .on("value", TagDescription::value)
          .on("resource-id", TagDescription::resourceId)
          .on("resource-type", TagDescription::resourceTypeAsString);

  private record Tagged(String type, Map<String, String> tags) {}

  private final Map<String, Tagged> byResource = new TreeMap<>();
  private final List<ResourceIdFormat> forms = new ArrayList<>(List.of(ResourceIdFormat.INSTANCE));
  private final Runnable changed;

  /** Calls {@code changed} after every change: who describes a resource shows its tags. */
  public ResourceTags(Runnable changed) {
    this.changed = changed;
  }

  public void enter(Operations.Page page) {
    page.write("CreateTags", CreateTagsRequest::builder, this::create);
    page.write("DeleteTags", DeleteTagsRequest::builder, this::delete);
    page.read("DescribeTags", DescribeTagsRequest::builder, this::describe);
  }

  /** Makes a resource known, with the tags that its create request asks for. */
  public void create(ResourceType type, String id, List<TagSpecification> specifications) {
    Map<String, String> tags = new TreeMap<>();
    for (TagSpecification specification : specifications) {
      checkKind(type, specification.resourceTypeAsString());
      if (type.toString().equals(specification.resourceTypeAsString())) {
        specification.tags().forEach(tag -> tags.put(tag.key(), value(tag)));
      }
    }
    byResource.put(id, new Tagged(type.toString(), checked(tags)));
  }

  /**
   * The same for a resource that is made by {@code making}: of one that AWS refuses to make, no
   * tags stay.
   */
  public <T> T create(
      ResourceType type, String id, List<TagSpecification> specifications, Supplier<T> making) {
    create(type, id, specifications);
    try {
      return making.get();
    } catch (AwsError refusal) {
      forget(id);
      throw refusal;
    }
  }

  /** Makes a resource known that stands elsewhere, with the tags that it has there. */
  public void adopt(ResourceType type, String id, List<Tag> described) {
    Map<String, String> tags = new TreeMap<>();
    described.stream()
        .filter(tag -> tag.key() != null)
        .forEach(tag -> tags.put(tag.key(), value(tag)));
    byResource.put(id, new Tagged(type.toString(), tags));
  }

  private static void checkKind(ResourceType made, @Nullable String asked) {
    if (asked == null || asked.equals(made.toString())) {
      return;
    }
    // One request makes an instance, its volumes and its interfaces, with the tags of each.
    if (!OF_AN_INSTANCE.contains(made.toString()) || !OF_AN_INSTANCE.contains(asked)) {
      throw Ec2Errors.tagOfOtherKind(asked);
    }
  }

  /** What has ids of this form can be tagged; one that nothing has is refused in its words. */
  public void of(ResourceIdFormat form) {
    forms.add(form);
  }

  /** Forgets a resource that is gone. */
  public void forget(String id) {
    byResource.remove(id);
  }

  /** The tags of a resource by key; empty when it has none. */
  public Map<String, String> of(String id) {
    Tagged tagged = byResource.get(id);
    return tagged == null ? Map.of() : Collections.unmodifiableMap(tagged.tags());
  }

  /** Tags as a description carries them, by key: what filters look at. */
  public static Map<String, String> byKey(List<Tag> described) {
    Map<String, String> tags = new TreeMap<>();
    described.forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  /** The same as the SDK's values, as descriptions carry them. */
  public List<Tag> list(String id) {
    return of(id).entrySet().stream()
        .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
        .toList();
  }

  private CreateTagsResponse create(CreateTagsRequest request) {
    request.resources().forEach(this::known);
    Map<String, String> wanted = new TreeMap<>();
    request.tags().forEach(tag -> wanted.put(tag.key(), value(tag)));
    for (String id : request.resources()) {
      Map<String, String> together = new TreeMap<>(known(id).tags());
      together.putAll(wanted);
      checked(together);
    }
    request.resources().forEach(id -> known(id).tags().putAll(wanted));
    changed.run();
    return CreateTagsResponse.builder().build();
  }

  /** Without tags all are deleted; a tag with a value is deleted only where it has that value. */
  private DeleteTagsResponse delete(DeleteTagsRequest request) {
    request.resources().forEach(this::known);
    for (String id : request.resources()) {
      Map<String, String> tags = known(id).tags();
      if (!request.hasTags()) {
        tags.keySet().removeIf(key -> !isSystems(key));
      }
      for (Tag tag : request.tags()) {
        if (tag.value() == null || tag.value().equals(tags.get(tag.key()))) {
          tags.remove(tag.key());
        }
      }
    }
    changed.run();
    return DeleteTagsResponse.builder().build();
  }

  private DescribeTagsResponse describe(DescribeTagsRequest request) {
    List<TagDescription> all = new ArrayList<>();
    byResource.forEach(
        (id, tagged) ->
            tagged
                .tags()
                .forEach(
                    (key, value) ->
                        all.add(
                            TagDescription.builder()
                                .resourceId(id)
                                .resourceType(tagged.type())
                                .key(key)
                                .value(value)
                                .build())));
    Page<TagDescription> page =
        Page.cut(
            FILTERS.apply(all, DescribeParameters.by(request.filters())),
            request.nextToken(),
            request.maxResults(),
            Ec2Errors.INVALID_NEXT_TOKEN);
    return DescribeTagsResponse.builder().tags(page.items()).nextToken(page.next()).build();
  }

  private Tagged known(String id) {
    Tagged tagged = byResource.get(id);
    if (tagged == null) {
      throw forms.stream()
          .filter(form -> form.isWellFormed(id))
          .findFirst()
          .map(form -> form.unknown(id))
          .orElseGet(() -> Ec2Errors.taggedResourceNotFound(id));
    }
    return tagged;
  }

  private static Map<String, String> checked(Map<String, String> tags) {
    if (tags.keySet().stream().filter(key -> !isSystems(key)).count() > TAGS_MAX) {
      throw Ec2Errors.tagLimitExceeded();
    }
    return tags;
  }

  /** One that a service has set: it does not count, and stays until the resource is gone. */
  private static boolean isSystems(String key) {
    return key.startsWith("aws:");
  }

  private static String value(Tag tag) {
    return tag.value() == null ? "" : tag.value();
  }
}
