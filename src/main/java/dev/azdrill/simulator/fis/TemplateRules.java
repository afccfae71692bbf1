package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.RegionLocation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.fis.model.AccountTargeting;
import software.amazon.awssdk.services.fis.model.EmptyTargetResolutionMode;
import software.amazon.awssdk.services.fis.model.ExperimentTemplate;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateAction;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateStopCondition;

/**
 * What a template must be like. Source: AWS Fault Injection Service User Guide, "Actions for AWS
 * FIS", "Targets for AWS FIS", "Stop conditions for AWS FIS", "Quotas and limitations".
 */
final class TemplateRules {
  private static final int ACTIONS_MAX = 20;
  private static final int STOP_CONDITIONS_MAX = 5;
  private static final Pattern ROLE = Pattern.compile("arn:aws[\\w-]*:iam::\\d{12}:role/\\S+");
  private static final Pattern NAME = Pattern.compile("\\S{1,64}");
  private static final String NONE = "none";
  private static final String ALARM = "aws:cloudwatch:alarm";

  private final RegionLocation place;
  private final AlarmCalls alarms;
  private final TargetRules targets;

  TemplateRules(RegionLocation place, AlarmCalls alarms) {
    this.place = place;
    this.alarms = alarms;
    this.targets = new TargetRules(place);
  }

  /**
   * Passes a template that AWS would take and the region can run.
   *
   * @throws dev.azdrill.simulator.world.AwsError for any other
   */
  void check(ExperimentTemplate template) {
    if (!ROLE.matcher(template.roleArn()).matches()) {
      throw FisErrors.roleInvalid(template.roleArn());
    }
    checkStopConditions(template.stopConditions());
    if (template.experimentOptions().accountTargeting() == AccountTargeting.MULTI_ACCOUNT) {
      throw FisErrors.multiAccount();
    }
    if (template.actions().isEmpty()) {
      throw FisErrors.noActions();
    }
    if (template.actions().size() > ACTIONS_MAX) {
      throw FisErrors.tooManyActions(ACTIONS_MAX);
    }
    template.targets().keySet().forEach(name -> checkName("target", name));
    template.targets().forEach(targets::check);
    template.actions().keySet().forEach(name -> checkName("action", name));
    template.actions().forEach((name, action) -> check(template, name, action));
    checkOrder(template.actions());
  }

