package dev.azdrill.evidence;

/** How a recovery stands against its limit, as far as looks from time to time can tell. */
public enum Timeliness {
  /** It was seen within its limit. */
  IN_TIME,
  /**
   * It was seen after its limit, which was derived and named by nobody, by no more than it may have
   * been seen late.
   */
  WITHIN_RESOLUTION,
  /**
   * It was seen after its limit, by no more than it may have been seen late, and somebody has named
   * that limit, or looks were further apart than it: whether it was in time cannot be told.
   */
  UNDECIDED,
  /** It came after its limit, however late it was seen. */
  LATE,
  /** It did not come while it was waited for. */
  NEVER;

  /** Whether nothing speaks against it: it was in time, or the looks cannot tell it from that. */
  public boolean isMet() {
    return switch (this) {
      case IN_TIME, WITHIN_RESOLUTION -> true;
      case UNDECIDED, LATE, NEVER -> false;
    };
  }

  /** Whether it was certainly not in time. */
  public boolean isMissed() {
    return switch (this) {
      case IN_TIME, WITHIN_RESOLUTION, UNDECIDED -> false;
      case LATE, NEVER -> true;
    };
  }
}
