package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.discovery.StackNotFound;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * The options that say which of the stacks that stand is meant, whoever made it; on the simulator,
 * where none does, what is to stand.
 */
final class WhichStack {
  @Option(
      names = "--blueprint",
      paramLabel = "NAME|FILE",
      description =
          "what stands on the simulator: a built-in blueprint, or a YAML file (default: production)")
  private @Nullable String blueprint;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "the stack that azdrill made under this name")
  private @Nullable String stack;

  @ArgGroup(exclusive = false, validate = false)
  private VpcOptions network = new VpcOptions();

  /** What was given, as words of a command; none where nothing was. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    add(words, "--blueprint", blueprint);
    words.addAll(standing());
    return words;
  }

  private List<String> standing() {
    List<String> words = new ArrayList<>();
    add(words, "--stack", stack);
    words.addAll(network.words());
    return words;
  }

  private static void add(List<String> words, String option, @Nullable String value) {
    if (value != null) {
      words.addAll(List.of(option, value));
    }
  }

  /** Refuses more than one of them, and a tag that is none. */
  void requireClear() {
    List<String> words = standing();
    if (words.size() > 2) {
      throw new BadInput(
          "expected one of --stack, --vpc, --tag and --terraform-state, saw "
              + String.join(
                  " and ",
                  Stream.of(0, 2, 4, 6).filter(i -> i < words.size()).map(words::get).toList())
              + ": leave all but one out");
    }
    network.requireForm();
    if (words.size() == 2 && words.get(1).isBlank()) {
      throw new BadInput("expected a value after " + words.get(0) + ", saw none");
    }
  }

  /** What is to stand on the simulator, if that was said. */
  Optional<String> blueprint() {
    return Optional.ofNullable(blueprint);
  }

  /** What names a VPC, as words of a command. */
  List<String> network() {
    return network.words();
  }

  /** The id of the VPC, if that is what was named, or a Terraform state that has one. */
  Optional<String> vpcId() {
    return network.vpcId();
  }

  /**
   * What was named, as it stands; the one stack of azdrill that stands, where nothing was.
   *
   * @throws BadInput when there is no such, with what was probably meant
   */
  Standing in(Discovery discovery) {
    String name = stack;
    if (name != null) {
      return found(
          name,
          "the name of a stack that stands",
          () -> discovery.byStack(name),
          () -> stacks(discovery));
    }
    Optional<Standing> named = in(network, discovery);
    if (named.isPresent()) {
      return named.get();
    }
    List<String> names = stacks(discovery);
    if (names.size() != 1) {
      throw new BadInput(
          "expected --stack NAME, --vpc ID, --tag KEY=VALUE or --terraform-state FILE, saw none: "
              + (names.isEmpty()
                  ? "no stack of azdrill stands there"
                  : "there are the stacks " + String.join(", ", names)));
    }
    return new Standing(names.get(0), discovery.byStack(names.get(0)));
  }

  /**
   * What stands in the VPC that was named; empty where none was.
   *
   * @throws BadInput when there is no such, with what was probably meant
   */
  static Optional<Standing> in(VpcOptions network, Discovery discovery) {
    Optional<Standing> byId =
        network
            .vpcId()
            .map(
                id ->
                    found(
                        id,
                        network.what(),
                        () -> discovery.byVpc(id),
                        () -> ids(discovery, vpc -> Stream.of(vpc.vpcId()))));
    return byId.or(() -> network.tag().map(pair -> byTag(pair, discovery)));
  }

  private static Standing byTag(String pair, Discovery discovery) {
    int at = pair.indexOf('=');
    return found(
        pair,
        "a tag of a VPC",
        () -> discovery.byTag(pair.substring(0, at), pair.substring(at + 1)),
        () ->
            ids(
                discovery,
                vpc -> vpc.tags().stream().map(each -> each.key() + "=" + each.value())));
  }

  /**
   * What stands.
   *
   * @param name for people
   */
  record Standing(String name, Inventory inventory) {}

  /** Looks it up. */
  private interface Look<T> {
    T look();
  }

  private static Standing found(
      String given, String what, Look<Inventory> look, Look<List<String>> known) {
    try {
      return new Standing(given, look.look());
    } catch (StackNotFound notFound) {
      if (notFound.isAmbiguous()) {
        throw new BadInput(String.valueOf(notFound.getMessage()));
      }
      List<String> all = known.look();
      throw new BadInput(
          "expected "
              + what
              + ", saw "
              + Printable.quoted(given)
              + ": "
              + (all.isEmpty()
                  ? "none stands there"
                  : Resemblance.advice(given, all, "there are " + String.join(", ", all))));
    }
  }

  private static List<String> stacks(Discovery discovery) {
    return ids(
        discovery,
        vpc ->
            vpc.tags().stream()
                .filter(each -> Discovery.STACK_TAG.equals(each.key()))
                .map(each -> each.value()));
  }

  private static List<String> ids(Discovery discovery, Function<Vpc, Stream<String>> names) {
    return List.copyOf(new TreeSet<>(discovery.vpcs().stream().flatMap(names).toList()));
  }
}
