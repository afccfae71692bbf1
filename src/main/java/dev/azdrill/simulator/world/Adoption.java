package dev.azdrill.simulator.world;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What stands elsewhere, and is taken over by the rooms of a region as it is described there: ids,
 * addresses, rules, states and health are kept.
 *
 * <p>Nothing is left out in silence: what a room cannot take over, because the region does not
 * simulate it or because the description lacks what it needs, is {@linkplain #leftOut told} with
 * the reason. Not thread-safe: used under the writer's lock, by one region.
 */
public final class Adoption {
  private final Inventory from;
  private final List<LeftOut> leftOut = new ArrayList<>();

  /**
   * Something that stands there and not here.
   *
   * @param kind as {@link Kind#name} says
   * @param id what it is called there
   * @param reason why, a sentence without a full stop
   */
  public record LeftOut(String kind, String id, String reason) {}

  /** Nothing has been taken over yet. */
  public Adoption(Inventory from) {
    this.from = from;
  }

  /** What stands there. */
  public Inventory from() {
    return from;
  }

  /**
   * Has each thing of a kind taken over; one that is refused, or of which too little is known, is
   * left out, and the others are taken over all the same.
   *
   * @param id what the thing is called
   * @param take takes it over whole, or refuses it before anything is changed
   */
  public <T extends SdkPojo> void each(
      Kind<T> kind, Function<T, @Nullable String> id, Consumer<T> take) {
    for (T thing : from.all(kind)) {
      orLeaveOut(kind, id.apply(thing), () -> take.accept(thing));
    }
  }

  /**
   * The same, of a kind whose things are held under an owner.
   *
   * @param take is given the owner's ARN or id, and the thing
   */
  public <T extends SdkPojo> void eachOwned(
      Kind<T> kind, Function<T, @Nullable String> id, BiConsumer<String, T> take) {
    for (Inventory.Owned<T> owned : from.owned(kind)) {
      orLeaveOut(
          kind,
          id.apply(owned.value()),
          () ->
              take.accept(
                  owned.owner().orElseThrow(() -> new NotAdopted("it is not told whose it is")),
                  owned.value()));
    }
  }

  /**
   * Says of each kind that could not be read that none of it is here. What launches name is here
   * all the same: where it was not read it is taken to exist.
   */
  public void tellUnread() {
    for (Kind<?> kind : Kind.all()) {
      if (!Named.KINDS.contains(kind)) {
        from.unread(kind).ifPresent(why -> leftOut(kind, "each", "they could not be read: " + why));
      }
    }
  }

  private void orLeaveOut(Kind<?> kind, @Nullable String id, Runnable take) {
    try {
      take.run();
    } catch (NotAdopted | AwsError refused) {
      String reason = String.valueOf(refused.getMessage());
      leftOut(
          kind,
          id == null ? "one without an id" : id,
          reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason);
    }
  }

  /** Says that something stands there and not here. */
  public void leftOut(Kind<?> kind, String id, String reason) {
    leftOut.add(new LeftOut(kind.name(), id, reason));
  }

  /** What was left out so far, in the order in which it was told. */
  public List<LeftOut> leftOut() {
    return List.copyOf(leftOut);
  }

  /**
   * What a description must have.
   *
   * @param member as AWS's API calls it
   * @throws NotAdopted when it lacks it
   */
  public static <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw new NotAdopted("its description lacks " + member);
    }
    return value;
  }

  /** Says that a thing cannot be taken over. */
  public static final class NotAdopted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * For this reason.
     *
     * @param reason a sentence without a full stop
     */
    public NotAdopted(String reason) {
      super(reason);
    }
  }
}
