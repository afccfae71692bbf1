package dev.azdrill.simulator.fis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.fis.model.AccountTargeting;
import software.amazon.awssdk.services.fis.model.ActionSummary;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateRequest;
import software.amazon.awssdk.services.fis.model.EmptyTargetResolutionMode;
import software.amazon.awssdk.services.fis.model.ExperimentTemplate;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateSummary;
import software.amazon.awssdk.services.fis.model.TargetResourceTypeSummary;

/**
 * Templates: made, changed, listed and deleted. What is refused is in {@link TemplateRulesTest}.
 */
class ExperimentTemplatesTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ground ground;

  @BeforeEach
  void stand() {
    ground = new Ground(region);
  }

  private static CreateExperimentTemplateRequest.Builder wanted() {
    return Ground.onInstances(
        "aws:ec2:stop-instances", Map.of("startInstancesAfterDuration", "PT10M"));
  }

  private ExperimentTemplate template(String id) {
    return ground.fis().getExperimentTemplate(r -> r.id(id)).experimentTemplate();
  }

  @Test
  void a_template_is_described_as_it_was_made() {
    ExperimentTemplate template = template(ground.template(wanted().tags(Map.of("team", "shop"))));

    assertThat(template.id()).matches("EXT[A-Za-z0-9]{15}");
    assertThat(template.arn())
        .isEqualTo("arn:aws:fis:eu-west-2:123456789012:experiment-template/" + template.id());
    assertThat(template.roleArn()).isEqualTo(Ground.ROLE);
    assertThat(template.tags()).isEqualTo(Map.of("team", "shop"));
    assertThat(Ground.named("act", template.actions()).actionId())
        .isEqualTo("aws:ec2:stop-instances");
    assertThat(Ground.named("act", template.actions()).targets())
        .isEqualTo(Map.of("Instances", "I"));
    assertThat(Ground.named("I", template.targets()).resourceTags()).isEqualTo(Ground.READY);
    assertThat(Ground.named("I", template.targets()).hasResourceArns()).isFalse();
    assertThat(template.experimentOptions().accountTargeting())
        .isEqualTo(AccountTargeting.SINGLE_ACCOUNT);
    assertThat(template.experimentOptions().emptyTargetResolutionMode())
        .isEqualTo(EmptyTargetResolutionMode.FAIL);
    assertThat(template.targetAccountConfigurationsCount()).isZero();
    assertThat(template.creationTime()).isEqualTo(region.aws().clock().now());
  }

  @Test
  void the_same_client_token_makes_one_template_and_other_parameters_conflict() {
    String first = ground.template(wanted().clientToken("once"));

    assertThat(ground.template(wanted().clientToken("once"))).isEqualTo(first);
    assertThat(
            FisRefusal.of(
                () -> ground.template(wanted().clientToken("once").description("another"))))
        .startsWith("409 ConflictException");
    assertThat(ground.fis().listExperimentTemplates(r -> {}).experimentTemplates()).hasSize(1);
  }

  @Test
  void what_is_changed_replaces_what_was_there_and_the_rest_stays() {
    String id = ground.template(wanted());
    region.pass(Duration.ofMinutes(1));

    ground
        .fis()
        .updateExperimentTemplate(
            r ->
                r.id(id)
                    .description("another")
                    .experimentOptions(
                        o -> o.emptyTargetResolutionMode(EmptyTargetResolutionMode.SKIP)));

    assertThat(template(id).description()).isEqualTo("another");
    assertThat(template(id).actions()).containsOnlyKeys("act");
    assertThat(template(id).experimentOptions().emptyTargetResolutionMode())
        .isEqualTo(EmptyTargetResolutionMode.SKIP);
    assertThat(template(id).lastUpdateTime()).isAfter(template(id).creationTime());
    assertThat(
            FisRefusal.of(
                () -> ground.fis().updateExperimentTemplate(r -> r.id(id).targets(Map.of()))))
        .startsWith("400 ValidationException: Action act: the template has no target I");
    assertThat(template(id).targets()).containsOnlyKeys("I");
  }

  @Test
  void an_experiment_keeps_to_the_template_from_which_it_was_started() {
    ground.instance("a");
    String template = ground.template(wanted());
    String experiment = ground.start(template);

    assertThat(ground.fis().deleteExperimentTemplate(r -> r.id(template)).experimentTemplate().id())
        .isEqualTo(template);
    region.pass(Duration.ofMinutes(15));

    assertThat(ground.status(experiment)).isEqualTo("completed");
    assertThat(FisRefusal.of(() -> template(template))).startsWith("404 ResourceNotFoundException");
    assertThat(FisRefusal.of(() -> ground.start(template)))
        .startsWith("404 ResourceNotFoundException");
  }

  @Test
  void lists_come_page_by_page() {
    List<String> made = List.of(ground.template(wanted()), ground.template(wanted()));
    ground.instance("a");
    String experiment = ground.start(made.get(1));

    String next = ground.fis().listExperimentTemplates(r -> r.maxResults(1)).nextToken();
    assertThat(ground.fis().listExperimentTemplates(r -> r.nextToken(next)).experimentTemplates())
        .extracting(ExperimentTemplateSummary::id)
        .containsExactly(made.get(1));
    assertThat(ground.fis().listExperiments(r -> r.experimentTemplateId(made.get(0))).experiments())
        .isEmpty();
    assertThat(ground.fis().listExperiments(r -> {}).experiments().get(0).id())
        .isEqualTo(experiment);
    assertThat(FisRefusal.of(() -> ground.fis().listActions(r -> r.nextToken("mine"))))
        .startsWith("400 ValidationException");
    assertThat(FisRefusal.of(() -> ground.fis().listActions(r -> r.maxResults(101))))
        .startsWith("400 ValidationException");
  }

  @Test
  void templates_and_experiments_are_tagged() {
    ExperimentTemplate template = template(ground.template(wanted()));
    ground.instance("a");
    String experiment = ground.experiment(ground.start(template.id())).arn();

    for (String arn : List.of(template.arn(), experiment)) {
      ground.fis().tagResource(r -> r.resourceArn(arn).tags(Map.of("a", "1", "b", "2")));
      ground.fis().untagResource(r -> r.resourceArn(arn).tagKeys("a"));
      assertThat(ground.fis().listTagsForResource(r -> r.resourceArn(arn)).tags())
          .isEqualTo(Map.of("b", "2"));
    }
    assertThat(
            FisRefusal.of(
                () ->
                    ground
                        .fis()
                        .tagResource(
                            r -> r.resourceArn(template.arn()).tags(Map.of("aws:x", "1")))))
        .startsWith("400 ValidationException");
    assertThat(
            FisRefusal.of(
                () -> ground.fis().listTagsForResource(r -> r.resourceArn(template.arn() + "x"))))
        .startsWith("404 ResourceNotFoundException");
  }

  @Test
  void actions_that_are_simulated_are_described() {
    assertThat(ground.fis().listActionsPaginator(r -> r.maxResults(5)).actions())
        .extracting(ActionSummary::id)
        .contains("aws:ec2:stop-instances", "aws:fis:wait", "aws:network:disrupt-connectivity")
        .doesNotContain("aws:ssm:send-command");
    assertThat(ground.fis().getAction(r -> r.id("aws:ec2:stop-instances")).action())
        .satisfies(
            action -> {
              assertThat(action.arn()).endsWith(":123456789012:action/aws:ec2:stop-instances");
              assertThat(Ground.named("Instances", action.targets()).resourceType())
                  .isEqualTo("aws:ec2:instance");
              assertThat(
                      Ground.named("startInstancesAfterDuration", action.parameters()).required())
                  .isFalse();
            });
    assertThat(FisRefusal.of(() -> ground.fis().getAction(r -> r.id("aws:ec2:explode"))))
        .startsWith("404 ResourceNotFoundException");
  }

  @Test
  void types_of_targets_are_described() {
    assertThat(ground.fis().listTargetResourceTypes(r -> {}).targetResourceTypes())
        .extracting(TargetResourceTypeSummary::resourceType)
        .contains("aws:ec2:instance", "aws:ec2:subnet", "aws:rds:db", "aws:iam:role");
    assertThat(
            ground
                .fis()
                .getTargetResourceType(r -> r.resourceType("aws:ec2:subnet"))
                .targetResourceType()
                .parameters())
        .containsOnlyKeys("availabilityZoneIdentifier", "vpc");
    assertThat(
            FisRefusal.of(
                () -> ground.fis().getTargetResourceType(r -> r.resourceType("aws:ec2:moon"))))
        .startsWith("404 ResourceNotFoundException");
  }
}
