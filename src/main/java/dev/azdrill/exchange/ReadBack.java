package dev.azdrill.exchange;

import java.util.Set;

/**
 * One request that reads stored records back through the application.
 *
 * @param exchange the request; when it failed, nothing is known of any record
 * @param found those of the asked ids that the application returned
 */
public record ReadBack(Exchange exchange, Set<String> found) {
  public ReadBack {
    found = Set.copyOf(found);
  }
}
