package dev.azdrill.platform.selection;

import dev.azdrill.platform.PlatformException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that was said about the platform: by options of a command, else by system properties, else by
 * environment variables.
 */
final class Settings {
  private static final List<String> KEYS =
      List.of(
          Setting.PLATFORM,
          Setting.ENDPOINT,
          Setting.LOCALSTACK_ENDPOINT,
          Setting.IMAGE,
          Setting.COMPLETION,
          Setting.SPEED,
          Setting.DURATIONS);

  private final Map<String, Setting> said;

  private Settings(Map<String, Setting> said) {
    this.said = said;
  }

  /**
   * @param options by their names: {@code --speed}
   * @param property looks a system property up; null for one that is not set
   * @param environment looks an environment variable up; null for one that is not set
   */
  static Settings of(
      Map<String, String> options,
      UnaryOperator<@Nullable String> property,
      UnaryOperator<@Nullable String> environment) {
    Map<String, Setting> said = new LinkedHashMap<>();
    for (String key : KEYS) {
      String variable = key.toUpperCase(Locale.ROOT).replace('.', '_');
      present(property.apply(key))
          .map(value -> new Setting(key, "the system property " + key, value))
          .or(
              () ->
                  present(environment.apply(variable))
                      .map(v -> new Setting(key, "the environment variable " + variable, v)))
          .ifPresent(setting -> said.put(key, setting));
    }
    add(said, Setting.PLATFORM, "--platform", options);
    String platform = new Settings(said).platform();
    boolean isLocalStack = platform.equals(Selection.LOCALSTACK);
    String endpoint = isLocalStack ? Setting.LOCALSTACK_ENDPOINT : Setting.ENDPOINT;
    add(said, endpoint, "--endpoint", options);
    add(said, Setting.IMAGE, "--image", options);
    add(said, Setting.COMPLETION, "--completion", options);
    add(said, Setting.SPEED, "--speed", options);
    add(said, Setting.DURATIONS, "--durations", options);
    return new Settings(said);
  }

  private static void add(
      Map<String, Setting> said, String key, String option, Map<String, String> options) {
    String value = options.get(option);
    if (value != null) {
      said.put(key, new Setting(key, option, value));
    }
  }

  /** A property or variable that is blank counts as not set: so build files pass it on. */
  private static Optional<String> present(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }

  Optional<Setting> get(String key) {
    return Optional.ofNullable(said.get(key));
  }

  /** The name of the platform, the simulator where nothing was said. */
  String platform() {
    return get(Setting.PLATFORM).map(Setting::value).orElse(Selection.SIMULATOR);
  }

  /**
   * Refuses what was said and would be ignored.
   *
   * @param effective the keys that have an effect
   * @param where in which case the others have none, such as {@code on the platform simulator}
   * @param advice what to do
   */
  void requireEffect(Collection<String> effective, String where, String advice) {
    for (Setting setting : said.values()) {
      if (!effective.contains(setting.key())) {
        throw new PlatformException(setting.source() + " has no effect " + where + ": " + advice);
      }
    }
  }
}
