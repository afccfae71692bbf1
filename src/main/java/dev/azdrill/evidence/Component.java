package dev.azdrill.evidence;

/** What recovers. */
public enum Component {
  LOAD_BALANCER("load balancer"),
  GROUP("group"),
  GROUP_BALANCE("group balance"),
  APPLICATION("application"),
  DATABASE("database"),
  DATABASE_DESCRIPTION("database description"),
  DATABASE_REDUNDANCY("database redundancy"),
  CLIENTS("clients"),
  /** Nothing that recovers: clients feel what was broken. */
  CLIENT_ERRORS("errors are felt"),
  STEADY_STATE("steady state");

  private final String words;

  Component(String words) {
    this.words = words;
  }

  /** As reports say it. */
  public String words() {
    return words;
  }
}
