package dev.azdrill.simulator.dataplane;

/** The ids of records that clients store: each once in a region, whichever clients ask for it. */
final class WriteIds {
  private long last;

  String next() {
    return "write-" + ++last;
  }
}
