package dev.azdrill.drill.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.fault.FaultCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is written about faults elsewhere says what the catalogue says. */
class FaultCatalogueFilesTest {
  private static final Path SCHEMA =
      Path.of("src/main/resources/dev/azdrill/drill/drill.schema.json");
  private static final Path PAGE = Path.of("docs", "faults.md");

  /** With this property the files are written instead. */
  private static final String WRITE = "azdrill.faults.write";

  @Test
  void the_schema_of_drills_knows_every_fault() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode schema = (ObjectNode) json.readTree(SCHEMA.toFile());
    ObjectNode definitions = (ObjectNode) schema.get("$defs");
    definitions.set("fault", FaultSchema.of(FaultCatalogue.own()));
    definitions.set("word", FaultSchema.words(FaultCatalogue.own()));
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    String text =
        json.writer(
                    new DefaultPrettyPrinter()
                        .withSeparators(
                            Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                        .withObjectIndenter(indent)
                        .withArrayIndenter(indent))
                .writeValueAsString(schema)
            + "\n";
    same(SCHEMA, text);
  }

  @Test
  void the_page_of_faults_knows_every_fault() throws IOException {
    same(PAGE, FaultsPage.text());
  }

  private static void same(Path file, String text) throws IOException {
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(file, text);
    }
    assertThat(file).as("write it anew with `make faults`").exists();
    assertThat(Files.readString(file)).as("write it anew with `make faults`").isEqualTo(text);
  }
}
