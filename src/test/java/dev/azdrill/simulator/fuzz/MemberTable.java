package dev.azdrill.simulator.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * What becomes of each member of each request that the region answers, and of each structure within
 * them: by service, then by operation or structure, then by member.
 */
final class MemberTable {
  /** What becomes of a member. */
  enum Treatment {
    /** Its room reads it. */
    READ,
    /** It is kept and described, and nothing depends on it. */
    DESCRIBED,
    /** A value that asks for something is refused. */
    REFUSED,
    /** It is taken with any value: what it asks for cannot be told from what happens anyway. */
    WITHOUT_CONSEQUENCE,
    /** It is taken and nobody looks at it. */
    IGNORED
  }

  /** Seen before the operation runs. */
  private static final List<String> OF_THE_WIRE = List.of("DryRun", "ClientToken", "clientToken");

  private final ReadMembers read = ReadMembers.ofTheRegion();
  private final Map<String, Map<String, Map<String, Treatment>>> services = new TreeMap<>();
  private final JsonNode listed;

  private MemberTable(JsonNode listed) {
    this.listed = listed;
  }

  /**
   * @param listed the contents of {@code unheeded-members.json}
   */
  static MemberTable of(AnsweredCalls calls, JsonNode listed) {
    MemberTable table = new MemberTable(listed);
    for (AnsweredCalls.Call call : calls.all()) {
      table.enter(call.service().signingName(), call.action(), call.newBuilder());
    }
    return table;
  }

  Map<String, Map<String, Map<String, Treatment>>> services() {
    return services;
  }

  private void enter(String service, String shape, SdkPojo structure) {
    Map<String, Map<String, Treatment>> shapes =
        services.computeIfAbsent(service, each -> new TreeMap<>());
    if (shapes.containsKey(shape)) {
      return;
    }
    Map<String, Treatment> members = new LinkedHashMap<>();
    shapes.put(shape, members);
    for (SdkField<?> field : structure.sdkFields()) {
      Treatment treatment = treatment(service, shape, structure, field.memberName());
      members.put(field.memberName(), treatment);
      if (treatment == Treatment.READ || treatment == Treatment.DESCRIBED) {
        enterWithin(service, field);
      }
    }
  }

  private void enterWithin(String service, SdkField<?> field) {
    SdkField<?> inner = field;
    while (inner.marshallingType() == MarshallingType.LIST
        || inner.marshallingType() == MarshallingType.MAP) {
      inner =
          inner.marshallingType() == MarshallingType.LIST
              ? inner.getRequiredTrait(ListTrait.class).memberFieldInfo()
              : inner.getRequiredTrait(MapTrait.class).valueFieldInfo();
    }
    if (inner.marshallingType() == MarshallingType.SDK_POJO) {
      SdkPojo structure = inner.constructor().get();
      enter(service, shapeOf(structure).getSimpleName(), structure);
    }
  }

  private Treatment treatment(String service, String shape, SdkPojo structure, String member) {
    String other = listed.path("laidOver").path(service).path(shape).asText(shape);
    for (String each : List.of(shape, other)) {
      if (listed.path("refused").path(service).path(each).has(member)) {
        return Treatment.REFUSED;
      }
      if (listed.path("withoutConsequence").path(service).path(each).has(member)) {
        return Treatment.WITHOUT_CONSEQUENCE;
      }
    }
    if (listed.path("keptWhole").path(service).has(shape)) {
      return Treatment.DESCRIBED;
    }
    boolean isRead =
        OF_THE_WIRE.contains(member)
            || read.has(shapeOf(structure), member)
            || (!other.equals(shape) && isReadThere(structure, other, member));
    if (!isRead) {
      return Treatment.IGNORED;
    }
    return isListed("onlyDescribed", service, shape, member)
            || isListed("onlyDescribed", service, other, member)
        ? Treatment.DESCRIBED
        : Treatment.READ;
  }

  private boolean isListed(String list, String service, String shape, String member) {
    for (JsonNode each : listed.path(list).path(service).path(shape)) {
      if (each.asText().equals(member)) {
        return true;
      }
    }
    return false;
  }

  private boolean isReadThere(SdkPojo structure, String other, String member) {
    String models = shapeOf(structure).getPackageName() + ".";
    return read.has(models + other, member) || read.has(models + other + "Request", member);
  }

  /** Of a builder, the class that it builds. */
  private static Class<?> shapeOf(SdkPojo structure) {
    Class<?> enclosing = structure.getClass().getEnclosingClass();
    return enclosing == null ? structure.getClass() : enclosing;
  }
}
