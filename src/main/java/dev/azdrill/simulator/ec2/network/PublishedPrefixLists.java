package dev.azdrill.simulator.ec2.network;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.network.model.Cidr;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The prefix lists that AWS manages, as it has published them.
 *
 * @param source where they are from
 * @param asOf when they were published
 */
record PublishedPrefixLists(String source, String asOf, List<Published> lists) {
  /** Whose they are. */
  static final String OWNER = "AWS";

  private static final String RESOURCE = "managed-prefix-lists.json";

  /** Read once: regions come and go, what AWS has published stays. */
  private static final class Once {
    static final PublishedPrefixLists LISTS = read();
  }

  PublishedPrefixLists {
    lists = List.copyOf(lists);
  }

  /**
   * One of them.
   *
   * @param weight as how many rules one counts that names it
   */
  record Published(String id, String name, int weight, List<String> entries) {
    Published {
      entries = List.copyOf(entries);
    }

    PrefixList list() {
      Map<Cidr, String> blocks = new LinkedHashMap<>();
      entries.forEach(each -> blocks.put(Cidr.of(each), ""));
      return new PrefixList(id, OWNER, name, weight, entries.size(), blocks);
    }
  }

  static PublishedPrefixLists all() {
    return Once.LISTS;
  }

  private static PublishedPrefixLists read() {
    try (InputStream stream = PublishedPrefixLists.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      return new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .readValue(stream, PublishedPrefixLists.class);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " could not be read", e);
    }
  }
}
