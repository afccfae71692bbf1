package dev.azdrill.simulator.wire;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Fills any SDK builder with values in every field, nested ones too, where a type does not contain
 * itself.
 */
final class Filler {
  private static final String NASTY = "a <b> & \"c\" 'd' é +%2B=;\n\ttab";

  /** The client turns these into others before it sends them. */
  private static final Set<String> REWRITTEN =
      Set.of("SourceRegion", "PreSignedUrl", "DestinationRegion");

  private static final int DEPTH_MAX = 4;

  private final SplittableRandom random;
  private final Deque<Class<?>> path = new ArrayDeque<>();

  Filler(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Whether the builder holds something now, and nothing that its shape requires is missing. */
  boolean fill(SdkPojo builder) {
    if (path.contains(builder.getClass()) || path.size() > DEPTH_MAX) {
      return false;
    }
    path.push(builder.getClass());
    boolean any = false;
    boolean complete = true;
    for (SdkField<?> field : builder.sdkFields()) {
      Object value = REWRITTEN.contains(field.memberName()) ? null : value(field);
      if (value != null) {
        field.set(builder, value);
        any = true;
      } else if (field.containsTrait(RequiredTrait.class)) {
        complete = false;
      }
    }
    path.pop();
    return any && complete;
  }

  private @Nullable Object value(SdkField<?> field) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST) {
      return list(field.getRequiredTrait(ListTrait.class).memberFieldInfo());
    }
    if (type == MarshallingType.MAP) {
      Object value = value(field.getRequiredTrait(MapTrait.class).valueFieldInfo());
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("key " + random.nextInt(100), value);
      return value == null ? null : map;
    }
    if (type == MarshallingType.SDK_POJO) {
      SdkPojo nested = field.constructor().get();
      return fill(nested) ? ((Buildable) nested).build() : null;
    }
    return scalar(type);
  }

  private @Nullable List<Object> list(SdkField<?> member) {
    List<Object> list = new ArrayList<>();
    // Two members show that they are told apart; deeper down one is enough, or the tree explodes.
    int members = path.size() <= 2 ? 2 : 1;
    for (int i = 0; i < members; i++) {
      Object value = value(member);
      if (value != null) {
        list.add(value);
      }
    }
    return list.isEmpty() ? null : list;
  }

  private @Nullable Object scalar(MarshallingType<?> type) {
    if (type == MarshallingType.STRING) {
      return random.nextInt(4) == 0 ? NASTY : "text-" + random.nextInt(1_000_000);
    }
    if (type == MarshallingType.INTEGER) {
      return random.nextInt(1, 100_000);
    }
    if (type == MarshallingType.LONG) {
      return random.nextLong(1, 1L << 50);
    }
    if (type == MarshallingType.BOOLEAN) {
      return random.nextBoolean();
    }
    if (type == MarshallingType.DOUBLE) {
      return random.nextInt(1000) / 8.0;
    }
    if (type == MarshallingType.FLOAT) {
      return random.nextInt(1000) / 8.0f;
    }
    if (type == MarshallingType.INSTANT) {
      return Instant.ofEpochSecond(1_700_000_000L + random.nextInt(10_000_000));
    }
    if (type == MarshallingType.SDK_BYTES) {
      return SdkBytes.fromUtf8String("bytes " + random.nextInt(1000));
    }
    return null;
  }
}
