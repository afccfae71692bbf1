package dev.azdrill.platform;

/** Impairs a platform directly, as no drill does: for tests of the platform itself. */
public record Impaired(ImpairmentPort port) {
  /** Lifts it. */
  public interface Undo {
    void undo();
  }

  public static Impaired by(Platform platform) {
    return new Impaired(platform.impairments());
  }

  public Undo cutZonePower(String zone) {
    return impose(new Impairment.ZonePower(zone));
  }

  public Undo exhaustZoneCapacity(String zone) {
    return impose(new Impairment.ZoneCapacity(zone));
  }

  public Undo hangApplication(String instanceId) {
    return impose(new Impairment.ApplicationHung(instanceId));
  }

  public Undo failApplication(String instanceId, int status) {
    return impose(new Impairment.ApplicationFailing(instanceId, status));
  }

  /** Imposes any. */
  public Undo impose(Impairment wanted) {
    Impairment resolved = port.resolve(wanted);
    port.impose(resolved);
    return () -> port.lift(resolved);
  }
}
