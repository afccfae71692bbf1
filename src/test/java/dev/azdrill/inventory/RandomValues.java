package dev.azdrill.inventory;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** SDK values with some members set and some not, nothing else known of them. */
final class RandomValues {
  private static final String[] TEXTS = {"", "a", "eu-west-2a", "ü \"quoted\" \\ \n", "0", "false"};

  private final Random random;

  RandomValues(long seed) {
    random = new Random(seed);
  }

  <T extends SdkPojo> T of(Kind<T> kind) {
    return kind.type().cast(fill(kind.newBuilder(), 3));
  }

  private Object fill(SdkPojo builder, int depth) {
    for (SdkField<?> field : builder.sdkFields()) {
      if (random.nextInt(3) > 0) {
        Object value = value(field, depth);
        if (value != null) {
          field.set(builder, value);
        }
      }
    }
    return ((Buildable) builder).build();
  }

  private @Nullable Object value(SdkField<?> field, int depth) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      return depth == 0 ? null : fill(field.constructor().get(), depth - 1);
    }
    if (type == MarshallingType.LIST) {
      return list(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), depth);
    }
    if (type == MarshallingType.MAP) {
      return map(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), depth);
    }
    return scalar(type);
  }

  private Object scalar(MarshallingType<?> type) {
    if (type == MarshallingType.STRING) {
      return TEXTS[random.nextInt(TEXTS.length)];
    }
    if (type == MarshallingType.INTEGER) {
      return random.nextInt();
    }
    if (type == MarshallingType.LONG) {
      return random.nextLong();
    }
    if (type == MarshallingType.BOOLEAN) {
      return random.nextBoolean();
    }
    if (type == MarshallingType.DOUBLE) {
      return random.nextDouble();
    }
    if (type == MarshallingType.FLOAT) {
      return random.nextFloat();
    }
    if (type == MarshallingType.BIG_DECIMAL) {
      return BigDecimal.valueOf(random.nextInt(), 2);
    }
    if (type == MarshallingType.INSTANT) {
      return Instant.ofEpochMilli(random.nextInt(2_000_000_000) * 1000L + random.nextInt(1000));
    }
    if (type == MarshallingType.SDK_BYTES) {
      return SdkBytes.fromUtf8String(TEXTS[random.nextInt(TEXTS.length)]);
    }
    throw new IllegalStateException("no value of the type " + type);
  }

  private List<Object> list(SdkField<?> member, int depth) {
    List<Object> all = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Object value = value(member, depth);
      if (value != null) {
        all.add(value);
      }
    }
    return all;
  }

  private Map<String, Object> map(SdkField<?> member, int depth) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Object value = value(member, depth);
      if (value != null) {
        all.put("key" + i, value);
      }
    }
    return all;
  }
}
