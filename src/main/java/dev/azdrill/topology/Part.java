package dev.azdrill.topology;

import java.util.Locale;

/** A part of the architecture that has a security group of its own. */
public enum Part {
  LOAD_BALANCER,
  APPLICATION,
  DATABASE;

  /** As blueprints and tags write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
