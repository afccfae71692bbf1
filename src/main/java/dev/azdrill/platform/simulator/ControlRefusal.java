package dev.azdrill.platform.simulator;

/** Why a request to a server's control is not done: one sentence. */
final class ControlRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status of HTTP
   * @param sentence what was expected and what was seen
   */
  ControlRefusal(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  static ControlRefusal badInput(String sentence) {
    return new ControlRefusal(400, sentence);
  }

  int status() {
    return status;
  }

  /** The sentence: never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
