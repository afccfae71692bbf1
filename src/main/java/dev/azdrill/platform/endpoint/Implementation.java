package dev.azdrill.platform.endpoint;

/**
 * Who stands behind an address.
 *
 * @param name {@code localstack}, {@code moto}, {@code ministack}, or {@code unknown}
 * @param version as it says itself, or empty text
 * @param detail what else is known of it: its edition, its image; or empty text
 */
public record Implementation(String name, String version, String detail) {
  /** The same, with more known of it. */
  public Implementation with(String more) {
    return new Implementation(name, version, detail.isEmpty() ? more : detail + ", " + more);
  }

  /** {@code localstack 4.14.0 (community)}. */
  @Override
  public String toString() {
    return name
        + (version.isEmpty() ? "" : " " + version)
        + (detail.isEmpty() ? "" : " (" + detail + ")");
  }
}
