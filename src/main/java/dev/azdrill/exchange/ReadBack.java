package dev.azdrill.exchange;

import java.util.Optional;
import java.util.Set;

/**
 * One request that reads stored records back through the application.
 *
 * @param exchange the request
 * @param found those of the asked ids that the application returned; empty when its answer brought
 *     no records, because the request failed, was redirected or blocked, or the application has no
 *     database: then nothing is known of any record
 */
public record ReadBack(Exchange exchange, Optional<Set<String>> found) {
  public ReadBack {
    found = found.map(Set::copyOf);
  }
}
