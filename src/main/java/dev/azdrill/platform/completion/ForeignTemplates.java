package dev.azdrill.platform.completion;

import dev.azdrill.simulator.world.Templates;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** The launch templates of a foreign EC2, asked for each time: they are needed seldom. */
final class ForeignTemplates implements Templates {
  private final Calls calls;
  private final Ec2Client ec2;

  ForeignTemplates(Calls calls, Ec2Client ec2) {
    this.calls = calls;
    this.ec2 = ec2;
  }

  @Override
  public LaunchTemplateVersion resolve(String idOrName, String version) {
    DescribeLaunchTemplateVersionsRequest.Builder asked =
        DescribeLaunchTemplateVersionsRequest.builder().versions(version);
    if (idOrName.startsWith("lt-")) {
      asked.launchTemplateId(idOrName);
    } else {
      asked.launchTemplateName(idOrName);
    }
    return calls
        .ask(() -> ec2.describeLaunchTemplateVersions(asked.build()))
        .launchTemplateVersions()
        .stream()
        .findFirst()
        .orElseThrow(() -> CompletionErrors.versionNotFound(version, idOrName));
  }
}
