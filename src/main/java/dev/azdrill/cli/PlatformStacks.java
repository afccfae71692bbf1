package dev.azdrill.cli;

import dev.azdrill.platform.Platform;
import dev.azdrill.platform.Provider;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.AttachedStack;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.Stacks;
import dev.azdrill.provision.StandingStack;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** The stacks of a platform that outlives this process, for commands that look after them. */
final class PlatformStacks {
  private PlatformStacks() {}

  /** Refuses the simulator: nothing outlives its process. */
  static Selection requireLasting(Selection selection) {
    if (selection.isSimulator()) {
      throw new BadInput(
          "the simulator's region ends with its process, nothing is left there: name a platform"
              + " with --platform endpoint or --platform localstack");
    }
    return selection;
  }

  /** A run of its own for each command. */
  static LockOwner owner() {
    return LockOwner.ofThisProcess(LockOwner.drawId(new SecureRandom()), InstantSource.system());
  }

  /** Everything that any run made there; what azdrill completes has nothing of other processes. */
  static List<StandingStack> on(Platform platform, LockOwner owner) {
    return Stacks.on(
        platform.session(),
        service -> {
          Provider provider = platform.capabilities().service(service);
          return provider.isThere() && !(provider instanceof Provider.Completed);
        },
        owner);
  }

  /**
   * Passes the name of a stack that azdrill makes and removes.
   *
   * @throws BadInput for that of one that somebody else made, and lets be drilled
   */
  static void requireMade(String stack, Platform platform) {
    AttachedStack.of(platform.session(), stack)
        .forEach(
            theirs -> {
              throw new BadInput(theirs.refusal());
            });
  }

  /**
   * Passes the name of a stack of which something stands.
   *
   * @throws BadInput for another, with the name that was probably meant
   */
  static void requireStanding(String stack, Platform platform, LockOwner owner) {
    List<String> names = on(platform, owner).stream().map(StandingStack::name).toList();
    if (!names.contains(stack)) {
      throw new BadInput(
          "expected the name of a stack that stands, saw "
              + Printable.quoted(stack)
              + ": "
              + (names.isEmpty()
                  ? "none stands there"
                  : Resemblance.advice(stack, names, "there are " + String.join(", ", names))));
    }
  }
}
