package dev.azdrill.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What there was at one look: things of several kinds, as AWS described them. Immutable.
 *
 * <p>An inventory tells "there is none" from "nobody could see": a kind that was read and is empty
 * is known, a kind that could not be read is {@linkplain #unread unread} with its reason. Who
 * proves something treats the second as unknown, never as none.
 */
public final class Inventory {
  private static final Inventory EMPTY = builder().build();

  private final Map<Kind<?>, List<Owned<?>>> things;
  private final Map<Kind<?>, String> unread;

  /** Is told of every kind that somebody asks for. */
  private final Consumer<Kind<?>> asked;

  private Inventory(
      Map<Kind<?>, List<Owned<?>>> things, Map<Kind<?>, String> unread, Consumer<Kind<?>> asked) {
    this.things = things;
    this.unread = unread;
    this.asked = asked;
  }

  /** An inventory in which no kind was read. */
  public static Inventory empty() {
    return EMPTY;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** All things of this kind; empty when there are none or the kind was not read. */
  public <T extends SdkPojo> List<T> all(Kind<T> kind) {
    return this.<T>owned(kind).stream().map(Owned::value).toList();
  }

  /** The things of this kind that belong to this owner. */
  public <T extends SdkPojo> List<T> of(Kind<T> kind, String owner) {
    return this.<T>owned(kind).stream()
        .filter(o -> o.owner().filter(owner::equals).isPresent())
        .map(Owned::value)
        .toList();
  }

  /** All things of this kind with their owners. */
  @SuppressWarnings("unchecked") // the builder lets only values of the kind's class in
  public <T extends SdkPojo> List<Owned<T>> owned(Kind<T> kind) {
    asked.accept(kind);
    return (List<Owned<T>>) (List<?>) things.getOrDefault(kind, List.of());
  }

  /**
   * The same things, and {@code asked} is told of every kind that somebody asks this inventory, or
   * one that is made of it, for.
   */
  public Inventory telling(Consumer<Kind<?>> asked) {
    return new Inventory(things, unread, asked);
  }

  /** Whether this kind was read, and so an empty list means that there is none. */
  public boolean knows(Kind<?> kind) {
    return things.containsKey(kind);
  }

  /** Why a kind could not be read; empty when it was, or when nobody tried. */
  public Optional<String> unread(Kind<?> kind) {
    return Optional.ofNullable(unread.get(kind));
  }

  /**
   * The same with every thing of one kind changed: how a broken topology is made from a sound one.
   */
  public <T extends SdkPojo> Inventory map(Kind<T> kind, UnaryOperator<T> change) {
    Builder copy = toBuilder();
    List<Owned<?>> changed = new ArrayList<>();
    for (Owned<T> each : owned(kind)) {
      changed.add(new Owned<>(each.owner(), change.apply(each.value())));
    }
    copy.things.put(kind, changed);
    return copy.build();
  }

  /** The same with other things of one kind, none of which has an owner. */
  public <T extends SdkPojo> Inventory with(Kind<T> kind, Collection<T> values) {
    Builder copy = toBuilder();
    copy.things.remove(kind);
    return copy.add(kind, values).build();
  }

  /** The same, as if this kind could not have been read. */
  public Inventory without(Kind<?> kind, String reason) {
    Builder copy = toBuilder();
    copy.things.remove(kind);
    return copy.unread(kind, reason).build();
  }

  /** The same things, to which more are added. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    things.forEach((kind, all) -> copy.things.put(kind, new ArrayList<>(all)));
    copy.unread.putAll(unread);
    copy.asked = asked;
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Inventory that
        && things.equals(that.things)
        && unread.equals(that.unread);
  }

  @Override
  public int hashCode() {
    return 31 * things.hashCode() + unread.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Inventory");
    things.forEach((kind, all) -> text.append(' ').append(kind).append('=').append(all.size()));
    unread.forEach(
        (kind, reason) ->
            text.append(' ').append(kind).append("=unread (").append(reason).append(')'));
    return text.toString();
  }

  /**
   * A thing and whom it belongs to.
   *
   * @param owner the owner's ARN; empty where the kind needs none
   */
  public record Owned<T extends SdkPojo>(Optional<String> owner, T value) {}

  /** Collects what was seen. Not thread-safe. */
  public static final class Builder {
    private final Map<Kind<?>, List<Owned<?>>> things = new LinkedHashMap<>();
    private final Map<Kind<?>, String> unread = new LinkedHashMap<>();
    private Consumer<Kind<?>> asked = kind -> {};

    private Builder() {}

    /** Adds things that name themselves; adding none says that there are none. */
    public <T extends SdkPojo> Builder add(Kind<T> kind, Collection<T> values) {
      return add(kind, Optional.empty(), values);
    }

    /** Adds things that belong to {@code owner}. */
    public <T extends SdkPojo> Builder add(Kind<T> kind, String owner, Collection<T> values) {
      return add(kind, Optional.of(owner), values);
    }

    private <T extends SdkPojo> Builder add(
        Kind<T> kind, Optional<String> owner, Collection<T> values) {
      List<Owned<?>> all = things.computeIfAbsent(kind, k -> new ArrayList<>());
      values.forEach(value -> all.add(new Owned<>(owner, value)));
      return this;
    }

    /** Says that a kind could not be read, and why. */
    public Builder unread(Kind<?> kind, String reason) {
      unread.put(kind, reason);
      return this;
    }

    public Inventory build() {
      Map<Kind<?>, List<Owned<?>>> copy = new LinkedHashMap<>();
      for (Kind<?> kind : Kind.all()) {
        List<Owned<?>> all = things.get(kind);
        if (all != null) {
          copy.put(kind, List.copyOf(all));
        }
      }
      return new Inventory(
          Collections.unmodifiableMap(copy),
          Collections.unmodifiableMap(new LinkedHashMap<>(unread)),
          asked);
    }
  }
}
