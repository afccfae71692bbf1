package dev.azdrill.simulator.fis;

/** Why an action failed, where no service refused it anything. */
final class ActionFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ActionFailure(String why) {
    super(why);
  }

  /** A sentence: never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
