package dev.azdrill.simulator.fuzz;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.azdrill.ProductClasses;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which members of the SDK's shapes the region reads, from its byte code: a member is read where
 * its accessor is called or referred to.
 */
final class ReadMembers {
  private static final String MODELS = "software.amazon.awssdk.services.";

  private final Set<String> accessors = new HashSet<>();

  private ReadMembers(JavaClasses classes) {
    classes.stream()
        .filter(each -> each.getPackageName().startsWith("dev.azdrill.simulator"))
        .flatMap(ReadMembers::accesses)
        .filter(each -> each.getTargetOwner().getName().startsWith(MODELS))
        .forEach(each -> accessors.add(key(each.getTargetOwner().getName(), each.getName())));
  }

  private static Stream<JavaAccess<?>> accesses(JavaClass type) {
    return Stream.concat(
        type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream());
  }

  static ReadMembers ofTheRegion() {
    return new ReadMembers(ProductClasses.ALL);
  }

  /**
   * @param shape a request, or a structure within one
   * @param member as the protocol calls it: {@code DBInstanceClass}
   */
  boolean has(Class<?> shape, String member) {
    return has(shape.getName(), member);
  }

  /**
   * @param shape the name of its class
   */
  boolean has(String shape, String member) {
    return Stream.of("", "s", "AsString", "AsStrings", "sAsStrings")
        .flatMap(ending -> Stream.of(member + ending, "has" + member + ending))
        .anyMatch(accessor -> accessors.contains(key(shape, accessor)));
  }

  private static String key(String owner, String accessor) {
    return owner + " " + accessor.toLowerCase(Locale.ROOT);
  }
}
