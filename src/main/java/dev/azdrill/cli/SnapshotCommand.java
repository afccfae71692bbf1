package dev.azdrill.cli;

import dev.azdrill.inventory.InventoryFile;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.Snapshot;
import dev.azdrill.text.RegularFile;
import dev.azdrill.text.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Saves what is described of a stack. */
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Saves all that is described of an existing stack, azdrill's or not, into one JSON "
            + "file, and changes nothing there. azdrill check --snapshot and azdrill compare read "
            + "it, on any machine. What could not be read is in the file with its reason. The file "
            + "holds no passwords, but all of a network: treat it as you treat its plan.")
final class SnapshotCommand implements Callable<Integer> {
  @ArgGroup(exclusive = false, validate = false, heading = "What:%n")
  private WhichStack which = new WhichStack();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|DIR",
      required = true,
      description = "the file, which is replaced; in a folder, its " + Snapshot.FILE)
  private Path output = Path.of(Snapshot.FILE);

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    Path file = file();
    DescribedArchitecture described =
        DescribedArchitecture.standing(which, where, new ShownProgress(terminal));
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      RegularFile.replace(file, to -> write(described, to));
    } catch (IOException | UncheckedIOException e) {
      throw new BadInput(
          "expected --output to be a file that can be written, saw " + file + ": " + Trouble.of(e));
    }
    terminal.line(
        "Saved " + described.name() + ", as " + described.answeredBy() + " described it.");
    for (Kind<?> kind : Kind.all()) {
      described
          .inventory()
          .unread(kind)
          .ifPresent(why -> terminal.error("azdrill: " + kind + " could not be read: " + why));
    }
    terminal.line("Written:   " + file);
    return 0;
  }

  private static void write(DescribedArchitecture described, Writer to) {
    try {
      to.write(InventoryFile.write(described.inventory()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file() {
    if (output.toString().isEmpty()) {
      throw new BadInput("expected the name of a file or folder after --output, saw none");
    }
    return Files.isDirectory(output) ? output.resolve(Snapshot.FILE) : output;
  }
}
