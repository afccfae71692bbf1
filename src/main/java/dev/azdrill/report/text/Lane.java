package dev.azdrill.report.text;

/** What an observation is about, as a timeline groups it. */
public enum Lane {
  RUN("run"),
  STACK("stack"),
  GUARANTEE("guarantee"),
  DRILL("drill"),
  FAULT("fault"),
  CONFIGURATION("configuration"),
  LOAD("load"),
  TRAFFIC("traffic"),
  TARGET("target"),
  GROUP("group"),
  DATABASE("database"),
  RECOVERY("recovery"),
  OBJECTIVE("objective"),
  PLATFORM("platform");

  private final String words;

  Lane(String words) {
    this.words = words;
  }

  /** One word. */
  public String words() {
    return words;
  }
}
