package dev.azdrill.evidence;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Values of any record of this package, drawn by a seed: every component of every type it has. */
final class AnyRecord {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "plain",
          "two\nlines\r\n",
          "\u0000\u001B[31m\u007F\u009B",
          "\uD83D",
          "\uDE80 half",
          "\uD83D\uDE80",
          "\u2028\u202E",
          "{\"at\": [\"]}",
          "\\u0041 \\ \" ' </",
          "\u00e4\u6f22\uFFFF");

  private final Random random;

  AnyRecord(long seed) {
    this.random = new Random(seed);
  }

  /** An entry with an observation of this type. */
  Entry entry(Class<? extends Observation> type) throws ReflectiveOperationException {
    return new Entry(
        (Instant) value(Instant.class),
        random.nextBoolean() ? Optional.of(text()) : Optional.empty(),
        (Strength) value(Strength.class),
        text(),
        (Observation) value(type));
  }

  private Object value(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      return container(generic);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return text();
    } else if (plain == int.class || plain == Integer.class) {
      return random.nextInt();
    } else if (plain == double.class) {
      return random.nextGaussian() * 1e6;
    } else if (plain == boolean.class) {
      return random.nextBoolean();
    } else if (plain == Instant.class) {
      return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    } else if (plain == Duration.class) {
      return Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000));
    } else if (plain.isEnum()) {
      return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
    } else if (plain.isRecord()) {
      return record(plain);
    }
    throw new IllegalArgumentException("expected a type that a journal may have, saw " + type);
  }

  private Object container(ParameterizedType generic) throws ReflectiveOperationException {
    Type raw = generic.getRawType();
    Type[] of = generic.getActualTypeArguments();
    if (raw == Optional.class) {
      return random.nextBoolean() ? Optional.of(value(of[0])) : Optional.empty();
    } else if (raw == List.class) {
      List<Object> all = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        all.add(value(of[0]));
      }
      return all;
    } else if (raw == Map.class) {
      Map<Object, Object> all = new TreeMap<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        all.put(value(of[0]), value(of[1]));
      }
      return all;
    }
    throw new IllegalArgumentException("expected a container that a journal may have, saw " + raw);
  }

  private Object record(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(components[i].getGenericType());
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size())) + TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
