package dev.azdrill.platform.endpoint;

import java.util.Optional;

/**
 * Who stands behind an address.
 *
 * @param name {@code localstack}, {@code moto}, {@code ministack}, or {@code unknown}
 * @param version as it says itself; empty where it says none
 * @param detail what else is known of it: its edition, its image
 */
public record Implementation(String name, Optional<String> version, Optional<String> detail) {
  /** The same, with more known of it. */
  public Implementation with(String more) {
    return new Implementation(
        name, version, Optional.of(detail.map(known -> known + ", ").orElse("") + more));
  }

  /** {@code localstack 4.14.0 (community)}. */
  @Override
  public String toString() {
    return name
        + version.map(text -> " " + text).orElse("")
        + detail.map(text -> " (" + text + ")").orElse("");
  }
}
