package dev.azdrill.fault;

/** How true a fault is where it is injected. */
public enum Fidelity {
  /** The calls are real; what clients see of them is simulated from what is described. */
  CONTROL_PLANE("control plane: the calls are real, what clients see of it is simulated"),
  /** A part of it is done by azdrill in the place of what AWS would do. */
  ASSISTED("assisted: instances are stopped through EC2, the rest is simulated"),
  /** Only what azdrill answers in the place of the platform is affected. */
  COMPLETED_SERVICES("simulated, of the services that azdrill completes; refused for others"),
  /** All of it happens in a simulated region. */
  SIMULATED("simulated");

  /** Where faults are injected. */
  public enum Place {
    /** The embedded region. */
    SIMULATOR("simulator"),
    /** LocalStack or any other endpoint, completed by azdrill's controllers. */
    COMPLETED("localstack, endpoint");

    private final String words;

    Place(String words) {
      this.words = words;
    }

    /** The names of its platforms. */
    public String words() {
      return words;
    }
  }

  private final String words;

  Fidelity(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
