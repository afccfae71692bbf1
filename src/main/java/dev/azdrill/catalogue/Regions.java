package dev.azdrill.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The regions in which azdrill can provision, and their Availability Zones. */
public final class Regions {
  private static final Map<String, List<String>> ZONES =
      CatalogueFile.mapping(
          CatalogueFile.read("regions.json").path("regions"), CatalogueFile::texts);

  private Regions() {}

  /** Such as {@code eu-west-2}. */
  public static Set<String> names() {
    return ZONES.keySet();
  }

  /** The region's zones in the order of their letters; empty for a region that is not here. */
  public static List<String> zones(String region) {
    return ZONES.getOrDefault(region, List.of());
  }
}
