package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.provision.AttachedStack;
import dev.azdrill.provision.ProvisioningException;
import dev.azdrill.provision.Stack;
import dev.azdrill.session.AwsSession;
import dev.azdrill.text.Printable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** The consent of a stack's owner: a tag of its VPC, which also says what the stack is called. */
final class OptIn {
  private OptIn() {}

  /**
   * The name under which a stack may be drilled.
   *
   * @param stack as it is described
   * @throws BadInput when its VPC does not say so, or azdrill made it
   */
  static String nameOf(Inventory stack, String vpcId) {
    value(stack, vpcId, Discovery.STACK_TAG)
        .ifPresent(
            made -> {
              throw new BadInput(
                  vpcId
                      + " bears the tag "
                      + Discovery.STACK_TAG
                      + "="
                      + made
                      + ", so azdrill made its stack: drill it with --name "
                      + made);
            });
    String name =
        value(stack, vpcId, Discovery.DRILLED_TAG)
            .orElseThrow(
                () ->
                    new BadInput(
                        vpcId
                            + " does not bear the tag "
                            + Discovery.DRILLED_TAG
                            + ", by which its owner lets it be drilled: put "
                            + Discovery.DRILLED_TAG
                            + "=NAME on that VPC, with a name for the stack"));
    try {
      return Stack.requireName(name);
    } catch (ProvisioningException refused) {
      throw new BadInput(
          "the tag "
              + Discovery.DRILLED_TAG
              + " of "
              + vpcId
              + " says "
              + Printable.quoted(name)
              + ": "
              + refused.getMessage());
    }
  }

  /**
   * Requires that its owner still lets it be drilled.
   *
   * @throws BadInput when not
   */
  static void require(Inventory stack, String vpcId, String name) {
    String now = nameOf(stack, vpcId);
    if (!now.equals(name)) {
      throw new BadInput(
          vpcId
              + " bears the tag "
              + Discovery.DRILLED_TAG
              + "="
              + now
              + " now, and was to be drilled as "
              + name);
    }
  }

  /**
   * Requires that nothing else has the name: its lock and its undos are found by it.
   *
   * @throws BadInput when something has
   */
  static void requireUnique(AwsSession aws, String vpcId, String name) {
    Stream<String> attached = AttachedStack.of(aws, name).stream().map(AttachedStack::vpcId);
    Stream<String> made =
        new Discovery(aws)
            .vpcs().stream()
                .filter(each -> tag(each, Discovery.STACK_TAG).filter(name::equals).isPresent())
                .map(Vpc::vpcId);
    List<String> others =
        Stream.concat(attached, made).filter(each -> !each.equals(vpcId)).sorted().toList();
    if (!others.isEmpty()) {
      throw new BadInput(
          "expected a name for the stack in "
              + vpcId
              + " that no other has, saw "
              + name
              + ", which "
              + String.join(", ", others)
              + " has, too: write another into the tag "
              + Discovery.DRILLED_TAG);
    }
  }

  private static Optional<String> value(Inventory stack, String vpcId, String key) {
    return stack.all(Kind.VPC).stream()
        .filter(each -> vpcId.equals(each.vpcId()))
        .flatMap(each -> tag(each, key).stream())
        .findFirst();
  }

  private static Optional<String> tag(Vpc vpc, String key) {
    return vpc.tags().stream().filter(each -> key.equals(each.key())).map(Tag::value).findFirst();
  }
}
