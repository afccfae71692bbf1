package dev.azdrill.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What AWS says of an EC2 instance type.
 *
 * @param name such as {@code t3.micro}
 * @param architectures of the images that it can run, such as {@code x86_64}
 * @param vcpus how many virtual processors it has by default
 * @param memoryMiB its memory in MiB
 * @param interfaces how many network interfaces can be attached
 * @param addressesPerInterface how many private IPv4 addresses each of them can have
 * @param burstable whether its performance is burstable
 * @param current whether it is of a current generation
 * @param hypervisor {@code nitro} or {@code xen}; empty for bare metal
 */
public record InstanceTypeFacts(
    String name,
    List<String> architectures,
    int vcpus,
    long memoryMiB,
    int interfaces,
    int addressesPerInterface,
    boolean burstable,
    boolean current,
    Optional<String> hypervisor) {
  private static final Map<String, InstanceTypeFacts> OFFERED = load();

  private static Map<String, InstanceTypeFacts> load() {
    Map<String, InstanceTypeFacts> types = new LinkedHashMap<>();
    CatalogueFile.read("instance-types.json")
        .path("types")
        .properties()
        .forEach(type -> types.put(type.getKey(), of(type.getKey(), type.getValue())));
    return Map.copyOf(types);
  }

  private static InstanceTypeFacts of(String name, JsonNode facts) {
    return new InstanceTypeFacts(
        name,
        CatalogueFile.texts(facts.path("architectures")),
        facts.path("vcpus").asInt(),
        facts.path("memoryMiB").asLong(),
        facts.path("interfaces").asInt(),
        facts.path("addressesPerInterface").asInt(),
        facts.path("burstable").asBoolean(),
        facts.path("current").asBoolean(),
        Optional.ofNullable(facts.path("hypervisor").textValue()));
  }

  /** Those that eu-west-2 offers, by name, in no particular order. */
  public static Map<String, InstanceTypeFacts> offered() {
    return OFFERED;
  }

  /** Whether it runs only on a host that is allocated first, as Mac instances do. */
  public boolean needsDedicatedHost() {
    return architectures.stream().allMatch(each -> each.endsWith("_mac"));
  }
}
