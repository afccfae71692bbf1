package dev.azdrill.cli;

import dev.azdrill.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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

  /** The id of the VPC, if that is what was named. */
  Optional<String> vpcId() {
    return Optional.ofNullable(vpc);
  }

  /** The tag, if that is what was named: a key, an equals sign, a value. */
  Optional<String> tag() {
    return Optional.ofNullable(tag);
  }

  /** What was given, as words of a command. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    vpcId().ifPresent(each -> words.addAll(List.of("--vpc", each)));
    tag().ifPresent(each -> words.addAll(List.of("--tag", each)));
    return words;
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
    if (id != null && !VPC_ID.matcher(id).matches()) {
      throw new BadInput(
          "expected --vpc to be the id of a VPC, saw "
              + Printable.quoted(id)
              + ": write one such as vpc-0123456789abcdef0");
    }
  }
}
