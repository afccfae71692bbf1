package dev.azdrill;

import dev.azdrill.simulator.kernel.Seed;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * How every property test runs: {@code azdrill.tries} times, with values from {@code azdrill.seed}
 * and the name of the property. The same commit gives the same result; another seed tries other
 * values. A jqwik hook, registered in {@code META-INF/services}.
 */
public final class PropertySettings implements AroundPropertyHook {
  private static final int TRIES = Integer.getInteger("azdrill.tries", 50);
  private static final String SEED = System.getProperty("azdrill.seed", "azdrill");

  /**
   * jqwik remarks where a property has more edge cases than tries; the number of tries is meant. A
   * logger that nobody holds forgets its level.
   */
  private static final Logger REMARKS =
      Logger.getLogger("net.jqwik.engine.properties.RandomizedShrinkablesGenerator");

  static {
    REMARKS.setLevel(Level.WARNING);
  }

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext property, PropertyExecutor executor) {
    String name =
        property.containerClass().getSimpleName() + "#" + property.targetMethod().getName();
    PropertyAttributes attributes = property.attributes();
    if (attributes.tries().isEmpty()) {
      attributes.setTries(TRIES);
    }
    if (attributes.seed().isEmpty()) {
      attributes.setSeed(Long.toString(Seed.of(SEED).derive(name).random().nextLong()));
    }
    PropertyExecutionResult result = executor.execute();
    if (result.status() == PropertyExecutionResult.Status.FAILED) {
      property
          .reporter()
          .publishValue(
              "reproduce",
              "mvn test -Dtest='%s' -Dazdrill.seed='%s' -Dazdrill.tries=%d"
                  .formatted(name, SEED, TRIES));
    }
    return result;
  }
}
