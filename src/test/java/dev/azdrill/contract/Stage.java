package dev.azdrill.contract;

import dev.azdrill.platform.Platform;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The candidate of this run, opened once, and what is expected of it. */
final class Stage implements AutoCloseable {
  private final Candidate candidate;
  private final Candidate.Opened opened;
  private final Expected expected;
  private final Tally tally;
  private final String run;
  private int names;

  private Stage(Candidate candidate) {
    this.candidate = candidate;
    this.expected = Expected.of(candidate);
    this.opened = candidate.open();
    this.tally = Tally.of(candidate);
    // Where others may have left something, a run needs names of its own; in a fresh region of ours
    // the same run must say the same.
    this.run =
        opened.platform().isVirtualTime()
            ? "v"
            : Long.toString(System.currentTimeMillis() / 100, Character.MAX_RADIX);
  }

  /** The one of this run. */
  static Stage of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Stage.class))
        .computeIfAbsent(Stage.class, type -> new Setting(candidate(context)), Setting.class)
        .stage();
  }

  /** The stage, or why there is none: who does not answer is asked once, not by every sentence. */
  private static final class Setting implements AutoCloseable {
    private final Optional<Stage> stage;
    private final RuntimeException trouble;

    Setting(Candidate candidate) {
      Optional<Stage> opened = Optional.empty();
      RuntimeException why = new IllegalStateException("there is a stage");
      try {
        opened = Optional.of(new Stage(candidate));
      } catch (RuntimeException e) {
        why = e;
      }
      this.stage = opened;
      this.trouble = why;
    }

    Stage stage() {
      return stage.orElseThrow(() -> trouble);
    }

    @Override
    public void close() {
      stage.ifPresent(Stage::close);
    }
  }

  private static Candidate candidate(ExtensionContext context) {
    Optional<String> said = context.getConfigurationParameter(Candidate.PROPERTY);
    return said.filter(text -> !text.isBlank()).map(Candidate::called).orElse(Candidate.SIMULATOR);
  }

  Candidate candidate() {
    return candidate;
  }

  Platform platform() {
    return opened.platform();
  }

  Expected expected() {
    return expected;
  }

  Tally tally() {
    return tally;
  }

  /** A name that nothing else has, here or in another run; short enough for a load balancer. */
  synchronized String name(String noun) {
    names++;
    return "c-" + noun + "-" + run + "-" + names;
  }

  @Override
  public void close() {
    tally.write(candidate);
    opened.close();
  }
}
