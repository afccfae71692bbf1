package dev.azdrill.feature;

import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.session.StopRequest;
import dev.azdrill.session.StoppableProgress;
import java.util.Optional;

/** The platform that a user selected, and what on it a run is attached to. */
final class SelectedPlatform implements PlatformSource {
  private final Selection selection;
  private final StopRequest stop;
  private final Optional<String> run;
  private final Optional<AttachedArchitecture> attached;

  SelectedPlatform(
      Selection selection,
      StopRequest stop,
      Optional<String> run,
      Optional<AttachedArchitecture> attached) {
    this.selection = selection;
    this.stop = stop;
    this.run = run;
    this.attached = attached;
  }

  @Override
  public Optional<String> run() {
    return run.filter(id -> isShared());
  }

  @Override
  public Optional<AttachedArchitecture> attached() {
    return attached;
  }

  @Override
  public void requireGoingOn() {
    stop.requireNone();
  }

  @Override
  public String name() {
    return selection.name();
  }

  @Override
  public boolean isShared() {
    return !selection.isSimulator();
  }

  @Override
  public Platform open(String seed) {
    StoppableProgress progress = new StoppableProgress(stop);
    return attached.isPresent()
        ? selection.openStanding(seed, progress)
        : selection.open(seed, progress);
  }
}
