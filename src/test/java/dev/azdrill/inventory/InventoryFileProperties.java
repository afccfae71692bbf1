package dev.azdrill.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import software.amazon.awssdk.core.SdkPojo;

class InventoryFileProperties {
  @Property
  void what_is_saved_is_loaded_again_whatever_it_is(@ForAll long seed) {
    RandomValues random = new RandomValues(seed);
    Inventory.Builder builder = Inventory.builder();
    for (Kind<?> kind : Kind.all()) {
      add(builder, kind, random);
    }
    Inventory inventory = builder.build();

    String text = InventoryFile.write(inventory);

    Inventory again = InventoryFile.read(text, "test");
    assertThat(again).isEqualTo(inventory);
    assertThat(InventoryFile.write(again)).isEqualTo(text);
  }

  private static <T extends SdkPojo> void add(
      Inventory.Builder builder, Kind<T> kind, RandomValues random) {
    builder.add(kind, List.of(random.of(kind)));
    builder.add(kind, "arn:of:owner", List.of(random.of(kind)));
  }
}
