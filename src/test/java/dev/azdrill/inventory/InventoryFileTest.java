package dev.azdrill.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryFileTest {
  @TempDir Path directory = Path.of("unset");

  private final Inventory production =
      ProductionNetwork.inventory().unread(Kind.WEB_ACL, "access denied").build();

  @Test
  void none_and_unread_stay_different() {
    Path file = directory.resolve("inventory.json");
    Inventory inventory =
        Inventory.builder()
            .add(Kind.NAT_GATEWAY, List.of())
            .unread(Kind.WEB_ACL, "access denied")
            .build();

    InventoryFile.save(inventory, file);
    Inventory loaded = InventoryFile.load(file);

    assertThat(loaded).isEqualTo(inventory);
    assertThat(loaded.knows(Kind.NAT_GATEWAY)).isTrue();
    assertThat(loaded.knows(Kind.SUBNET)).isFalse();
    assertThat(loaded.unread(Kind.WEB_ACL)).contains("access denied");
  }

  @Test
  void a_file_that_was_cut_short_says_so_and_where() {
    String text = InventoryFile.write(production);

    assertThatThrownBy(() -> InventoryFile.read(text.substring(0, 500), "stack.json"))
        .isInstanceOf(UnreadableInventory.class)
        .hasMessageMatching(
            "stack.json, line \\d+, column \\d+: the file ends in the middle: it was cut short;"
                + " save it anew, with azdrill snapshot for example");
  }

  /** An empty list would be taken for none. */
  @Test
  void a_kind_that_was_read_and_not_read_is_refused() {
    String text =
        InventoryFile.write(production)
            .replace("\"unread\" : {", "\"unread\" : {\"vpcs\":\"denied\",");

    assertThatThrownBy(() -> InventoryFile.read(text, "stack.json"))
        .isInstanceOf(UnreadableInventory.class)
        .hasMessageStartingWith(
            "stack.json: it says that vpcs could not be read, and what there is");
  }

  /** What nobody reads may be what somebody meant. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"extra\":1` | expected no members but format, things, unread, saw 'extra'",
        "`\"things\":[]` | things is not an object",
        "`\"unread\":[\"vpcs\"]` | unread is not an object",
        "`\"unread\":{\"vpcs\":3}` | unread.vpcs does not say in words",
        "`\"things\":{\"vpcs\":[],\"vpcs\":[]}` | it has the key 'vpcs' twice in one object",
        "`\"things\":{\"rules\":[{\"owner\":\"a\",\"value\":{},\"x\":1}]}` |"
            + " expected no members but owner, value, saw 'x'",
      })
  void what_is_not_read_is_refused(String member, String because) {
    String text = "{\"format\":\"azdrill-inventory/1\"," + member + "}";

    assertThatThrownBy(() -> InventoryFile.read(text, "stack.json"))
        .isInstanceOf(UnreadableInventory.class)
        .hasMessageStartingWith("stack.json")
        .hasMessageContaining(because);
  }

  @Test
  void a_foreign_file_is_told_from_an_inventory() {
    assertThatThrownBy(() -> InventoryFile.read("{\"version\": 4}", "terraform.tfstate"))
        .hasMessageStartingWith("terraform.tfstate: it does not begin with \"format\"");
    assertThatThrownBy(() -> InventoryFile.read("Vpcs: none", "vpcs.yaml"))
        .hasMessageStartingWith("vpcs.yaml, line 1, column 1: it is not JSON");
    assertThatThrownBy(() -> InventoryFile.read("", "empty.json"))
        .isInstanceOf(UnreadableInventory.class);
  }

  @Test
  void a_member_that_the_api_does_not_have_is_named_with_its_place() {
    String text = InventoryFile.write(production).replaceFirst("\"CidrBlock\"", "\"Cidr\"");

    assertThatThrownBy(() -> InventoryFile.read(text, "stack.json"))
        .hasMessageStartingWith("stack.json, things.vpcs[0]: The parameter Cidr is not recognized");
  }

  @Test
  void a_file_that_is_not_there_or_not_text_is_an_error_of_the_same_sort() throws IOException {
    Path picture = Files.write(directory.resolve("a.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});

    assertThatThrownBy(() -> InventoryFile.load(directory.resolve("nowhere.json")))
        .isInstanceOf(UnreadableInventory.class)
        .hasMessageContaining("nowhere.json: there is no such file or folder");
    assertThatThrownBy(() -> InventoryFile.load(picture))
        .isInstanceOf(UnreadableInventory.class)
        .hasMessageContaining("it is not text in UTF-8");
  }
}
