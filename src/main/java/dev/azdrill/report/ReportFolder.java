package dev.azdrill.report;

import dev.azdrill.text.RegularFile;
import dev.azdrill.text.Trouble;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The folder into which the reports of a run are written. */
final class ReportFolder {
  /** What a run with many drills may need; less is not worth beginning with. */
  static final long ROOM = 16L * 1024 * 1024;

  /** Enough that a file system has to allocate blocks for it. */
  private static final int PROBE = 64 * 1024;

  private final Path folder;

  ReportFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes sure that the folder can be made, and that these files can be written into it. What was
   * not there before is not there afterwards: whoever is refused later leaves nothing.
   *
   * @param inPlace the one that is written where it stands; the others are replaced
   * @throws ReportFolderException when they cannot
   */
  void prepare(List<String> names, String inPlace) {
    if (folder.toString().isEmpty()) {
      throw unusable("it has no name");
    }
    fileInTheWay()
        .ifPresent(
            file -> {
              throw unusable(
                  file.equals(folder.toAbsolutePath())
                      ? "it is a file"
                      : file + " is a file and not a folder");
            });
    List<Path> missing = missing();
    try {
      Files.createDirectories(folder);
      for (String name : names) {
        if (Files.isDirectory(folder.resolve(name))) {
          throw unusable("a folder named " + name + " is in it, where a file is to be written");
        }
        if (RegularFile.isSomethingElse(folder.resolve(name))) {
          throw unusable(
              "where " + name + " is to be written in it, " + RegularFile.SOMETHING_ELSE);
        }
      }
      requireWritable(inPlace);
      shortage(Files.getFileStore(folder).getUsableSpace())
          .ifPresent(
              shortage -> {
                throw unusable(shortage);
              });
      probe();
    } catch (IOException e) {
      throw new ReportFolderException(sentence("nothing can be written there (" + why(e) + ")"), e);
    } finally {
      removeEmpty(missing);
    }
  }

  private void requireWritable(String name) {
    try {
      RegularFile.requireWritable(folder.resolve(name));
    } catch (IOException e) {
      throw unusable(name + " in it cannot be written (" + why(e) + ")");
    }
  }

  /** The folders that are to be made, the innermost first. */
  private List<Path> missing() {
    List<Path> all = new ArrayList<>();
    for (Path at = folder.toAbsolutePath();
        at != null && Files.notExists(at);
        at = at.getParent()) {
      all.add(at);
    }
    return all;
  }

  /** One into which somebody else has written something meanwhile stays. */
  private static void removeEmpty(List<Path> folders) {
    try {
      for (Path each : folders) {
        Files.deleteIfExists(each);
      }
    } catch (IOException isUsed) {
      // It is the folder of another run by now.
    }
  }

  /** Removes these files, where they are there. */
  void remove(List<String> names) {
    try {
      for (String name : names) {
        Files.deleteIfExists(folder.resolve(name));
      }
    } catch (IOException e) {
      throw new ReportFolderException(
          sentence("reports of an earlier run cannot be removed (" + why(e) + ")"), e);
    }
  }

  /** A file where a folder has to be: the folder itself, or one that it is in. */
  private Optional<Path> fileInTheWay() {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        return Files.isDirectory(at) ? Optional.empty() : Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** Why so few bytes are too few; empty when they are enough. */
  static Optional<String> shortage(long usable) {
    return usable >= ROOM
        ? Optional.empty()
        : Optional.of(
            "only "
                + usable / 1024
                + " KiB are free on its disk, and reports may need "
                + ROOM / 1024
                + " KiB");
  }

  /** Writes something down to the disk, and removes it. */
  private void probe() throws IOException {
    Path probe = folder.resolve(".azdrill-probe.tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              probe,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.allocate(PROBE);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  /** Writes a file, as {@link RegularFile#replace} does. */
  Path write(String name, Consumer<Writer> content) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name);
    RegularFile.replace(file, content);
    return file;
  }

  /** What went wrong, without the name of the file, which the sentence has already. */
  static String why(Exception e) {
    return Trouble.of(e);
  }

  private ReportFolderException unusable(String why) {
    return new ReportFolderException(sentence(why));
  }

  private String sentence(String why) {
    return "the report folder "
        + folder
        + " cannot be used: "
        + why
        + "; name another folder, or make it writable";
  }
}
