package dev.azdrill.platform.selection;

/**
 * What somebody said about the platform, and where.
 *
 * @param key the system property that says the same: {@code azdrill.speed}
 * @param source for people: {@code --speed}, {@code the system property azdrill.speed}, {@code the
 *     environment variable AZDRILL_SPEED}
 * @param value what was said
 */
record Setting(String key, String source, String value) {
  static final String PLATFORM = "azdrill.platform";
  static final String ENDPOINT = "azdrill.endpoint";
  static final String LOCALSTACK_ENDPOINT = "azdrill.localstack.endpoint";
  static final String IMAGE = "azdrill.localstack.image";
  static final String COMPLETION = "azdrill.completion";
  static final String SPEED = "azdrill.speed";
  static final String DURATIONS = "azdrill.durations";
}
