package dev.azdrill.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * A description of what stood, from disk: a file that {@link InventoryFile} wrote, a folder with
 * one, or a folder of what calls of the AWS CLI printed, one file for each call under any name.
 */
public final class Snapshot {
  /** What {@link InventoryFile} writes is called so in a folder. */
  public static final String FILE = "inventory.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final Inventory whole;
  private final Function<Optional<String>, Inventory> ofVpc;
  private final List<String> notes;

  private Snapshot(
      Inventory whole, Function<Optional<String>, Inventory> ofVpc, List<String> notes) {
    this.whole = whole;
    this.ofVpc = ofVpc;
    this.notes = List.copyOf(notes);
  }

  /**
   * Reads it.
   *
   * @throws UnreadableInventory when there is none, it is cut off or something else, or two things
   *     in it have one id
   */
  public static Snapshot read(Path path) {
    if (!Files.isDirectory(path)) {
      return ofFile(path);
    }
    List<Path> files = files(path);
    Path own = path.resolve(FILE);
    if (files.contains(own) && files.size() > 1) {
      throw new UnreadableInventory(
          path.toString(),
          "it holds " + FILE + " and other JSON files, and which of them are meant cannot be told");
    }
    return files.contains(own) ? ofFile(own) : ofCli(path, files);
  }

  private static Snapshot ofFile(Path file) {
    Inventory all = Identities.requireDistinct(InventoryFile.load(file), file.toString());
    boolean isOfOne = vpcs(all).size() < 2;
    return new Snapshot(
        all, vpcId -> isOfOne ? all : vpcId.map(id -> OneVpc.of(all, id)).orElse(all), List.of());
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(each -> each.toString().toLowerCase(Locale.ROOT).endsWith(".json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UnreadableInventory(folder.toString(), "the folder cannot be read", e);
    }
  }

  private static Snapshot ofCli(Path folder, List<Path> files) {
    List<CliDocument> documents = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Path file : files) {
      List<JsonNode> roots = roots(file);
      if (roots.isEmpty()) {
        notes.add(file + " is empty and was passed over");
      }
      for (JsonNode root : roots) {
        CliDocument.of(file.getFileName().toString(), root)
            .ifPresentOrElse(
                documents::add,
                () -> notes.add(file + " says nothing of a network and was passed over"));
      }
    }
    if (documents.isEmpty()) {
      throw new UnreadableInventory(
          folder.toString(),
          "no JSON file in it is an inventory or what a call of the AWS CLI printed, such as aws"
              + " ec2 describe-vpcs > vpcs.json");
    }
    CliFolder read = new CliFolder(documents);
    Identities.requireDistinct(read.region(), folder.toString());
    if (!read.lacking().isEmpty()) {
      notes.add(
          folder
              + " lacks "
              + String.join(", ", read.lacking())
              + ": what rests on them is unknown");
    }
    return new Snapshot(read.region(), read::of, notes);
  }

  /** The outputs in a file: a loop over load balancers may write several, one after the other. */
  private static List<JsonNode> roots(Path file) {
    String text = InventoryFile.text(file);
    List<JsonNode> roots = new ArrayList<>();
    try (MappingIterator<JsonNode> all = JSON.readerFor(JsonNode.class).readValues(text)) {
      while (all.hasNextValue()) {
        roots.add(all.nextValue());
      }
    } catch (JsonProcessingException e) {
      throw InventoryFile.notJson(file.toString(), e);
    } catch (IOException e) {
      throw new UnreadableInventory(file.toString(), "it cannot be read", e);
    }
    return roots;
  }

  /** The VPCs of which something is described, sorted. */
  public List<String> vpcs() {
    return List.copyOf(vpcs(whole));
  }

  private static Set<String> vpcs(Inventory all) {
    Set<String> ids = new TreeSet<>();
    all.all(Kind.VPC).stream().map(Vpc::vpcId).forEach(ids::add);
    if (!all.knows(Kind.VPC)) {
      all.all(Kind.SUBNET).stream()
          .map(Subnet::vpcId)
          .flatMap(id -> Optional.ofNullable(id).stream())
          .forEach(ids::add);
    }
    return ids;
  }

  /** What belongs to this VPC, which is one of {@link #vpcs}; all, where none is named. */
  public Inventory of(Optional<String> vpcId) {
    return ofVpc.apply(vpcId);
  }

  /** What was passed over, and what is lacking, a sentence each without a full stop. */
  public List<String> notes() {
    return notes;
  }
}
