package dev.azdrill.platform;

/** What a platform can do beside answering AWS's API. */
public enum Ability {
  ZONE_POWER("zone power loss"),
  ZONE_CAPACITY("zone capacity loss"),
  APPLICATION_HEALTH("application failure"),
  ZONE_NETWORK("zone network degradation"),
  DATABASE_STORAGE("database storage exhaustion"),
  CERTIFICATES("certificate expiry"),
  ZONAL_SHIFT("zonal shift"),
  CPU_LOAD("CPU surge"),
  API_IMPAIRMENT("API impairment"),
  TRAFFIC("client traffic");

  private final String words;

  Ability(String words) {
    this.words = words;
  }

  /** As people say it: {@code zone power loss}. */
  public String words() {
    return words;
  }
}
