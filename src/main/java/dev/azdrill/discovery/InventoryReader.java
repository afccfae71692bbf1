package dev.azdrill.discovery;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Puts what calls return into an inventory, and writes down which kinds could not be read.
 *
 * <p>Only an answer that says "this cannot be had here" makes a kind unread. Any other error goes
 * to the caller: an inventory that is incomplete by accident would be worse than none.
 */
final class InventoryReader {
  /** What services say that are not there or not allowed. */
  private static final Set<String> NOT_TO_BE_HAD =
      Set.of(
          "InvalidAction",
          "UnknownOperationException",
          "UnsupportedOperation",
          "NotImplemented",
          "AccessDenied",
          "AccessDeniedException",
          "UnauthorizedOperation",
          "OptInRequired",
          "SubscriptionRequiredException");

  /** What IAM and AWS WAF say of what is not there. */
  private static final Set<String> GONE = Set.of("NoSuchEntity", "WAFNonexistentItemException");

  private final Inventory.Builder seen = Inventory.builder();

  Inventory inventory() {
    return seen.build();
  }

  /** Reads all things of a kind; empty when they cannot be read. */
  <T extends SdkPojo> Optional<List<T>> all(Kind<T> kind, Supplier<List<T>> call) {
    try {
      List<T> things = call.get();
      seen.add(kind, things);
      return Optional.of(things);
    } catch (AwsServiceException refusal) {
      seen.unread(kind, reason(refusal));
      return Optional.empty();
    }
  }

  /** Reads what belongs to each of these owners; one that is gone meanwhile has nothing. */
  <T extends SdkPojo> void each(
      Kind<T> kind, Collection<String> owners, Function<String, ? extends Collection<T>> call) {
    Map<String, Collection<T>> all = new LinkedHashMap<>();
    try {
      for (String owner : owners) {
        all.put(owner, unlessGone(() -> call.apply(owner)));
      }
    } catch (AwsServiceException refusal) {
      seen.unread(kind, reason(refusal));
      return;
    }
    seen.add(kind, List.of());
    all.forEach((owner, things) -> seen.add(kind, owner, things));
  }

  static <T> Collection<T> unlessGone(Supplier<? extends Collection<T>> call) {
    try {
      return call.get();
    } catch (AwsServiceException refusal) {
      Optional<String> gone = code(refusal).filter(c -> c.contains("NotFound") || GONE.contains(c));
      if (gone.isPresent()) {
        return List.of();
      }
      throw refusal;
    }
  }

  /** Kinds that cannot be read because another could not. */
  void unreadBecauseOf(Kind<?> cause, Kind<?>... kinds) {
    for (Kind<?> kind : kinds) {
      seen.unread(
          kind, cause + " could not be read, and without them nobody knows which to ask for");
    }
  }

  /** Why it cannot be had; any other error is thrown again. */
  private static String reason(AwsServiceException refusal) {
    Optional<String> code = code(refusal);
    if (!isNotToBeHad(refusal)) {
      throw refusal;
    }
    AwsErrorDetails details = refusal.awsErrorDetails();
    String message = details == null ? refusal.getMessage() : details.errorMessage();
    return code.map(c -> c + ": ").orElse("") + firstLine(message);
  }

  /** Whether this says that something is not there, or not allowed. */
  static boolean isNotToBeHad(AwsServiceException refusal) {
    return refusal.statusCode() == 501 || code(refusal).filter(NOT_TO_BE_HAD::contains).isPresent();
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "no reason given" : message.lines().findFirst().orElse("").strip();
  }

  /** AWS's error code; empty where the reply had none. */
  static Optional<String> code(AwsServiceException refusal) {
    return Optional.ofNullable(refusal.awsErrorDetails()).map(AwsErrorDetails::errorCode);
  }
}
