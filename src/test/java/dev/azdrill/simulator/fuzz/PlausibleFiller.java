package dev.azdrill.simulator.fuzz;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Fills any SDK builder with values that might be meant, and now and then with some that are not.
 */
final class PlausibleFiller {
  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          "\u0000",
          "a\u0007b",
          "\uFFFE",
          "\uD800",
          "😀",
          "aws:reserved",
          "x".repeat(300),
          "NaN",
          "-1",
          "99999999999999999999",
          "0.0.0.0/0",
          "::/0",
          "10.0.0.0/33",
          "10.0.0.1/16",
          "arn:aws:x",
          "*",
          "%s%n",
          "../..",
          "<x>&amp;",
          "'; --");

  /** As an integer, too. */
  private static final List<Integer> NUMBERS =
      List.of(
          -1,
          0,
          1,
          2,
          3,
          5,
          30,
          80,
          443,
          1000,
          65_535,
          65_536,
          Integer.MAX_VALUE,
          Integer.MIN_VALUE);

  private static final List<Double> REALS =
      List.of(0.0, 1.0, -1.0, 0.5, Double.NaN, Double.POSITIVE_INFINITY, 1e308, 4.9e-324);

  /** Would end the call instead of trying it. */
  private static final Set<String> NEVER = Set.of("DryRun");

  private static final int DEPTH_MAX = 4;

  private final SplittableRandom random;
  private final KnownValues known;

  /** How many of a hundred optional members are given. */
  private final int optional;

  /** How many of a hundred texts nobody means. */
  private final int nasty;

  PlausibleFiller(SplittableRandom random, KnownValues known) {
    this.random = random;
    this.known = known;
    this.optional = List.of(2, 8, 25).get(random.nextInt(3));
    this.nasty = List.of(0, 0, 10).get(random.nextInt(3));
  }

  /**
   * Fills some members.
   *
   * @param demanded the names of those that are needed, and are left out only now and then
   */
  void fill(SdkPojo builder, List<String> demanded) {
    fill(builder, demanded, 0);
  }

  private void fill(SdkPojo builder, List<String> demanded, int depth) {
    for (SdkField<?> field : builder.sdkFields()) {
      boolean isNeeded =
          demanded.contains(field.memberName()) || field.containsTrait(RequiredTrait.class);
      if (NEVER.contains(field.memberName()) || random.nextInt(100) >= (isNeeded ? 97 : optional)) {
        continue;
      }
      value(builder, field, field.memberName(), depth).ifPresent(it -> field.set(builder, it));
    }
  }

  private Optional<Object> value(SdkPojo owner, SdkField<?> field, String name, int depth) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST) {
      SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        value(owner, member, name, depth).ifPresent(list::add);
      }
      return Optional.of(list);
    }
    if (type == MarshallingType.MAP) {
      Map<String, Object> map = new LinkedHashMap<>();
      value(owner, field.getRequiredTrait(MapTrait.class).valueFieldInfo(), name, depth)
          .ifPresent(it -> map.put(text(owner, name), it));
      return Optional.of(map);
    }
    if (type == MarshallingType.SDK_POJO) {
      if (depth >= DEPTH_MAX) {
        return Optional.empty();
      }
      SdkPojo nested = field.constructor().get();
      fill(nested, List.of("Key", "Name", "Values"), depth + 1);
      return Optional.of(((Buildable) nested).build());
    }
    return scalar(owner, type, name);
  }

  private Optional<Object> scalar(SdkPojo owner, MarshallingType<?> type, String name) {
    if (type == MarshallingType.STRING) {
      return Optional.of(text(owner, name));
    }
    if (type == MarshallingType.INTEGER) {
      return Optional.of(KnownValues.any(NUMBERS, random));
    }
    if (type == MarshallingType.LONG) {
      return Optional.of((long) KnownValues.any(NUMBERS, random) * random.nextInt(1, 1000));
    }
    if (type == MarshallingType.BOOLEAN) {
      return Optional.of(random.nextBoolean());
    }
    if (type == MarshallingType.DOUBLE) {
      return Optional.of(KnownValues.any(REALS, random));
    }
    if (type == MarshallingType.FLOAT) {
      return Optional.of(KnownValues.any(REALS, random).floatValue());
    }
    if (type == MarshallingType.INSTANT) {
      return Optional.of(Instant.ofEpochSecond(random.nextLong(-1L << 36, 1L << 36)));
    }
    if (type == MarshallingType.SDK_BYTES) {
      return Optional.of(SdkBytes.fromUtf8String("bytes " + random.nextInt(1000)));
    }
    return Optional.empty();
  }

  private String text(SdkPojo owner, String name) {
    int dice = random.nextInt(100);
    if (dice < nasty) {
      return KnownValues.any(NASTY, random);
    }
    if (dice < 2 * nasty) {
      return known.anyId(random);
    }
    List<String> words = words(owner, name);
    if (!words.isEmpty()) {
      return KnownValues.any(words, random);
    }
    return known.like(name, random).orElseGet(() -> "name-" + random.nextInt(20));
  }

  /** The words that the SDK has for a member: its builder takes them as an enum, too. */
  private static List<String> words(SdkPojo owner, String name) {
    String setter = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    for (Method method : owner.getClass().getMethods()) {
      if (method.getName().equals(setter)
          && method.getParameterCount() == 1
          && method.getParameterTypes()[0].isEnum()) {
        List<String> words = new ArrayList<>();
        for (Object word : method.getParameterTypes()[0].getEnumConstants()) {
          words.add(String.valueOf(word));
        }
        return words.stream().limit(40).toList();
      }
    }
    return List.of();
  }
}
