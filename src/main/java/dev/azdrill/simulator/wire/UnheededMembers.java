package dev.azdrill.simulator.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Members that the region knows and does nothing with. Who gives one would take a setting for one
 * that has its effect: it is refused, unless its value asks for what happens anyway.
 *
 * @param refused by service, operation and member: the words that ask for nothing else than what
 *     happens anyway; one that ends with an asterisk is the beginning of such words
 * @param withoutConsequence those that are taken with any value, and why
 */
record UnheededMembers(
    Map<String, Map<String, Map<String, List<String>>>> refused,
    Map<String, Map<String, Map<String, String>>> withoutConsequence) {
  private static final String RESOURCE = "unheeded-members.json";
  private static final UnheededMembers ALL = read();

  /** Ask for nothing, whatever the member. */
  private static final List<String> NOTHING = List.of("false", "0", "");

  private static UnheededMembers read() {
    try (InputStream stream = UnheededMembers.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      return new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .readValue(stream, UnheededMembers.class);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " could not be read", e);
    }
  }

  /** Those of a region's own data. */
  static UnheededMembers all() {
    return ALL;
  }

  /**
   * Passes a request whose members have their effect.
   *
   * @throws AwsError in the words of the service, for one of which a member would be ignored
   */
  static void check(Service service, String action, SdkPojo request) {
    ALL.refused()
        .getOrDefault(service.signingName(), Map.of())
        .getOrDefault(action, Map.of())
        .forEach(
            (member, words) ->
                RequestMembers.value(request, member)
                    .filter(given -> !saysNothing(given, words))
                    .ifPresent(
                        given -> {
                          throw ProtocolErrors.unheeded(service, action, member, given);
                        }));
  }

  private static boolean saysNothing(Object given, List<String> words) {
    if (given instanceof SdkPojo structure) {
      for (SdkField<?> field : structure.sdkFields()) {
        Object member = field.getValueOrDefault(structure);
        if (member != null && !saysNothing(member, words)) {
          return false;
        }
      }
      return true;
    }
    if (given instanceof List<?> list) {
      return list.stream().allMatch(each -> saysNothing(each, words));
    }
    if (given instanceof Map<?, ?> map) {
      return map.isEmpty();
    }
    String text = String.valueOf(given);
    return NOTHING.contains(text)
        || words.stream()
            .anyMatch(
                word ->
                    word.endsWith("*")
                        ? text.startsWith(word.substring(0, word.length() - 1))
                        : text.equals(word));
  }
}
