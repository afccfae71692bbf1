package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataOptions;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/**
 * Instance metadata needs a session token (IMDSv2): on every instance that runs, and on those that
 * a group launches.
 *
 * <p>A template that says nothing leaves it to the image and the account: that is unknown, not
 * proven.
 */
final class SessionTokens {
  private SessionTokens() {}

  static Guarantee guarantee() {
    return new Guarantee(
        "metadata-needs-a-token",
        "instance metadata needs a session token",
        "no instance gives its credentials without a session token",
        new Advice(
            "Without a token, a request that an attacker makes the application send "
                + "reads the credentials of its instance.",
            "Set MetadataOptions.HttpTokens=required in the launch template, and on "
                + "running instances with ModifyInstanceMetadataOptions."),
        List.of(
            Framework.FSBP.control("EC2.8"),
            Framework.FSBP.control("EC2.170"),
            Framework.CIS.control("5.7"),
            Framework.NIST.control("AC-3"),
            Framework.NIST.control("AC-6"),
            Framework.SOC2.control("CC7.2"),
            Framework.WELL_ARCHITECTED.control("SEC06-BP01")),
        List.of(Kind.INSTANCE, Kind.AUTO_SCALING_GROUP, Kind.LAUNCH_TEMPLATE_VERSION),
        SessionTokens::findings,
        List.of(
            new Mutant(
                "the template makes tokens optional",
                sound -> TopologyMutations.launches(sound, SessionTokens::optional)),
            new Mutant(
                "an instance is changed to answer without tokens",
                sound ->
                    sound.map(
                        Kind.INSTANCE,
                        each ->
                            each.toBuilder()
                                .metadataOptions(
                                    m -> m.httpTokens("optional").httpEndpoint("enabled"))
                                .build()))));
  }

  private static LaunchTemplateVersion optional(LaunchTemplateVersion version) {
    return version.toBuilder()
        .launchTemplateData(
            version.launchTemplateData().toBuilder()
                .metadataOptions(m -> m.httpTokens("optional"))
                .build())
        .build();
  }

  private static List<Finding> findings(Inventory inventory) {
    Architecture architecture = new Architecture(inventory);
    List<Finding> findings = new ArrayList<>();
    architecture
        .instances()
        .forEach(
            each ->
                findings.add(
                    each.metadataOptions() == null
                        ? of(each.instanceId(), null, null)
                        : of(
                            each.instanceId(),
                            each.metadataOptions().httpTokensAsString(),
                            each.metadataOptions().httpEndpointAsString())));
    architecture.groups().forEach(each -> findings.addAll(of(each, architecture)));
    return findings;
  }

  private static List<Finding> of(AutoScalingGroup group, Architecture architecture) {
    String name = "the template of " + group.autoScalingGroupName();
    Optional<List<LaunchTemplateVersion>> launches = architecture.launchesOf(group);
    return launches.isEmpty()
        ? List.of(Finding.unknown(name, "is not described"))
        : launches.get().stream().map(launch -> of(name, launch)).toList();
  }

  private static Finding of(String name, LaunchTemplateVersion launch) {
    LaunchTemplateInstanceMetadataOptions options = launch.launchTemplateData().metadataOptions();
    return options == null
        ? of(name, null, null)
        : of(name, options.httpTokensAsString(), options.httpEndpointAsString());
  }

  private static Finding of(String name, @Nullable String tokens, @Nullable String endpoint) {
    if ("disabled".equals(endpoint)) {
      return Finding.proven(name, "gives no metadata at all");
    }
    return Finding.of(
        name,
        Optional.ofNullable(tokens).map("required"::equals),
        "requires session tokens",
        "answers without a session token",
        "does not say whether a session token is required");
  }
}
