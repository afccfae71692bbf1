package dev.azdrill.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The VPCs of a Terraform state. */
class TerraformStateTest {
  private static final String SECRET = "correct-horse";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("state.json"), text);
  }

  private Path state(String... resources) throws IOException {
    return file(
        "{\"version\": 4, \"terraform_version\": \"1.9.8\", \"serial\": 7, \"lineage\": \"x\","
            + " \"outputs\": {\"password\": {\"value\": \""
            + SECRET
            + "\", \"type\": \"string\", \"sensitive\": true}}, \"resources\": ["
            + String.join(", ", resources)
            + "]}");
  }

  private static String resource(String mode, String type, String attributes) {
    return "{\"mode\": \""
        + mode
        + "\", \"type\": \""
        + type
        + "\", \"name\": \"this\", \"provider\":"
        + " \"provider[\\\"registry.terraform.io/hashicorp/aws\\\"]\", \"instances\":"
        + " [{\"schema_version\": 1, \"attributes\": {"
        + attributes
        + "}}]}";
  }

  @Test
  void are_those_that_it_manages_and_not_those_in_which_something_else_of_it_is()
      throws IOException {
    Path state =
        state(
            resource("managed", "aws_vpc", "\"id\": \"vpc-1\""),
            resource("managed", "aws_default_security_group", "\"vpc_id\": \"vpc-2\""),
            resource("data", "aws_vpc", "\"id\": \"vpc-3\""));

    assertThat(TerraformState.vpcIds(state)).containsExactly("vpc-1");
  }

  @Test
  void are_those_in_which_something_of_it_is_where_it_manages_none() throws IOException {
    Path state =
        state(
            resource("data", "aws_vpc", "\"id\": \"vpc-1\""),
            resource("managed", "aws_subnet", "\"id\": \"subnet-1\", \"vpc_id\": \"vpc-1\""),
            resource("managed", "aws_lb", "\"id\": \"lb\", \"vpc_id\": \"vpc-2\""),
            resource("managed", "aws_eip", "\"id\": \"eipalloc-1\""),
            resource("managed", "aws_lb_target_group", "\"vpc_id\": \"\""),
            resource("managed", "aws_flow_log", "\"vpc_id\": null"));

    assertThat(TerraformState.vpcIds(state)).containsExactly("vpc-1", "vpc-2");
  }

  @Test
  void are_found_in_modules_of_what_terraform_shows() throws IOException {
    Path shown =
        file(
            "{\"format_version\": \"1.0\", \"terraform_version\": \"1.9.8\", \"values\":"
                + " {\"root_module\": {\"resources\": [], \"child_modules\": [{\"address\":"
                + " \"module.vpc\", \"child_modules\": [], \"resources\": [{\"address\":"
                + " \"module.vpc.aws_vpc.this[0]\", \"mode\": \"managed\", \"type\": \"aws_vpc\","
                + " \"values\": {\"id\": \"vpc-1\"}}]}]}}}");

    assertThat(TerraformState.vpcIds(shown)).containsExactly("vpc-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{}",
        "{\"version\": 3, \"modules\": [\"correct-horse\"]}",
        "{\"version\": 4, \"resources\": {}}",
        "{\"version\": 4, \"outputs\": \"correct-horse",
        "correct-horse",
        "{\"values\": {\"root_module\": \"correct-horse\"}}"
      })
  void what_is_no_state_is_refused_and_nothing_of_it_is_printed(String text) throws IOException {
    Path state = file(text);

    assertThatThrownBy(() -> TerraformState.vpcIds(state))
        .isInstanceOf(UnreadableInventory.class)
        .hasMessageStartingWith(state + ": it is ")
        .hasMessageEndingWith("; write one with 'terraform state pull >FILE'")
        .message()
        .doesNotContain(SECRET);
  }

  @Test
  void what_cannot_be_read_is_refused_in_a_sentence() throws IOException {
    Path bytes =
        Files.write(folder.resolve("latin"), "\"\u00e9\"".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> TerraformState.vpcIds(bytes))
        .hasMessageContaining("it is not text in UTF-8");
    assertThatThrownBy(() -> TerraformState.vpcIds(folder))
        .hasMessageContaining("it cannot be opened");
    assertThatThrownBy(() -> TerraformState.vpcIds(folder.resolve("nowhere")))
        .hasMessageContaining("there is no such file");
  }
}
