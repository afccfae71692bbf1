package dev.azdrill.simulator.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What descriptions show, by the name of the member: ids, names and states that exist. */
final class KnownValues {
  private static final Pattern ELEMENT = Pattern.compile("<(\\w+)>([^<>]{1,200})</\\1>");
  private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":\"([^\"\\\\]{1,200})\"");

  private final Map<String, Set<String>> byMember = new TreeMap<>();

  /** Learns from the text of a description. */
  void learn(String description) {
    for (Pattern pattern : List.of(ELEMENT, MEMBER)) {
      Matcher matcher = pattern.matcher(description);
      while (matcher.find()) {
        byMember
            .computeIfAbsent(key(matcher.group(1)), key -> new TreeSet<>())
            .add(matcher.group(2));
      }
    }
  }

  /** A value that a member of this name has somewhere. */
  Optional<String> like(String member, SplittableRandom random) {
    String key = key(member);
    return Optional.ofNullable(byMember.get(key))
        .or(() -> Optional.ofNullable(byMember.get(key.replaceAll("s$", ""))))
        .or(() -> endingLike(key))
        .map(values -> any(List.copyOf(values), random));
  }

  /** Any value of any member that is an identifier. */
  String anyId(SplittableRandom random) {
    List<String> ids = new ArrayList<>();
    byMember.forEach(
        (member, values) -> {
          if (member.endsWith("id") || member.endsWith("arn")) {
            ids.addAll(values);
          }
        });
    return ids.isEmpty() ? "vpc-0123456789abcdef0" : any(ids, random);
  }

  private Optional<Set<String>> endingLike(String key) {
    return byMember.entrySet().stream()
        .filter(each -> each.getKey().length() > 3 && key.endsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String key(String member) {
    return member.toLowerCase(Locale.ROOT);
  }

  static <T> T any(List<T> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }
}
