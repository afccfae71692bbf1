package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Snapshot;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.endpoint.EndpointReading;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.session.AwsSession;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.text.ShellCommand;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is described somewhere, and by whom.
 *
 * @param name what it is called, for people
 * @param platform where it stands
 * @param answeredBy who described it
 * @param virtualTime whether its time is virtual
 * @param at when it was described
 * @param notes what a reader should know of it, a sentence each
 */
record DescribedArchitecture(
    String name,
    Inventory inventory,
    String platform,
    String answeredBy,
    boolean virtualTime,
    Instant at,
    List<String> notes) {
  private static final String SEED = "azdrill";
  private static final String BLUEPRINT = "production";

  DescribedArchitecture {
    notes = List.copyOf(notes);
  }

  /** What the options of a command that only reads choose: what was saved, or what stands. */
  static DescribedArchitecture chosen(
      WhichStack which, Optional<Path> snapshot, PlatformOptions where, ShownProgress progress) {
    if (snapshot.isEmpty()) {
      return standing(which, where, progress);
    }
    which.requireClear();
    List<String> others = new ArrayList<>(which.words());
    if (which.vpcId().isPresent()) {
      others.removeAll(which.network());
    }
    others.addAll(where.words());
    if (!others.isEmpty()) {
      throw new BadInput(
          others.get(0)
              + " has no effect with --snapshot, which says what is read: leave one of the two out");
    }
    return saved(snapshot.get(), "--vpc", which.vpcId());
  }

  /**
   * What stands on a platform: on the simulator a blueprint, which is provisioned for it, under its
   * own name; elsewhere what stands there already, which is only read.
   */
  static DescribedArchitecture standing(
      WhichStack which, PlatformOptions where, ShownProgress progress) {
    where.requireOnlyRead();
    which.requireClear();
    Selection selection = where.selection();
    Optional<String> blueprint = which.blueprint();
    if (selection.isSimulator()) {
      return provisioned(selection, blueprint.orElse(BLUEPRINT), which, progress);
    }
    if (blueprint.isPresent()) {
      throw new BadInput(
          "--blueprint has no effect on the platform "
              + selection.name()
              + ", where nothing is made: name what stands there with --stack, --vpc, --tag or"
              + " --terraform-state");
    }
    try (EndpointReading there = selection.openToRead(progress)) {
      return of(which, there.session(), there.name(), there.answeredBy(), false);
    }
  }

  /** A blueprint, as it stands on the simulator. */
  static DescribedArchitecture blueprint(String name, ShownProgress progress) {
    return provisioned(Selection.simulator(), name, new WhichStack(), progress);
  }

  private static DescribedArchitecture provisioned(
      Selection selection, String blueprint, WhichStack which, ShownProgress progress) {
    Blueprint made = Blueprints.named(blueprint);
    try (Platform platform = selection.open(SEED, progress)) {
      new Provisioner(platform.session(), progress).provision(made, made.name(), SEED);
      return of(which, platform.session(), platform.name(), platform.answeredBy(), true);
    }
  }

  private static DescribedArchitecture of(
      WhichStack which, AwsSession aws, String platform, String answeredBy, boolean virtual) {
    WhichStack.Standing found = which.in(new Discovery(aws));
    return new DescribedArchitecture(
        found.name(),
        found.inventory(),
        platform,
        answeredBy,
        virtual,
        aws.clock().now(),
        List.of());
  }

  /**
   * What was saved, of one VPC if there are several in it.
   *
   * @param option that names one
   */
  static DescribedArchitecture saved(Path path, String option, Optional<String> vpcId) {
    Snapshot snapshot = Snapshot.read(path);
    List<String> vpcs = snapshot.vpcs();
    if (vpcId.isPresent() && !vpcs.contains(vpcId.get())) {
      throw new BadInput(
          "expected the id of a VPC in "
              + path
              + ", saw "
              + Printable.quoted(vpcId.get())
              + ": "
              + (vpcs.isEmpty()
                  ? "none is described there"
                  : Resemblance.advice(vpcId.get(), vpcs, "there are " + String.join(", ", vpcs))));
    }
    if (vpcId.isEmpty() && vpcs.size() > 1) {
      throw new BadInput(
          path
              + " describes more than one VPC, "
              + String.join(", ", vpcs)
              + ": name one of them with "
              + option);
    }
    Optional<String> chosen = vpcId.or(() -> vpcs.stream().findFirst());
    return new DescribedArchitecture(
        path.toString(),
        snapshot.of(chosen),
        "snapshot",
        "the snapshot " + path,
        false,
        InstantSource.system().instant(),
        snapshot.notes());
  }

  /** The header of a run that asks for the guarantees of it alone. */
  RunHeader header(boolean strict, ShellCommand reproduce) {
    return new RunHeader(
        "The guarantees of " + name,
        platform,
        answeredBy,
        virtualTime,
        RunHeader.TrafficSource.NONE,
        SEED,
        reproduce.toString(),
        strict,
        List.of(),
        Optional.of(name),
        Optional.of(RunHeader.Only.GUARANTEES));
  }
}
