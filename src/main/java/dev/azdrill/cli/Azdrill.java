package dev.azdrill.cli;

/** placeholder. */
public final class Azdrill {
  private Azdrill() {}

  public static void main(String[] args) {}
}
