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
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Members that the region knows and does nothing with. Who gives one would take a setting for one
 * that has its effect: it is refused, unless its value asks for what happens anyway. A shape is an
 * operation, whose request is meant, or a structure within requests.
 *
 * @param refused by service, shape and member: the words that ask for nothing else than what
 *     happens anyway; one that ends with an asterisk is the beginning of such words
 * @param withoutConsequence those that are taken with any value, and why
 * @param onlyDescribed by service and shape: members that are kept and described, and on which
 *     nothing else depends
 * @param keptWhole by service: shapes that are kept and described with all their members
 * @param laidOver by service: shapes whose members become those of another, which says what becomes
 *     of them
 */
record UnheededMembers(
    Map<String, Map<String, Map<String, List<String>>>> refused,
    Map<String, Map<String, Map<String, String>>> withoutConsequence,
    Map<String, Map<String, List<String>>> onlyDescribed,
    Map<String, Map<String, String>> keptWhole,
    Map<String, Map<String, String>> laidOver) {
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

  /** The words with which a refused member asks for nothing; empty where it is not refused. */
  private Optional<List<String>> words(String service, String shape, String member) {
    Map<String, Map<String, List<String>>> shapes = refused.getOrDefault(service, Map.of());
    String other = laidOver.getOrDefault(service, Map.of()).getOrDefault(shape, shape);
    return Optional.ofNullable(shapes.getOrDefault(shape, Map.of()).get(member))
        .or(() -> Optional.ofNullable(shapes.getOrDefault(other, Map.of()).get(member)));
  }

  /**
   * Passes a request whose members have their effect, at every depth.
   *
   * @throws AwsError in the words of the service, for one of which a member would be ignored
   */
  static void check(Service service, String action, SdkPojo request) {
    check(service, action, request, action, MemberPath.ROOT);
  }

  private static void check(
      Service service, String action, SdkPojo value, String shape, MemberPath path) {
    for (SdkField<?> field : value.sdkFields()) {
      Object given = field.getValueOrDefault(value);
      if (given == null) {
        continue;
      }
      MemberPath here = path.member(field.memberName());
      Optional<List<String>> words = ALL.words(service.signingName(), shape, field.memberName());
      if (words.isEmpty()) {
        checkWithin(service, action, given, here);
      } else if (!saysNothing(given, words.get())) {
        throw ProtocolErrors.unheeded(service, action, here, given);
      }
    }
  }

  private static void checkWithin(Service service, String action, Object given, MemberPath path) {
    if (given instanceof SdkPojo structure) {
      check(service, action, structure, RequestMembers.nameOf(structure), path);
    } else if (given instanceof List<?> list) {
      list.forEach(each -> checkWithin(service, action, each, path));
    } else if (given instanceof Map<?, ?> map) {
      map.values().forEach(each -> checkWithin(service, action, each, path));
    }
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
