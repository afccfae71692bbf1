package dev.azdrill.cli;

import dev.azdrill.inventory.TerraformState;
import dev.azdrill.text.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a VPC, whoever made it. */
final class VpcOptions {
  private static final Pattern VPC_ID = Pattern.compile("vpc-[0-9a-f]{8}([0-9a-f]{9})?");

  @Option(names = "--vpc", paramLabel = "ID", description = "the VPC with this id, and all in it")
  private @Nullable String vpc;

  @Option(
      names = "--tag",
      paramLabel = "KEY=VALUE",
      description = "the VPC that carries this tag, or else whose subnets do, and all in it")
  private @Nullable String tag;

  @Option(
      names = "--terraform-state",
      paramLabel = "FILE",
      description =
          "the VPC of this Terraform state (terraform state pull, or show -json), and all in it")
  private @Nullable Path state;

  /**
   * The id of the VPC, if that is what was named, or a state that has one.
   *
   * @throws BadInput when the state has none, or several
   */
  Optional<String> vpcId() {
    Path file = state;
    return file == null ? Optional.ofNullable(vpc) : Optional.of(onlyIn(file));
  }

  /** What its id is, for people. */
  String what() {
    Path file = state;
    return file == null ? "the id of a VPC" : "the VPC of " + file + " to stand there";
  }

  private static String onlyIn(Path file) {
    List<String> all = TerraformState.vpcIds(file);
    if (all.size() != 1) {
      throw new BadInput(
          "expected a Terraform state with one VPC, saw "
              + (all.isEmpty() ? "none" : String.join(", ", all))
              + " in "
              + file
              + ": name the VPC with --vpc ID");
    }
    return requireId("the VPC in " + file, all.get(0));
  }

  /** The option that was given, and its value. */
  private record Given(String option, String value) {}

  private List<Given> given() {
    List<Given> all = new ArrayList<>();
    Optional.ofNullable(vpc).ifPresent(each -> all.add(new Given("--vpc", each)));
    tag().ifPresent(each -> all.add(new Given("--tag", each)));
    Optional.ofNullable(state)
        .ifPresent(each -> all.add(new Given("--terraform-state", each.toString())));
    return all;
  }

  /** The tag, if that is what was named: a key, an equals sign, a value. */
  Optional<String> tag() {
    return Optional.ofNullable(tag);
  }

  /** What was given, as words of a command. */
  List<String> words() {
    return given().stream().flatMap(each -> Stream.of(each.option(), each.value())).toList();
  }

  /** Refuses a tag that is none, and an id that cannot be one. */
  void requireForm() {
    String given = tag;
    if (given != null && given.indexOf('=') < 1) {
      throw new BadInput(
          "expected --tag to be a key and a value, saw "
              + Printable.quoted(given)
              + ": write one such as Name=shop");
    }
    String id = vpc;
    if (id != null) {
      requireId("--vpc", id);
    }
  }

  private static String requireId(String what, String id) {
    if (!VPC_ID.matcher(id).matches()) {
      throw new BadInput(
          "expected "
              + what
              + " to be the id of a VPC, saw "
              + Printable.quoted(id)
              + ": write one such as vpc-0123456789abcdef0");
    }
    return id;
  }
}
