package dev.azdrill.platform.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.ImpairmentPort;
import dev.azdrill.platform.PlatformException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is broken in a region that azdrill serves in another process, through its control. It holds
 * there until it is lifted, whatever becomes of this process.
 */
record ServedImpairments(ServedControl control) implements ImpairmentPort {
  private static final String FAULTS = "faults";
  private static final ObjectMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  /** One that holds, and the name by which it is lifted. */
  private record Held(String name, Impairment impairment, long effects) {}

  @Override
  public Impairment resolve(Impairment wanted) {
    return wanted;
  }

  @Override
  public void impose(Impairment resolved) {
    ObjectNode wanted = JSON.valueToTree(resolved);
    wanted.remove("stopped"); // a zone there needs no instance to be stopped
    control.postOnce(FAULTS, wanted, () -> held(resolved).stream().map(Held::name).findFirst());
  }

  @Override
  public void lift(Impairment resolved) {
    held(resolved).forEach(each -> control.delete(FAULTS + "/" + each.name()));
  }

  @Override
  public long effects(Impairment resolved) {
    return held(resolved).stream().mapToLong(Held::effects).max().orElse(0);
  }

  @Override
  public boolean outlivesProcess() {
    return true;
  }

  @Override
  public boolean holds(Impairment resolved) {
    return !held(resolved).isEmpty();
  }

  private List<Held> held(Impairment wanted) {
    List<Held> held = new ArrayList<>();
    for (JsonNode each : control.get(FAULTS).path(FAULTS)) {
      ObjectNode impairment = each.deepCopy();
      String name = impairment.remove("name").asText();
      long effects = impairment.remove("effects").asLong();
      Impairment there = impairment(impairment);
      if (there.equals(wanted)) {
        held.add(new Held(name, there, effects));
      }
    }
    return held;
  }

  private static Impairment impairment(JsonNode json) {
    try {
      return JSON.treeToValue(json, Impairment.class);
    } catch (JsonProcessingException e) {
      throw new PlatformException(
          "expected what azdrill can break, saw " + json + ": use the version that serves it", e);
    }
  }
}