  private static void checkName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw FisErrors.nameInvalid(what, name);
    }
  }

  private void checkStopConditions(List<ExperimentTemplateStopCondition> conditions) {
    if (conditions.isEmpty()) {
      throw FisErrors.noStopCondition();
    }
    if (conditions.size() > STOP_CONDITIONS_MAX) {
      throw FisErrors.tooManyStopConditions(STOP_CONDITIONS_MAX);
    }
    for (ExperimentTemplateStopCondition each : conditions) {
      switch (each.source()) {
        case NONE -> {
          if (each.value() != null) {
            throw FisErrors.stopConditionValueUnexpected(each.value());
          }
          if (conditions.size() > 1) {
            throw FisErrors.stopConditionBesideNone();
          }
        }
        case ALARM -> {
          String arn = Optional.ofNullable(each.value()).orElse("nothing");
          if (alarms.state(arn).isEmpty()) {
            throw FisErrors.alarmNotFound(arn);
          }
        }
        default -> throw FisErrors.stopConditionSourceInvalid(each.source());
      }
    }
  }

  private void check(ExperimentTemplate template, String name, ExperimentTemplateAction action) {
    ActionType type =
        ActionCatalogue.action(action.actionId())
            .orElseThrow(() -> FisErrors.actionUnknown(name, action.actionId()));
    if (type.simulated().isPresent()) {
      checkParameters(name, action, type.simulated().get());
    } else if (!maySkip(template) || type.targets().isEmpty()) {
      throw FisErrors.actionNotSimulated(name, type.id());
    }
    NetworkScope scope = scope(action).orElse(NetworkScope.ALL);
    if (scope == NetworkScope.S3EXPRESS && !maySkip(template)) {
      throw FisErrors.scopeNotSimulated(name, scope.text());
    }
    checkTargets(template, name, action, type);
  }

  private static boolean maySkip(ExperimentTemplate template) {
    return template.experimentOptions().emptyTargetResolutionMode()
        == EmptyTargetResolutionMode.SKIP;
  }

  private static Optional<NetworkScope> scope(ExperimentTemplateAction action) {
    return Optional.ofNullable(action.parameters().get("scope")).flatMap(NetworkScope::named);
  }

  /** Whether the region can do what an action of an accepted template says. */
  static boolean isSimulated(ExperimentTemplateAction action) {
    return ActionCatalogue.action(action.actionId()).flatMap(ActionType::simulated).isPresent()
        && scope(action).filter(each -> each == NetworkScope.S3EXPRESS).isEmpty();
  }

  private void checkParameters(
      String name, ExperimentTemplateAction action, ActionType.Simulated type) {
    type.parameters()
        .forEach(
            (parameter, known) -> {
              if (known.isRequired() && !action.parameters().containsKey(parameter)) {
                throw FisErrors.parameterMissing(name, parameter);
              }
            });
    action
        .parameters()
        .forEach(
            (parameter, value) -> {
              ActionType.Parameter known = type.parameters().get(parameter);
              if (known == null) {
                throw FisErrors.parameterUnknown(name, parameter, type.parameters().keySet());
              }
              if (!known.kind().allows(value, place)) {
                throw FisErrors.parameterInvalid(name, parameter, known.kind().expected(), value);
              }
            });
    boolean namesList = action.parameters().containsKey("prefixListIdentifier");
    boolean needsList = scope(action).filter(each -> each == NetworkScope.PREFIX_LIST).isPresent();
    if (needsList && !namesList) {
      throw FisErrors.parameterMissing(name, "prefixListIdentifier");
    }
    if (namesList && !needsList) {
      throw FisErrors.parameterUnknown(
          name, "prefixListIdentifier", List.of("it with scope prefix-list alone"));
    }
  }

  private static void checkTargets(
      ExperimentTemplate template, String name, ExperimentTemplateAction action, ActionType type) {
    for (Map.Entry<String, String> target : action.targets().entrySet()) {
      String expected = type.targets().get(target.getKey());
      if (expected == null) {
        throw FisErrors.targetKeyUnknown(name, target.getKey(), type.targets().keySet());
      }
      String seen =
          Optional.ofNullable(template.targets().get(target.getValue()))
              .orElseThrow(() -> FisErrors.targetUndefined(name, target.getValue()))
              .resourceType();
      if (!seen.equals(expected)) {
        throw FisErrors.targetOfOtherType(name, target.getValue(), expected, seen);
      }
    }
    type.targets().keySet().stream()
        .filter(key -> !action.targets().containsKey(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw FisErrors.targetMissing(name, key);
            });
  }

  private static void checkOrder(Map<String, ExperimentTemplateAction> actions) {
    actions.forEach(
        (name, action) ->
            action
                .startAfter()
                .forEach(
                    other -> {
                      if (!actions.containsKey(other)) {
                        throw FisErrors.startAfterUnknown(name, other);
                      }
                    }));
    for (String name : actions.keySet()) {
      if (reached(name, actions).contains(name)) {
        throw FisErrors.startAfterCycle(name);
      }
    }
  }

  /** All that an action waits for, be it through others. */
  private static Set<String> reached(String from, Map<String, ExperimentTemplateAction> actions) {
    Set<String> reached = new HashSet<>();
    List<String> next = List.of(from);
    while (!next.isEmpty()) {
      next =
          next.stream()
              .flatMap(
                  name ->
                      Optional.ofNullable(actions.get(name)).stream()
                          .flatMap(action -> action.startAfter().stream()))
              .filter(reached::add)
              .toList();
    }
    return reached;
  }
}
