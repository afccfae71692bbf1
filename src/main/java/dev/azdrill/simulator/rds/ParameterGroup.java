package dev.azdrill.simulator.rds;

import dev.azdrill.catalogue.PostgresParameter;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.Parameter;

/**
 * A DB parameter group that somebody made, and what it sets.
 *
 * @param shown as RDS describes it
 * @param set the value and the apply method of each parameter that is set, by name
 */
record ParameterGroup(DBParameterGroup shown, Map<String, Value> set) {
  ParameterGroup {
    set = Map.copyOf(set);
  }

  /** What one parameter is set to. */
  record Value(String text, ApplyMethod method) {}

  String name() {
    return shown.dbParameterGroupName();
  }

  String family() {
    return shown.dbParameterGroupFamily();
  }

  /** The same with these set, too, or to other values. */
  ParameterGroup with(Map<String, Value> changed) {
    Map<String, Value> all = new TreeMap<>(set);
    all.putAll(changed);
    return new ParameterGroup(shown, all);
  }

  /** The same without what these are set to. */
  ParameterGroup without(Iterable<String> names) {
    Map<String, Value> all = new TreeMap<>(set);
    names.forEach(all::remove);
    return new ParameterGroup(shown, all);
  }

  /** As DescribeDBParameters shows one parameter of it. */
  Parameter parameter(PostgresParameter one) {
    Parameter.Builder parameter =
        Parameter.builder()
            .parameterName(one.name())
            .source("engine-default")
            .applyType(one.isStatic() ? "static" : "dynamic")
            .dataType(one.type().words())
            .allowedValues(one.allowedValues().orElse(null))
            .isModifiable(true)
            .applyMethod(ApplyMethod.PENDING_REBOOT);
    Value value = set.get(one.name());
    if (value != null) {
      parameter.source("user").parameterValue(value.text()).applyMethod(value.method());
    }
    return parameter.build();
  }
}
