package dev.azdrill.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** AWS's regions, and the Availability Zones of those in which azdrill can provision. */
public final class Regions {
  private static final JsonNode FILE = CatalogueFile.read("regions.json");
  private static final Map<String, List<String>> ZONES =
      CatalogueFile.mapping(FILE.path("regions"), CatalogueFile::texts);
  private static final List<String> ENABLED = CatalogueFile.texts(FILE.path("enabledByDefault"));
  private static final List<String> OPT_IN = CatalogueFile.texts(FILE.path("optIn"));

  private Regions() {}

  /** Those in which azdrill can provision, such as {@code eu-west-2}. */
  public static Set<String> names() {
    return ZONES.keySet();
  }

  /** AWS's commercial regions that an account has without asking, by name. */
  public static List<String> enabledByDefault() {
    return ENABLED;
  }

  /** Its commercial regions that an account must opt in to, by name. */
  public static List<String> optIn() {
    return OPT_IN;
  }

  /** The region's zones in the order of their letters; empty for a region that is not here. */
  public static List<String> zones(String region) {
    return ZONES.getOrDefault(region, List.of());
  }
}
