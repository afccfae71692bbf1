package dev.azdrill.platform;

/** Who stands behind something that a platform offers, or why nobody does. */
public sealed interface Provider {
  /** One line for people, journals and reports. */
  String line();

  /** Whether anybody does. */
  default boolean isThere() {
    return true;
  }

  /**
   * The platform answers by itself.
   *
   * @param by which implementation: {@code localstack 4.14.0}
   */
  record Native(String by) implements Provider {
    @Override
    public String line() {
      return "native: " + by;
    }
  }

  /**
   * azdrill answers, because the platform cannot.
   *
   * @param fidelity how far what azdrill does there is like AWS
   */
  record Completed(String fidelity) implements Provider {
    @Override
    public String line() {
      return "completed by azdrill: " + fidelity;
    }
  }

  /**
   * Nobody does.
   *
   * @param reason what the platform said when it was asked
   */
  record Absent(String reason) implements Provider {
    @Override
    public String line() {
      return "absent: " + reason;
    }

    @Override
    public boolean isThere() {
      return false;
    }
  }
}
