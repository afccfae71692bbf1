package dev.azdrill.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is expected of a subject: {@code deviations.yaml}.
 *
 * @param is how those begin who answer there: {@code localstack 4.14.0}
 * @param floor how many sentences must come to a verdict, or the run proves nothing
 * @param own services and abilities that it has itself
 * @param completed services and abilities that azdrill has in its place
 * @param like whose deviations it has, too; empty text where it stands for itself
 * @param deviates why a sentence does not hold, by the sentence's id
 */
record Expected(
    String is,
    int floor,
    List<String> own,
    List<String> completed,
    String like,
    Map<String, String> deviates) {
  /** One subject as the file has it; {@code like} takes the deviations of another over. */
  private record Entry(
      String is,
      int floor,
      List<String> own,
      List<String> completed,
      String like,
      List<String> except,
      Map<String, String> deviates) {}

  /** What is expected of this candidate. */
  static Expected of(Candidate candidate) {
    Map<String, Entry> all = read();
    Entry entry = all.get(candidate.label());
    if (entry == null) {
      throw new IllegalStateException("deviations.yaml has no " + candidate.label());
    }
    Map<String, String> deviates = new TreeMap<>();
    if (entry.like() != null) {
      deviates.putAll(orEmpty(all.get(entry.like()).deviates()));
      for (String each : orEmpty(entry.except())) {
        if (deviates.remove(each) == null) {
          throw new IllegalStateException(
              candidate.label()
                  + " excepts "
                  + each
                  + ", which "
                  + entry.like()
                  + " does not list");
        }
      }
    }
    deviates.putAll(orEmpty(entry.deviates()));
    return new Expected(
        entry.is(),
        entry.floor(),
        orEmpty(entry.own()),
        orEmpty(entry.completed()),
        entry.like() == null ? "" : entry.like(),
        deviates);
  }

  private static Map<String, Entry> read() {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    yaml.enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    try (InputStream in = Expected.class.getResourceAsStream("deviations.yaml")) {
      return yaml.readValue(
          in, yaml.getTypeFactory().constructMapType(TreeMap.class, String.class, Entry.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> orEmpty(List<String> list) {
    return list == null ? List.of() : list;
  }

  private static Map<String, String> orEmpty(Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  /** Everything that is there, whoever has it. */
  List<String> there() {
    List<String> all = new ArrayList<>(own);
    all.addAll(completed);
    return List.copyOf(new TreeSet<>(all));
  }

  /** Why a sentence does not hold here; empty where it does. */
  Optional<String> deviation(Sentence sentence) {
    return Optional.ofNullable(deviates.get(sentence.id()));
  }
}
