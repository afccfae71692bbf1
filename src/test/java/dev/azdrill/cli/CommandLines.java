package dev.azdrill.cli;

/**
 * A program that runs several command lines of azdrill one after another, each given as one
 * argument, and ends with the first exit code that is not 0.
 */
final class CommandLines {
  /** Between the words of a command line. */
  static final String SEPARATOR = "\t";

  private CommandLines() {}

  public static void main(String[] commandLines) {
    for (String commandLine : commandLines) {
      String[] args = commandLine.split(SEPARATOR, -1);
      int exit = Azdrill.commandLine(args).execute(args);
      if (exit != 0) {
        System.exit(exit);
      }
    }
  }
}
