package dev.azdrill.steps;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** The security groups of instances, wherever their launch template names them. */
final class Groups {
  private Groups() {}

  static List<String> of(LaunchTemplateVersion version) {
    List<String> all = new ArrayList<>(version.launchTemplateData().securityGroupIds());
    version
        .launchTemplateData()
        .networkInterfaces()
        .forEach(networkInterface -> all.addAll(networkInterface.groups()));
    return all;
  }
}
