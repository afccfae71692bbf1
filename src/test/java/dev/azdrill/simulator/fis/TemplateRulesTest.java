package dev.azdrill.simulator.fis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.fis.model.AccountTargeting;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateActionInput;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateRequest;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateTargetInput;
import software.amazon.awssdk.services.fis.model.EmptyTargetResolutionMode;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateTargetInputFilter;

/** Templates that are refused when they are made: a typing error is no experiment. */
class TemplateRulesTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ground ground;

  @BeforeEach
  void stand() {
    ground = new Ground(region);
  }

  private String refusal(CreateExperimentTemplateRequest.Builder wanted) {
    String words = FisRefusal.of(() -> ground.template(wanted));
    assertThat(ground.fis().listExperimentTemplates(r -> {}).experimentTemplates()).isEmpty();
    return words;
  }

  private static CreateExperimentTemplateRequest.Builder sound() {
    return Ground.onInstances("aws:ec2:stop-instances", Map.of());
  }

  private static CreateExperimentTemplateRequest.Builder action(
      UnaryOperator<CreateExperimentTemplateActionInput.Builder> change) {
    return sound()
        .actions(
            Map.of(
                "act",
                change
                    .apply(
                        CreateExperimentTemplateActionInput.builder()
                            .actionId("aws:ec2:stop-instances")
                            .targets(Map.of("Instances", "I")))
                    .build()));
  }

  private static CreateExperimentTemplateRequest.Builder target(
      UnaryOperator<CreateExperimentTemplateTargetInput.Builder> change) {
    return sound()
        .targets(Map.of("I", change.apply(Ground.ready("aws:ec2:instance").toBuilder()).build()));
  }

  private static CreateExperimentTemplateRequest.Builder stopCondition(
      String source, @Nullable String value) {
    return sound().stopConditions(Ground.stopCondition(source, value));
  }

  @Test
  void what_is_missing_is_told_at_once() {
    assertThat(refusal(CreateExperimentTemplateRequest.builder()))
        .contains(
            "400 ValidationException: 4 validation errors detected", "'roleArn'", "'actions'");
    assertThat(refusal(sound().actions(Map.of()))).contains("at least one action");
    assertThat(refusal(sound().stopConditions(List.of()))).contains("must have a stop condition");
  }

  @Test
  void roles_and_accounts_are_of_their_form() {
    assertThat(refusal(sound().roleArn("arn:aws:iam::123456789012:user/fis")))
        .contains("Expected roleArn to be the ARN of an IAM role");
    assertThat(
            refusal(
                sound().experimentOptions(o -> o.accountTargeting(AccountTargeting.MULTI_ACCOUNT))))
        .contains("azdrill does not simulate multi-account experiments");
  }

  @Test
  void stop_conditions_are_alarms_that_stand() {
    assertThat(refusal(stopCondition("aws:sns:topic", null))).contains("source");
    assertThat(refusal(stopCondition("none", "arn:aws:cloudwatch:eu-west-2:1")))
        .contains("has no value");
    assertThat(
            refusal(
                stopCondition(
                    "aws:cloudwatch:alarm",
                    "arn:aws:cloudwatch:eu-west-2:123456789012:alarm:nobody")))
        .contains("has no such alarm");
  }

  @Test
  void actions_are_known_and_have_their_parameters() {
    assertThat(refusal(action(a -> a.actionId("aws:ec2:explode-instances"))))
        .contains("Action act: there is no action aws:ec2:explode-instances");
    assertThat(refusal(action(a -> a.parameters(Map.of("duration", "PT1M")))))
        .contains("there is no parameter duration: it takes startInstancesAfterDuration");
    for (String wrong : List.of("PT30S", "PT13H", "10 minutes", "600")) {
      assertThat(refusal(action(a -> a.parameters(Map.of("startInstancesAfterDuration", wrong)))))
          .contains("expected the parameter startInstancesAfterDuration", "saw " + wrong);
    }
    assertThat(refusal(Ground.blank().actions(Map.of("w", single("aws:fis:wait", Map.of())))))
        .contains("Action w: the parameter duration is required");
    assertThat(
            refusal(
                Ground.blank()
                    .actions(
                        Map.of(
                            "a",
                            single(
                                "aws:cloudwatch:assert-alarm-state",
                                Map.of("alarmArns", "mine", "alarmStates", "OK"))))))
        .contains("expected the parameter alarmArns");
  }

  private static CreateExperimentTemplateActionInput single(
      String id, Map<String, String> parameters) {
    return Ground.action(id, parameters, Map.of());
  }

  @Test
  void scopes_zones_and_percentages_are_known() {
    assertThat(refusal(subnets(Map.of("duration", "PT1M", "scope", "moon"))))
        .contains("expected the parameter scope to be all, availability-zone");
    assertThat(refusal(subnets(Map.of("duration", "PT1M", "scope", "prefix-list"))))
        .contains("the parameter prefixListIdentifier is required");
    assertThat(refusal(subnets(Map.of("duration", "PT1M", "scope", "s3express"))))
        .contains("azdrill does not simulate");
    assertThat(refusal(groups(Map.of("availabilityZoneIdentifiers", "eu-west-2z"))))
        .contains("saw eu-west-2z");
    assertThat(
            refusal(
                groups(Map.of("availabilityZoneIdentifiers", "eu-west-2a", "percentage", "101"))))
        .contains("a whole number from 1 to 100, saw 101");
  }

  private static CreateExperimentTemplateRequest.Builder subnets(Map<String, String> parameters) {
    return Ground.blank()
        .targets(Map.of("S", Ground.ready("aws:ec2:subnet")))
        .actions(
            Map.of(
                "cut",
                Ground.action(
                    "aws:network:disrupt-connectivity", parameters, Map.of("Subnets", "S"))));
  }

  private static CreateExperimentTemplateRequest.Builder groups(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("duration", "PT5M");
    return Ground.blank()
        .targets(Map.of("G", Ground.ready("aws:ec2:autoscaling-group")))
        .actions(
            Map.of(
                "ice",
                Ground.action(
                    "aws:ec2:asg-insufficient-instance-capacity-error",
                    all,
                    Map.of("AutoScalingGroups", "G"))));
  }

  @Test
  void actions_have_targets_of_their_type() {
    assertThat(refusal(action(a -> a.targets(Map.of())))).contains("the target Instances is");
    assertThat(refusal(action(a -> a.targets(Map.of("Machines", "I")))))
        .contains("it has no target Machines: it takes Instances");
    assertThat(refusal(action(a -> a.targets(Map.of("Instances", "J")))))
        .contains("the template has no target J");
    assertThat(refusal(sound().targets(Map.of("I", Ground.ready("aws:ec2:subnet")))))
        .contains("to be of resource type aws:ec2:instance, saw aws:ec2:subnet");
    assertThat(refusal(target(t -> t.resourceType("aws:ec2:moon")))).contains("no resource type");
  }

  @Test
  void the_order_of_actions_has_no_circle_and_no_stranger() {
    assertThat(refusal(action(a -> a.startAfter("nobody")))).contains("no such action");
    assertThat(
            refusal(
                Ground.blank()
                    .actions(
                        Map.of("x", waitingFor("y"), "y", waitingFor("z"), "z", waitingFor("x")))))
        .contains("it would start after itself");
  }

  private static CreateExperimentTemplateActionInput waitingFor(String other) {
    return single("aws:fis:wait", Map.of("duration", "PT1M")).toBuilder().startAfter(other).build();
  }

  @Test
  void targets_say_their_resources_in_one_way() {
    String arn = "arn:aws:ec2:eu-west-2:123456789012:instance/i-0123456789abcdef0";
    assertThat(refusal(target(t -> t.resourceArns(arn)))).contains("cannot stand beside");
    assertThat(refusal(target(t -> t.resourceTags(Map.of())))).contains("must say its resources");
    assertThat(
            refusal(
                target(
                    t ->
                        t.resourceTags(Map.of())
                            .resourceArns("arn:aws:ec2:eu-west-2:123456789012:subnet/subnet-1"))))
        .contains("expected an ARN that begins with arn:aws:ec2:eu-west-2:123456789012:instance/");
    for (String mode : List.of("SOME", "COUNT(0)", "COUNT", "PERCENT(101)", "all")) {
      assertThat(refusal(target(t -> t.selectionMode(mode)))).contains("saw " + mode);
    }
    assertThat(refusal(target(t -> t.parameters(Map.of("vpc", "vpc-1")))))
        .contains("there is no parameter vpc: it takes none");
  }

  @Test
  void filters_name_attributes_and_values() {
    assertThat(refusal(target(t -> t.filters(filter("Placement.Zone", "eu-west-2a")))))
        .contains("the filter path Placement.Zone is no attribute of aws:ec2:instance");
    assertThat(refusal(target(t -> t.filters(filter("Placement", "eu-west-2a")))))
        .contains("is no attribute");
    assertThat(refusal(target(t -> t.filters(filter("State.Name"))))).contains("has no values");
    assertThat(
            FisRefusal.of(
                () ->
                    ground.template(
                        target(t -> t.filters(filter("SecurityGroups.GroupId", "sg-1"))))))
        .isEqualTo("accepted");
  }

  private static ExperimentTemplateTargetInputFilter filter(String path, String... values) {
    return ExperimentTemplateTargetInputFilter.builder().path(path).values(values).build();
  }

  @Test
  void what_is_not_simulated_is_refused_by_its_name() {
    assertThat(refusal(action(a -> a.actionId("aws:ssm:send-command"))))
        .isEqualTo(
            "400 ValidationException: Action act: azdrill does not simulate aws:ssm:send-command");
    assertThat(
            refusal(
                sound()
                    .logConfiguration(
                        l ->
                            l.logSchemaVersion(2).s3Configuration(s -> s.bucketName("my-bucket")))))
        .contains("logConfiguration of CreateExperimentTemplate");
  }

  @Test
  void what_is_not_simulated_may_stand_where_it_finds_nothing_and_is_skipped() {
    CreateExperimentTemplateRequest.Builder volumes =
        Ground.blank()
            .targets(Map.of("V", Ground.ready("aws:ec2:ebs-volume")))
            .actions(
                Map.of(
                    "pause",
                    Ground.action(
                        "aws:ebs:pause-volume-io",
                        Map.of("duration", "PT5M"),
                        Map.of("Volumes", "V"))))
            .experimentOptions(o -> o.emptyTargetResolutionMode(EmptyTargetResolutionMode.SKIP));
    String template = ground.template(volumes);
    String id = ground.start(template);
    region.pass(Duration.ofMinutes(1));
    assertThat(ground.status(id)).isEqualTo("completed");
    assertThat(ground.status(id, "pause")).isEqualTo("skipped");

    ground.instance("a");
    String volume = ground.ec2().describeVolumes().volumes().get(0).volumeId();
    Ground.tag(ground.ec2(), List.of(volume), "Ready");
    assertThat(FisRefusal.of(() -> ground.start(template)))
        .contains("azdrill does not simulate aws:ebs:pause-volume-io", "1 resource");
  }
}
