package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.topology.Group;
import dev.azdrill.topology.Part;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateHttpTokensState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The launch template: what each instance of the application is. */
final class TemplateStep implements Step {
  static final String ROLE = "launch-template";

  @Override
  public String what() {
    return "the launch template";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions("ec2:CreateLaunchTemplate");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("ec2:DeleteLaunchTemplate");
  }

  @Override
  public void ensure(Construction construction) {
    LaunchTemplate known =
        Ec2Labels.byRole(own(construction.work()), LaunchTemplate::tags).get(ROLE);
    construction.found(ROLE, known == null ? create(construction) : known.launchTemplateId());
  }

  private static List<LaunchTemplate> own(Work work) {
    return work.aws()
        .ec2()
        .describeLaunchTemplates(r -> r.filters(Ec2Labels.own(work)))
        .launchTemplates();
  }

  private static String create(Construction construction) {
    RequestLaunchTemplateData data = data(construction);
    return construction
        .aws()
        .ec2()
        .createLaunchTemplate(
            r ->
                r.launchTemplateName(construction.name(ROLE))
                    .launchTemplateData(data)
                    .tagSpecifications(
                        Ec2Labels.specification(construction, ResourceType.LAUNCH_TEMPLATE, ROLE)))
        .launchTemplate()
        .launchTemplateId();
  }

  private static RequestLaunchTemplateData data(Construction construction) {
    Group group = construction.blueprint().group();
    RequestLaunchTemplateData.Builder data =
        RequestLaunchTemplateData.builder()
            .imageId(construction.id(ReferencesStep.IMAGE))
            .instanceType(group.instanceType())
            // Target tracking over three minutes needs a data point for each of them.
            .monitoring(m -> m.enabled(group.cpuTarget().isPresent()))
            .metadataOptions(
                m ->
                    m.httpEndpoint(LaunchTemplateInstanceMetadataEndpointState.ENABLED)
                        .httpTokens(
                            group.requireImdsV2()
                                ? LaunchTemplateHttpTokensState.REQUIRED
                                : LaunchTemplateHttpTokensState.OPTIONAL))
            // Said here, a public address does not depend on what a subnet would give.
            .networkInterfaces(
                LaunchTemplateInstanceNetworkInterfaceSpecificationRequest.builder()
                    .deviceIndex(0)
                    .associatePublicIpAddress(group.publicAddresses())
                    .deleteOnTermination(true)
                    .groups(construction.id(SecurityGroupsStep.role(Part.APPLICATION)))
                    .build());
    group
        .userData()
        .map(script -> script.getBytes(StandardCharsets.UTF_8))
        .map(Base64.getEncoder()::encodeToString)
        .ifPresent(data::userData);
    return data.build();
  }

  @Override
  public void remove(Work work) {
    for (LaunchTemplate template : own(work)) {
      work.aws().ec2().deleteLaunchTemplate(r -> r.launchTemplateId(template.launchTemplateId()));
    }
  }
}
