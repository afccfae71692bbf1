package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.rehearsal.DrilledPart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine.ArgGroup;

/** The options that name a stack which somebody else made, and what of it is drilled. */
final class AttachOptions {
  @ArgGroup(exclusive = false, validate = false)
  private VpcOptions network = new VpcOptions();

  @ArgGroup(exclusive = false, validate = false)
  private PartOptions part = new PartOptions();

  /**
   * A stack that may be drilled.
   *
   * @param name as its owner says
   * @param inventory as it is described
   */
  record Found(String name, DrilledStack.Attached stack, Inventory inventory) {
    /** What is drilled and watched. */
    Inventory drilled() {
      return stack.part().in(inventory);
    }
  }

  /** What was given, as words of a command. */
  List<String> words() {
    List<String> words = new ArrayList<>(network.words());
    words.addAll(part.words());
    return words;
  }

  /** Whether a stack is named; what would have no effect without is refused. */
  boolean isGiven() {
    if (network.words().isEmpty() && !part.words().isEmpty()) {
      throw new BadInput(
          part.words().get(0)
              + " has no effect without --vpc, --tag or --terraform-state, which name a stack that"
              + " somebody else made: leave it out, or name one");
    }
    return !network.words().isEmpty();
  }

  /**
   * Looks it up, and changes nothing.
   *
   * @throws BadInput when there is no such, or its owner does not let it be drilled
   */
  Found find(Selection selection, ShownProgress progress) {
    return find(selection, progress, (found, platform) -> {});
  }

  /**
   * The same of a stack on which nobody works.
   *
   * @throws dev.azdrill.provision.StackLocked when another run holds it
   */
  Found findFree(Selection selection, ShownProgress progress) {
    return find(
        selection,
        progress,
        (name, platform) -> {
          try (StackLocks locks = new StackLocks(platform.session(), PlatformStacks.owner())) {
            locks.requireFree(name);
          }
        });
  }

  private Found find(
      Selection selection, ShownProgress progress, BiConsumer<String, Platform> check) {
    if (network.words().size() > 2) {
      throw new BadInput(
          "expected one of --vpc, --tag and --terraform-state, saw "
              + network.words().get(0)
              + " and "
              + network.words().get(2)
              + ": leave all but one out");
    }
    network.requireForm();
    try (Platform platform = selection.openStanding("azdrill", progress)) {
      Discovery discovery = new Discovery(platform.session());
      Inventory inventory = WhichStack.in(network, discovery).orElseThrow().inventory();
      String vpcId = inventory.all(Kind.VPC).get(0).vpcId();
      String name = OptIn.nameOf(inventory, vpcId);
      OptIn.requireUnique(platform.session(), vpcId, name);
      check.accept(name, platform);
      DrilledPart drilled = DrilledPart.of(inventory, part.wanted());
      return new Found(name, new DrilledStack.Attached(vpcId, drilled), inventory);
    }
  }
}
