package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@Contract
class SubjectContract {
  @Test
  void it_is_who_the_list_was_made_for(Subject s) {
    assertThat(s.capabilities().implementation()).startsWith(s.expected().is());
  }

  @Test
  void it_has_what_the_list_says_and_nothing_else(Subject s) {
    Map<String, Provider> all = all(s.capabilities());
    assertThat(having(all, Provider.Native.class))
        .containsExactlyInAnyOrderElementsOf(s.expected().own());
    assertThat(having(all, Provider.Completed.class))
        .containsExactlyInAnyOrderElementsOf(s.expected().completed());
  }

  private static Map<String, Provider> all(Capabilities capabilities) {
    Map<String, Provider> all = new LinkedHashMap<>(capabilities.services());
    for (Ability each : Ability.values()) {
      all.put(each.words(), capabilities.ability(each));
    }
    return all;
  }

  private static Set<String> having(Map<String, Provider> all, Class<? extends Provider> kind) {
    Set<String> names = new TreeSet<>();
    all.forEach(
        (name, provider) -> {
          if (kind.isInstance(provider)) {
            names.add(name);
          }
        });
    return names;
  }
}
