package dev.azdrill;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;

/**
 * The order of classes in the profile {@code long}: those that say {@link Order} first, as in any
 * build, because one that takes minutes and begins last leaves a processor idle; all others in a
 * random order, the same one for the same number.
 */
public final class ShuffledClasses implements ClassOrderer {
  @Override
  public void orderClasses(ClassOrdererContext context) {
    long seed =
        context
            .getConfigurationParameter(MethodOrderer.Random.RANDOM_SEED_PROPERTY_NAME)
            .map(Long::parseLong)
            .orElseThrow();
    List<? extends ClassDescriptor> classes = context.getClassDescriptors();
    // ClassOrderer has a Random of its own.
    Collections.shuffle(classes, new java.util.Random(seed));
    classes.sort(Comparator.comparingInt(ShuffledClasses::order));
  }

  private static int order(ClassDescriptor each) {
    return each.findAnnotation(Order.class).map(Order::value).orElse(Order.DEFAULT);
  }
}
